import FewShot
import NeuralNet
import Simulation
import Testing
import Training

@testable import Agents

/// The worked example: f = θ x, half the squared error, θ = 1, support (2, 6), query (1, 2), α = 0.1.
@Suite struct MAMLExampleTests {
  private func learner(_ change: (inout MAMLConfiguration) -> Void = { _ in }) -> MAML {
    var configuration = MAMLConfiguration()
    configuration.innerRate = 0.1
    (configuration.lowestRate, configuration.highestRate) = (0.1, 0.1)
    change(&configuration)
    var generator = RandomGenerator(seed: 1)
    return MAML(Slope(), .numbers(1), ScalarTask.demand, configuration, using: &generator)
  }

  private func expect(
    _ found: Float?, _ expected: Float, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(abs((found ?? .nan) - expected) < 1e-5, sourceLocation: sourceLocation)
  }

  @Test("MAML's gradient passes through the inner gradient: −0.12")
  func secondOrder() {
    var learner = learner()
    let (loss, gradients) = learner.gradients(on: ScalarTask.batch())
    expect(loss, 0.02)
    expect(gradients.tensors[0]?.item, -0.12)
  }

  @Test("Of first order it does not: −0.2")
  func firstOrder() {
    var learner = learner { $0.firstOrder = true }
    let (loss, gradients) = learner.gradients(on: ScalarTask.batch())
    expect(loss, 0.02)
    expect(gradients.tensors[0]?.item, -0.2)
  }

  @Test("Meta-SGD's rate has the gradient −∇L_support ∘ ∇L_query: −1.6")
  func learnedRate() {
    var learner = learner { $0.learnsRates = true }
    let gradients = learner.gradients(on: ScalarTask.batch()).gradients
    expect(gradients.tensors[0]?.item, -0.12)
    expect(gradients.tensors[1]?.item, -1.6)
  }

  @Test("Equal tasks have the gradient of one: the mean is over tasks")
  func mean() {
    var learner = learner()
    let gradients = learner.gradients(on: ScalarTask.batch(4)).gradients
    expect(gradients.tensors[0]?.item, -0.12)
  }

  @Test("k inner steps close in on 3 by the factor 0.6 each")
  func steps() {
    var generator = RandomGenerator(seed: 1)
    let predictions = learner().predictions(
      for: ScalarTask.batch(), Adaptation(steps: [0, 1, 2, 5]), using: &generator)
    for (prediction, steps) in zip(predictions, [0, 1, 2, 5]) {
      #expect(prediction.gradientSteps == steps)
      let slope = prediction.samples[0][0] * Float(2).squareRoot()
      var distance: Float = -2
      for _ in 0..<steps { distance *= 0.6 }
      expect(slope, 3 + distance)
    }
  }

  @Test("Reptile with ε = 1 goes where two steps lead: 2.28")
  func reptile() {
    var configuration = ReptileConfiguration()
    configuration.innerRate = 0.1
    configuration.innerSteps = 2
    configuration.network.learningRate = .constant(1)
    var generator = RandomGenerator(seed: 1)
    var learner = Reptile(Slope(), .numbers(1), ScalarTask.demand, configuration, using: &generator)
    learner.learn(from: ScalarTask.batch(), using: &generator)
    expect(learner.parameters.values[0], 2.28)
  }

  @Test("Reptile with ε = 0.5 goes half the way, whatever the number of equal tasks")
  func reptileShare() {
    var configuration = ReptileConfiguration()
    configuration.innerRate = 0.1
    configuration.innerSteps = 2
    configuration.network.learningRate = .constant(0.5)
    var generator = RandomGenerator(seed: 1)
    var learner = Reptile(Slope(), .numbers(1), ScalarTask.demand, configuration, using: &generator)
    learner.learn(from: ScalarTask.batch(3), using: &generator)
    expect(learner.parameters.values[0], 1.64)
  }
}
