import Testing

@testable import NeuralNet

@Suite struct ParameterTests {
  @Test("The example of the documentation trains a network")
  func example() {
    var generator = SplitMix64(state: 1)
    let observations = Tensor((0..<128).map { Float($0 % 13) / 13 }, shape: [16, 8])
    let nextObservations = Tensor((0..<128).map { Float($0 % 7) / 7 }, shape: [16, 8])
    let rewards = Tensor((0..<16).map { Float($0) / 16 }, shape: [16])
    let actions = Tensor((0..<16).map { Float($0 % 4) }, shape: [16])

    let network = Sequential.perceptron([8, 256, 256, 4])
    var parameters = Parameters(of: network, named: "q_net", using: &generator)
    var optimizer = Adam(for: parameters)
    let target = parameters

    let targets = rewards + 0.99 * network(nextObservations, target.constants).maximum()
    let (loss, gradients) = parameters.valueAndGradient { weights in
      Loss.huber(network(observations, weights).picking(actions), targets)
    }
    optimizer.update(&parameters, along: gradients)

    let next = Loss.huber(network(observations, parameters.constants).picking(actions), targets).item
    #expect(next < loss)
  }

  private func linear() -> Parameters {
    var generator = SplitMix64(state: 1)
    return Parameters(of: Linear(2, 1), using: &generator)
  }

  @Test("A copy keeps its numbers when the original changes, and tensors keep theirs")
  func copies() {
    var parameters = linear()
    parameters.values = [1, 2, 3]
    let (copy, weights) = (parameters, parameters.constants)
    parameters.values = [4, 5, 6]
    #expect(copy.values == [1, 2, 3])
    #expect(weights.all.map(\.values) == [[1, 2], [3]])
    #expect(parameters.values == [4, 5, 6])
  }

  @Test("Moving towards another network goes a part of the way, and all of it at the rate 1")
  func moving() {
    var (parameters, other) = (linear(), linear())
    parameters.values = [0, 0, 8]
    other.values = [4, -4, 0]
    parameters.move(towards: other, rate: 0.25)
    #expect(parameters.values == [1, -1, 6])
    parameters.move(towards: other, rate: 1)
    #expect(parameters.values == other.values)
  }

  @Test("Numbers that are not finite are found")
  func finite() {
    var parameters = linear()
    #expect(parameters.areFinite)
    for value in [Float.nan, .infinity, -.infinity] {
      parameters.values = [0, value, 0]
      #expect(!parameters.areFinite)
    }
  }

  @Test("A seed gives the same numbers again")
  func seeds() {
    #expect(linear().values == linear().values)
  }
}

@Suite struct MemoryPoolTests {
  @Test("Products do not let through what their memory held before")
  func remains() {
    let pool = MemoryPool()
    func spoil() { for _ in 0..<8 { _ = Tensor.filled(.nan, shape: [16], in: pool) } }
    let (row, matrix) = (Tensor.filled(1, shape: [1, 4], in: pool), Tensor.filled(1, shape: [16, 4], in: pool))
    spoil()
    #expect(row.product(matrix, transposingRight: true).values == Array(repeating: 4, count: 16))
    spoil()
    #expect(row.product(matrix.transposed()).values == Array(repeating: 4, count: 16))
    spoil()
    #expect(matrix.product(matrix, transposingRight: true).values.allSatisfy { $0 == 4 })
  }

  @Test("Memory comes back in its size class, and the next of that size takes it")
  func reuse() {
    let pool = MemoryPool()
    let first = pool.take(100)
    pool.give(first, 100)
    #expect(pool.take(1000) != first)
    #expect(pool.take(97) == first)
  }
}
