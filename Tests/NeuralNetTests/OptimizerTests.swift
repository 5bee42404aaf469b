import Foundation
import NeuralNet
import TestSupport
import Testing

/// An optimizer whose golden trajectory has its name.
struct OptimizerCase: Sendable, CustomTestStringConvertible {
  let name: String
  let make: @Sendable (Parameters) -> any Optimizer

  init(_ name: String, make: @escaping @Sendable (Parameters) -> any Optimizer) {
    self.name = name
    self.make = make
  }

  var testDescription: String { name }

  static let all = [
    OptimizerCase("sgd") { SGD(for: $0, learningRate: 0.1) },
    OptimizerCase("sgd with weight decay") { SGD(for: $0, learningRate: 0.1, weightDecay: 0.1) },
    OptimizerCase("sgd with momentum") { SGD(for: $0, learningRate: 0.1, momentum: 0.9) },
    OptimizerCase("sgd with dampening") {
      SGD(for: $0, learningRate: 0.1, momentum: 0.8, dampening: 0.3, weightDecay: 0.05)
    },
    OptimizerCase("sgd of nesterov") {
      SGD(for: $0, learningRate: 0.1, momentum: 0.9, weightDecay: 0.05, nesterov: true)
    },
    OptimizerCase("rmsprop") { RMSprop(for: $0) },
    OptimizerCase("rmsprop with settings") {
      RMSprop(for: $0, learningRate: 0.02, decay: 0.9, epsilon: 1e-3, weightDecay: 0.1)
    },
    OptimizerCase("rmsprop with momentum") { RMSprop(for: $0, learningRate: 0.01, momentum: 0.5) },
    OptimizerCase("adam") { Adam(for: $0) },
    OptimizerCase("adam with settings") {
      Adam(for: $0, learningRate: 0.05, beta1: 0.5, beta2: 0.9, epsilon: 1e-3, weightDecay: 0.1)
    },
    OptimizerCase("adamw") { Adam(for: $0, learningRate: 0.01, decoupledWeightDecay: 0.01) },
    OptimizerCase("adamw with much decay") { Adam(for: $0, learningRate: 0.05, decoupledWeightDecay: 0.5) },
    OptimizerCase("adam, clipped by norm") { Adam(for: $0, learningRate: 0.05) },
    OptimizerCase("sgd, clipped by norm") { SGD(for: $0, learningRate: 0.1) },
    OptimizerCase("sgd, clipped by value") { SGD(for: $0, learningRate: 0.1) },
  ]

  /// A gradient, clipped as the name says.
  func gradients(_ values: [Float]) -> Gradients {
    var gradients = Gradients([
      Tensor(Array(values[..<6]), shape: [2, 3]), Tensor(Array(values[6...]), shape: [2]),
    ])
    if name.hasSuffix("by norm") { gradients.clip(toNorm: 1.5) }
    if name.hasSuffix("by value") { gradients.clip(toValue: 0.5) }
    return gradients
  }
}

@Suite struct OptimizerTests {
  private let golden: Golden
  private let start: Parameters
  private let gradients: [[Float]]

  init() throws {
    golden = try Golden("optimizers")
    var generator = SystemRandomNumberGenerator()
    var start = Parameters(of: Linear(3, 2), using: &generator)
    start.values = try golden("start").values
    self.start = start
    let rows = try golden("gradients")
    gradients = (0..<20).map { rows.slice($0..<$0 + 1).values }
  }

  @Test("Twenty steps lead where PyTorch's do", arguments: OptimizerCase.all)
  func trajectory(_ optimization: OptimizerCase) throws {
    let expected = try golden("\(optimization.name)/trajectory")
    var parameters = start
    var optimizer = optimization.make(parameters)
    for (step, gradient) in gradients.enumerated() {
      optimizer.update(&parameters, along: optimization.gradients(gradient))
      expectClose(
        Tensor(parameters.values, shape: [1, 8]), expected.slice(step..<step + 1), tolerance: 1e-6, "step \(step)")
    }
  }

  @Test("PyTorch has made the same steps")
  func coverage() {
    #expect(golden.cases == Set(OptimizerCase.all.map(\.name) + ["start", "gradients"]))
  }

  @Test("Another optimizer of the same state goes on bit by bit", arguments: OptimizerCase.all)
  func state(_ optimization: OptimizerCase) throws {
    var parameters = start
    var optimizer = optimization.make(parameters)
    for gradient in gradients[..<7] { optimizer.update(&parameters, along: optimization.gradients(gradient)) }

    var resumed = optimization.make(start)
    resumed.state = optimizer.state
    var same = parameters
    for gradient in gradients[7...] {
      optimizer.update(&parameters, along: optimization.gradients(gradient))
      resumed.update(&same, along: optimization.gradients(gradient))
    }
    #expect(parameters.values.map(\.bitPattern) == same.values.map(\.bitPattern))
  }

  @Test("Clipping tells the norm that was there, and leaves what is short enough")
  func clipping() {
    var gradients = Gradients([Tensor([3, 4], shape: [2]), nil])
    #expect(gradients.clip(toNorm: 10) == 5)
    #expect(gradients.norm == 5)
    #expect(gradients.clip(toNorm: 1) == 5)
    #expect(abs(gradients.norm - 1) < 1e-6)
    gradients.clip(toValue: 0.7)
    #expect(gradients.tensors[0].map { abs($0.values[0] - 0.6) < 1e-6 && $0.values[1] == 0.7 } == true)
  }
}
