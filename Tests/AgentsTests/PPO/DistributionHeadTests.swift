import Foundation
import NeuralNet
import Simulation
import Testing

@testable import Agents

/// Heads of numbers against numerical integration, and their samples against both.
@Suite("Distributions of numbers") struct DistributionHeadTests {
  private static let space = SpaceDescriptor.box(scalar: .float32, shape: [1], low: [-1], high: [1])

  /// A head, and outputs for one number with the range of its targets.
  struct Case: Sendable, CustomTestStringConvertible {
    let head: any ActionHead
    let outputs: [Float]
    let range: ClosedRange<Double>
    var testDescription: String { "\(type(of: head).name) \(outputs)" }
  }

  static let cases: [Case] = [
    DiagonalGaussianHead(space).map { Case(head: $0, outputs: [0.3, -0.5], range: -6...6) },
    DiagonalGaussianHead(space).map { Case(head: $0, outputs: [-1, 0.4], range: -14...14) },
    SquashedGaussianHead(space).map { Case(head: $0, outputs: [0.3, 0.2], range: -8...8) },
    SquashedGaussianHead(space).map { Case(head: $0, outputs: [-2, 0.4], range: -14...10) },
    BetaHead(space).map { Case(head: $0, outputs: [0.5, 1.5], range: 1e-5...0.99999) },
    BetaHead(space).map { Case(head: $0, outputs: [4, -2], range: 1e-5...0.99999) },
  ].compactMap(\.self)

  /// The densities at evenly spaced targets, on the scale of the targets.
  private func densities(_ example: Case) -> (targets: [Double], densities: [Double], step: Double) {
    let count = 4000
    let step = (example.range.upperBound - example.range.lowerBound) / Double(count)
    let targets = (0..<count).map { example.range.lowerBound + (Double($0) + 0.5) * step }
    let outputs = Tensor((0..<count).flatMap { _ in example.outputs }, shape: [count, 2])
    let likelihoods = example.head.logLikelihood(
      of: Tensor(targets.map { Float($0) }, shape: [count, 1]), given: outputs)
    // The squashed head's density is that of the squashed number, whose slope is 1 − tanh².
    let isSquashed = example.head is SquashedGaussianHead
    return (
      targets,
      zip(likelihoods.values, targets).map { exp(Double($0)) * (isSquashed ? 1 - tanh($1) * tanh($1) : 1) }, step
    )
  }

  @Test("have a density whose integral is 1", arguments: cases)
  func density(example: Case) {
    let (_, densities, step) = densities(example)
    #expect(abs(densities.reduce(0, +) * step - 1) < 1e-3)
  }

  @Test("have the entropy of their density", arguments: cases)
  func entropy(example: Case) {
    let (targets, densities, step) = densities(example)
    let isSquashed = example.head is SquashedGaussianHead
    let expected = zip(targets, densities).reduce(0.0) { sum, point in
      let slope = isSquashed ? 1 - tanh(point.0) * tanh(point.0) : 1
      return point.1 > 0 ? sum - point.1 * log(point.1 / max(slope, 1e-300)) * step : sum
    }
    let found = example.head.entropy(of: Tensor(example.outputs, shape: [1, 2])).item
    #expect(abs(Double(found) - expected) < (isSquashed ? 0.05 : 2e-3))
  }

  @Test("draw targets with the mean and deviation of their density", arguments: cases)
  func samples(example: Case) {
    let (targets, densities, step) = densities(example)
    let mean = zip(targets, densities).reduce(0) { $0 + $1.0 * $1.1 * step }
    let deviation = zip(targets, densities).reduce(0) { $0 + ($1.0 - mean) * ($1.0 - mean) * $1.1 * step }
      .squareRoot()
    let count = 20_000
    var drawn = [Float](repeating: 0, count: count)
    var span = drawn.mutableSpan
    var generator = RandomGenerator(seed: 4)
    let outputs = (0..<count).flatMap { _ in example.outputs }
    example.head.sample(from: outputs.span, allowing: .none, into: &span, using: &generator)
    let found = drawn.reduce(0) { $0 + Double($1) } / Double(count)
    let squares = drawn.reduce(0) { $0 + (Double($1) - found) * (Double($1) - found) }
    #expect(abs(found - mean) < 0.04 * deviation)
    #expect(abs((squares / Double(count)).squareRoot() / deviation - 1) < 0.04)
  }

  @Test("begin with the deviation that is asked for", arguments: [Float(-2), 0, 1])
  func freeOutputs(logDeviation: Float) throws {
    let gaussian = try #require(DiagonalGaussianHead(Self.space))
    #expect(gaussian.freeOutput(forLogDeviation: logDeviation) == logDeviation)
    let squashed = try #require(SquashedGaussianHead(Self.space))
    let output = squashed.freeOutput(forLogDeviation: logDeviation)
    let found = DiagonalNormal(Tensor([0, output], shape: [1, 2])).logDeviations.item
    #expect(abs(found - logDeviation) < 1e-4)
  }

  @Test("cut off, squash or stretch targets into the bounds of the environment")
  func decoding() throws {
    let space = SpaceDescriptor.box(scalar: .float32, shape: [2], low: [-2, 0], high: [2, 10])
    var actions = RowBuffer(space.layout, count: 1)
    func decoded(_ head: any ActionHead, _ targets: [Float]) -> [Float] {
      head.decode(targets.span, into: &actions)
      return actions.array()
    }
    #expect(decoded(try #require(DiagonalGaussianHead(space)), [0.5, 3]) == [1, 10])
    #expect(decoded(try #require(SquashedGaussianHead(space)), [0, 0]) == [0, 5])
    #expect(decoded(try #require(BetaHead(space)), [0.25, 0.5]) == [-1, 5])
  }
}
