import Demonstrations
import NeuralNet
import Simulation
import Training

/// Learns one sequence policy for several tasks from demonstrations: the Decision Transformer of Chen and others (2021).
///
/// Each update draws windows of the demonstrated episodes, as many of each task, and makes the surprise at what was done
/// smaller, given the return that was still to come, what was observed, and the steps before. It steps no environment.
public struct SequenceLearner: Learner, Sendable {
  /// The settings.
  public let configuration: SequenceConfiguration
  /// The tasks, in the order of their demonstrations.
  public var tasks: [SequenceTask] { tables.map(\.task) }
  /// The parameters as learned so far.
  public internal(set) var parameters: Parameters
  /// The number of batches learned from.
  public internal(set) var updateCount = 0
  /// The reason that learning has diverged; `nil` if it has not.
  var divergence: String?

  let network: SequenceNetwork
  let tables: [StepTable]
  /// The place of the run's environment among the tasks.
  let task: Int
  private let encoder: StepEncoder
  var optimizer: Adam
  var statistics: SequenceStatistics
  /// The figures of the last look at the held-out episodes; `nil` for a task without any.
  var validation: [TaskFigures?]
  var record = HeldOutRecord()
  /// The parameters of the best look, if the policy is to have those.
  var best: Parameters?
  private var progress = 0.0

  /// Makes a learner with a fresh network.
  ///
  /// - Parameters:
  ///   - demonstrations: One dataset for each task.
  ///   - environment: The id of the environment that ``greedyPolicy`` is for.
  ///   - configuration: The settings.
  ///   - generator: The source of the first parameters, and of which episodes are held out.
  /// - Throws: `ConfigurationError` if the demonstrations cannot be learned from, or none are of the environment.
  public init(
    _ demonstrations: [Demonstrations], for environment: String,
    configuration: SequenceConfiguration = SequenceConfiguration(), using generator: inout RandomGenerator
  ) throws(ConfigurationError) {
    try configuration.validate()
    try DatasetCheck.checkTasks(of: demonstrations, for: environment)
    var tables: [StepTable] = []
    for dataset in demonstrations { tables.append(try StepTable(dataset, configuration, using: &generator)) }
    try Self.require(configuration.batchSize, for: tables)
    self.tables = tables
    self.configuration = configuration
    task = tables.firstIndex { $0.task.environment == environment } ?? 0
    encoder = StepEncoder(tables[task].task)
    network = SequenceNetwork(
      configuration.architecture, tasks: tables.map(\.task), dropout: configuration.dropout)
    parameters = Parameters(of: network.ofTask(task), named: SequenceModel.name, using: &generator)
    optimizer = Adam(
      for: parameters, learningRate: Float(configuration.learningRate.value(at: 0)),
      decoupledWeightDecay: Float(configuration.weightDecay))
    statistics = SequenceStatistics(taskCount: tables.count)
    validation = Array(repeating: nil, count: tables.count)
  }

  private static func require(_ batchSize: Int, for tables: [StepTable]) throws(ConfigurationError) {
    guard batchSize >= tables.count else {
      throw ConfigurationError(
        "batchSize is \(batchSize), but must be at least \(tables.count), one window for each task.")
    }
  }

  /// The policy for the run's environment, which knows the other tasks too.
  public var greedyPolicy: SequencePolicy { SequencePolicy(model, task: task, encoder) }

  /// The policy for another task of the demonstrations.
  ///
  /// - Parameter environment: The id of its environment.
  /// - Returns: `nil` if there is no such task.
  public func policy(for environment: String) -> SequencePolicy? {
    tasks.firstIndex { $0.environment == environment }.map { SequencePolicy(model, task: $0) }
  }

  /// The model that a policy's file holds.
  private var model: SequenceModel {
    SequenceModel(network, parameters: best ?? parameters)
  }

  /// The loss, and the accuracy or mean error, of every task, in training and on the held-out episodes.
  public var measurements: [Measurement] {
    [
      Measurement("train/learning_rate", configuration.learningRate.value(at: progress)),
      Measurement("train/gradient_norm", statistics.gradientNorm),
      Measurement("train/loss", statistics.tasks.meanLoss),
    ]
      + tasks.indices.flatMap { task in
        tasks[task].measurements(statistics.tasks[task], as: "train")
          + (validation[task].map { tasks[task].measurements($0, as: "validation") } ?? [])
      }
  }

  /// Follows the schedule.
  public mutating func advance(to progress: Double) { self.progress = progress }

  /// The status: converged once the held-out loss has not fallen for a while, if that is to end the training.
  public var status: LearnerStatus {
    if let divergence { return .diverged(divergence) }
    return configuration.earlyStopping && record.looksSinceBest >= configuration.patience
      ? .converged : .learning
  }

  /// Makes an update, and looks at the episodes that are held out if it is time.
  public mutating func learn(using generator: inout RandomGenerator) {
    update(at: progress, using: &generator)
    if divergence == nil, updateCount % configuration.validationInterval == 0 { validate() }
  }
}

extension SequenceConfiguration {
  var architecture: SequenceNetwork.Architecture {
    SequenceNetwork.Architecture(
      contextLength: contextLength, embeddingSize: embeddingSize, layers: layers, heads: heads)
  }
}
