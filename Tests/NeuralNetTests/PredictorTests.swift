import NeuralNet
import TestSupport
import Testing

@Suite struct PredictorTests {
  private let network = Sequential(Linear(3, 16), Tanh(), Linear(16, 16), GELU(), Linear(16, 2))

  private func parameters(seed: UInt64) -> Parameters {
    var generator = SeededGenerator(state: seed)
    return Parameters(of: network, using: &generator)
  }

  @Test(
    "Predicting gives what computing gives, for any number of rows and after any change", arguments: [1, 2, 17])
  func equalsComputing(rows: Int) {
    var predictor = Predictor(network, inputShape: [3])
    let input = (0..<rows * 3).map { Float($0 % 7) * 0.3 - 1 }
    var output = [Float](repeating: 0, count: rows * 2)
    for seed in 1...3 {
      let parameters = parameters(seed: UInt64(seed))
      predictor.predict(input, with: parameters, into: &output)
      #expect(output == network(Tensor(input, shape: [rows, 3]), parameters.constants).values)
    }
  }

  @Test("Predicting again allocates nothing")
  func allocations() {
    var predictor = Predictor(network, inputShape: [3])
    let parameters = parameters(seed: 1)
    let input: [Float] = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6]
    var output = [Float](repeating: 0, count: 4)
    predictor.predict(input, with: parameters, into: &output)
    let count = TestSupport.allocations {
      for _ in 0..<10 { predictor.predict(input, with: parameters, into: &output) }
    }
    #expect(count == 0)
  }

  @Test("A copy of a predictor works in memory of its own")
  func copies() {
    var predictor = Predictor(network, inputShape: [3])
    let parameters = parameters(seed: 1)
    var first: [Float] = [0, 0]
    var second: [Float] = [0, 0]
    predictor.predict([1, 2, 3], with: parameters, into: &first)
    var copy = predictor
    copy.predict([3, 2, 1], with: parameters, into: &second)
    predictor.predict([1, 2, 3], with: parameters, into: &second)
    #expect(first == second)
  }
}
