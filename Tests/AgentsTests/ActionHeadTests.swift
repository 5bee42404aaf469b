import Foundation
import NeuralNet
import Simulation
import Testing

@testable import Agents

@Suite("A head of categories") struct CategoricalHeadTests {
  private let head = CategoricalHead(.multiDiscrete(counts: [3, 2], start: [1, 0]))
  private let outputs: [Float] = [0.5, -1, 2, 0.3, 0.1, 1, 1, -3, -2, 4]

  @Test("gives each action the product of its values' probabilities")
  func likelihood() throws {
    let head = try #require(head)
    var targets = [Float](repeating: 0, count: 4)
    var span = targets.mutableSpan
    head.encode(RowBuffer([3, 1, 1, 0], rowShape: [2]), into: &span)
    #expect(targets == [2, 1, 0, 0])
    let found = head.logLikelihood(
      of: Tensor(targets, shape: [2, 2]), given: Tensor(outputs, shape: [2, 5])
    ).values
    func probability(_ place: Int, _ of: Range<Int>) -> Double {
      exp(Double(outputs[place])) / of.reduce(0) { $0 + exp(Double(outputs[$1])) }
    }
    let expected = [probability(2, 0..<3) * probability(4, 3..<5), probability(5, 5..<8) * probability(8, 8..<10)]
    for (found, expected) in zip(found, expected) { #expect(abs(exp(Double(found)) - expected) < 1e-6) }
  }

  @Test("decides for the likeliest values, and draws each as often as it says")
  func choices() throws {
    let head = try #require(head)
    var actions = RowBuffer([0, 0, 0, 0], rowShape: [2])
    head.decide(by: outputs.span, into: &actions)
    #expect(actions.array() == [3, 0, 1, 1])
    var generator = RandomGenerator(seed: 2)
    var counts: [Int: Int] = [:]
    for _ in 0..<4000 {
      head.sample(from: outputs.span, into: &actions, using: &generator)
      counts[actions.array(ofRow: 0)[0], default: 0] += 1
    }
    let share = exp(2.0) / (exp(0.5) + exp(-1) + exp(2))
    #expect(abs(Double(counts[3] ?? 0) / 4000 - share) < 0.03)
    #expect(counts.keys.sorted() == [1, 2, 3])
  }

  @Test("is as undecided as its probabilities")
  func entropy() throws {
    let head = try #require(CategoricalHead(.discrete(count: 4, start: 0)))
    let found = head.entropy(of: Tensor([0, 0, 0, 0, 100, 0, 0, 0], shape: [2, 4])).values
    #expect(abs(found[0] - Float(log(4.0))) < 1e-6 && abs(found[1]) < 1e-6)
  }

  @Test("counts whole actions that are equal, and writes them as ones and zeros")
  func comparing() throws {
    let head = try #require(head)
    let (actions, others) = (RowBuffer([1, 0, 2, 1], rowShape: [2]), RowBuffer([1, 0, 2, 0], rowShape: [2]))
    #expect(head.compare(actions, with: others) == 0.5)
    var features = [Float](repeating: 9, count: 10)
    var span = features.mutableSpan
    head.writeFeatures(of: RowBuffer([3, 1, 1, 0], rowShape: [2]), rows: 0..<2, into: &span)
    #expect(features == [0, 0, 1, 0, 1, 1, 0, 0, 1, 0])
  }
}

@Suite("A head of numbers") struct NumberHeadTests {
  private static let space = SpaceDescriptor.box(scalar: .float32, shape: [2], low: [-2, 0], high: [1, 0.5])

  /// Sums a density over a fine grid of one number.
  private func integral(_ density: (Double) -> Double, over range: ClosedRange<Double>) -> Double {
    let count = 20_000
    let step = (range.upperBound - range.lowerBound) / Double(count)
    return (0..<count).reduce(0) { $0 + step * density(range.lowerBound + (Double($1) + 0.5) * step) }
  }

  @Test("scales to the bounds and back, and never goes beyond them")
  func scaling() throws {
    let scaling = try #require(ActionScaling(Self.space))
    #expect(scaling.scaled(-2, at: 0) == -1 && scaling.scaled(0.25, at: 1) == 0 && scaling.scaled(9, at: 1) == 1)
    #expect(
      scaling.unscaled(3, at: 0) == 1 && scaling.unscaled(-1, at: 0) == -2 && scaling.unscaled(0, at: 1) == 0.25)
    let open = try #require(
      ActionScaling(.box(scalar: .float32, shape: [1], low: [-.infinity], high: [.infinity])))
    #expect(open.scaled(7, at: 0) == 7 && open.unscaled(7, at: 0) == 7)
    let stored = try JSONDecoder().decode(ActionScaling.self, from: JSONEncoder().encode(open))
    #expect(stored == open)
  }

  @Test("that squashes needs bounds")
  func bounds() throws {
    #expect(SquashedGaussianHead(.box(scalar: .float32, shape: [1], low: [0], high: [.infinity])) == nil)
    #expect(GaussianHead(.box(scalar: .float32, shape: [1], low: [0], high: [.infinity])) != nil)
    #expect(GaussianHead(.discrete(count: 2, start: 0)) == nil && SquashedGaussianHead(Self.space) != nil)
    let loss = CloningConfiguration.NumberLoss.squashedGaussian
    let error = #expect(throws: ConfigurationError.self) {
      try loss.heads(for: .box(scalar: .float32, shape: [1], low: [0], high: [.infinity]))
    }
    #expect(
      error?.description
        == "Actions of Box(0.0, inf, (1,), float32) cannot be squashed: not all their bounds are finite; "
        + "set numberLoss=squaredError.")
  }

  @Test("that squashes has densities that add up to one", arguments: [[0.3, -0.5], [-1, 0.4]] as [[Float]])
  func squashedDensity(outputs: [Float]) throws {
    let head = try #require(
      SquashedGaussianHead(.box(scalar: .float32, shape: [1], low: [-1], high: [1])))
    let output = Tensor(outputs, shape: [1, 2])
    let sum = integral(
      { action in
        exp(Double(head.logLikelihood(of: Tensor([Float(atanh(action))], shape: [1, 1]), given: output).item))
      }, over: -0.9999...0.9999)
    #expect(abs(sum - 1) < 2e-3)
  }

  @Test(
    "that squashes is as undecided as its densities", arguments: [[0.3, -0.5], [-1, 0.4], [2, 0]] as [[Float]])
  func squashedEntropy(outputs: [Float]) throws {
    let head = try #require(
      SquashedGaussianHead(.box(scalar: .float32, shape: [1], low: [-1], high: [1])))
    let output = Tensor(outputs, shape: [1, 2])
    let expected = integral(
      { action in
        let log = Double(
          head.logLikelihood(of: Tensor([Float(atanh(action))], shape: [1, 1]), given: output).item)
        return -exp(log) * log
      }, over: -0.99999...0.99999)
    #expect(abs(Double(head.entropy(of: output).item) - expected) < 0.03)
  }

  @Test("that squashes decides for its means, and draws around them within the bounds")
  func squashedChoices() throws {
    let head = try #require(SquashedGaussianHead(Self.space))
    let outputs: [Float] = [0, 20, -3, 3]
    var actions = RowBuffer([9, 9] as [Float], rowShape: [2])
    head.decide(by: outputs.span, into: &actions)
    #expect(actions.array() == [-0.5, 0.5] as [Float])
    var generator = RandomGenerator(seed: 1)
    var drawn: [[Float]] = []
    for _ in 0..<500 {
      head.sample(from: outputs.span, into: &actions, using: &generator)
      drawn.append(actions.array())
    }
    let space = Box<Float>(low: [-2, 0], high: [1, 0.5])
    #expect(drawn.allSatisfy { space.contains($0) })
    #expect(Set(drawn.map { $0[0] }).count > 400)
    let mean = drawn.reduce(0) { $0 + $1[0] } / 500
    #expect(abs(mean + 0.5) < 0.01)
  }

  @Test("of one deviation has normal densities, a constant entropy, and the squared error for a loss")
  func plain() throws {
    let head = try #require(GaussianHead(Self.space, deviation: 0.5))
    let (targets, outputs) = (Tensor([0, 1], shape: [1, 2]), Tensor([0.5, 0.2], shape: [1, 2]))
    let expected = [0.5, 0.8].reduce(0.0) { sum, distance in
      sum - distance * distance / 2 / 0.25 - log(0.5) - log(2 * .pi) / 2
    }
    #expect(abs(Double(head.logLikelihood(of: targets, given: outputs).item) - expected) < 1e-5)
    #expect(abs(Double(head.entropy(of: outputs).item) - (1 + log(2 * .pi) + 2 * log(0.5))) < 1e-5)
    #expect(abs(head.loss(of: targets, given: outputs).item - (0.25 + 0.64) / 2) < 1e-6)
    #expect(head.serves(Self.space))
  }

  @Test("compares by the mean absolute error")
  func comparing() throws {
    let head = try #require(GaussianHead(Self.space))
    let actions = RowBuffer([0, 1, 2, 3] as [Float], rowShape: [2])
    #expect(head.compare(actions, with: RowBuffer([0, 2, 2, 0] as [Float], rowShape: [2])) == 1)
  }
}
