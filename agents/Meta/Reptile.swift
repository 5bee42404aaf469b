import FewShot
import NeuralNet
import Simulation
import Training

/// Reptile: a beginning that moves towards where gradient steps on each task lead.
///
/// Nichol, Achiam and Schulman (2018), "On first-order meta-learning algorithms": θ ← θ + ε (θₖ − θ) for the mean θₖ of the tasks'
/// weights after k steps. There are no gradients of gradients, and no query examples in training.
public struct Reptile: MetaLearner {
  /// The settings.
  public let configuration: ReptileConfiguration
  /// The tasks of a meta-step.
  public let demand: TaskDemand
  /// The status.
  public private(set) var status = LearnerStatus.learning
  /// The number of meta-steps made.
  public private(set) var updateCount = 0

  private let loop: InnerLoop
  private(set) var parameters: Parameters
  private var objective: Objective
  private var progress = 0.0
  private var loss: Float?

  /// Makes a learner for a family of tasks.
  public init(
    for family: any TaskFamily, _ configuration: ReptileConfiguration, using generator: inout RandomGenerator
  ) {
    let demand = configuration.episodes.demand(of: family)
    self.init(
      configuration.network.network(for: family, ways: demand.size.ways), family.target, demand, configuration,
      using: &generator)
  }

  init(
    _ network: any Layer, _ target: TargetKind, _ demand: TaskDemand, _ configuration: ReptileConfiguration,
    using generator: inout RandomGenerator
  ) {
    self.configuration = configuration
    self.demand = demand
    let loop = InnerLoop(network, target)
    self.loop = loop
    parameters = Parameters(
      of: ParameterList(parameters: network.parameters.named("network")), using: &generator)
    objective = Objective { weights, inputs in
      loop.losses(weights, ExampleTensors(inputs: inputs[0], targets: inputs[1])).sum()
    }
  }

  /// The share of the way that a meta-step goes.
  private var rate: Double { configuration.network.learningRate.value(at: progress) }
}

extension Reptile {
  /// The number of classes that the network tells apart.
  public var fixedWays: Int? { demand.size.ways }

  /// Sets the progress, which the schedule of the meta-step's size follows.
  public mutating func advance(to progress: Double) { self.progress = progress }

  /// Takes some steps on each task, and a step of its own towards the mean of where they lead.
  public mutating func learn(from tasks: TaskBatch, using generator: inout RandomGenerator) {
    var stack = parameters.stacked(tasks.count)
    var optimizer = SGD(for: stack, learningRate: Float(configuration.innerRate))
    var order: [Int] = []
    for _ in 0..<configuration.innerSteps {
      let inputs = minibatch(of: tasks, &order, using: &generator)
      let (loss, gradients) = objective.valueAndGradient(at: stack, inputs)
      guard loss.isFinite, gradients.norm.isFinite else {
        return status = .diverged("the loss became \(loss) with a gradient of the length \(gradients.norm)")
      }
      self.loss = loss / Float(tasks.count)
      optimizer.update(&stack, along: gradients)
    }
    parameters.move(towardsMeanOf: stack, rate: Float(rate))
    updateCount += 1
  }

  /// The next support examples of each task: all of them in random order, and then again.
  private func minibatch(
    of tasks: TaskBatch, _ order: inout [Int], using generator: inout RandomGenerator
  ) -> [Tensor] {
    let (rows, count) = (tasks.size.supportCount, configuration.innerBatchSize)
    guard count > 0, count < rows else {
      let support = TaskTensors(tasks, in: parameters.pool).support
      return [support.inputs, support.targets]
    }
    while order.count < count { order += generator.permutation(rows) }
    let chosen = Array(order.prefix(count))
    order.removeFirst(count)
    return tasks.supportTensors(at: chosen, in: parameters.pool)
  }

  /// Predicts after gradient steps on all support examples.
  public func predictions(
    for tasks: TaskBatch, _ adaptation: Adaptation, using generator: inout RandomGenerator
  ) -> [MetaPrediction] {
    let tensors = TaskTensors(tasks, in: parameters.pool)
    let start = parameters.constants.stacked(tasks.count)
    let rates = loop.places.map { _ in Tensor(Float(configuration.innerRate)) }
    let samples = (0..<adaptation.samples).map { _ in
      let weights = start.disturbed(by: adaptation.noise, in: parameters.pool, using: &generator)
      return loop.outputs(for: tensors, from: weights, after: adaptation.steps, rates).map(\.values)
    }
    return MetaPrediction.list(after: adaptation.steps, samples)
  }

  /// The loss of the last inner step, and the size of the meta-step.
  public var measurements: [Measurement] {
    loss.map { [Measurement("train/loss", Double($0)), Measurement("train/outer_rate", rate)] } ?? []
  }

  /// Exchanges the beginning.
  public mutating func exchangeLearned(with scope: inout CheckpointScope) throws {
    try parameters.exchange(with: &scope)
  }

  /// Exchanges what was learned.
  public mutating func exchange(with scope: inout CheckpointScope) throws {
    try scope.version(1)
    try scope.exchange("updates", count: &updateCount)
    try scope.exchange("parameters", &parameters)
  }
}

extension TaskBatch {
  /// Inputs and targets of the support examples at some places, the same in each task.
  fileprivate func supportTensors(at places: [Int], in pool: MemoryPool?) -> [Tensor] {
    func rows(_ numbers: [Float], _ width: Int) -> [Float] {
      (0..<count).flatMap { task in
        places.flatMap { place in
          let start = (task * size.supportCount + place) * width
          return numbers[start..<start + width]
        }
      }
    }
    let width = inputShape.reduce(1, *)
    let shape: Shape = target == .classes ? [count, places.count] : [count, places.count, target.size]
    return [
      Tensor(rows(support.inputs, width), shape: [count, places.count, width], in: pool),
      Tensor(rows(support.targets, target.size), shape: shape, in: pool),
    ]
  }
}
