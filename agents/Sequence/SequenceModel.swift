import NeuralNet
import Safetensors
import Simulation
import Training

/// A network and its parameters, as a policy's file holds them for all of its tasks.
struct SequenceModel: Sendable {
  let network: SequenceNetwork
  let parameters: Parameters

  /// The prefix of the parameters' names.
  static let name = "sequence"

  init(_ network: SequenceNetwork, parameters: Parameters) {
    self.network = network
    self.parameters = parameters
  }

  /// Adds the parameters by the names of the authors' code, the architecture, and the tasks that it knows.
  func write(to writer: inout SafetensorsWriter) {
    parameters.write(to: &writer)
    writer.metadata["network"] = StoredText.text(of: network.architecture)
    writer.metadata["tasks"] = StoredText.text(of: network.tasks)
    writer.metadata["environments"] = StoredText.text(of: network.tasks.map(\.environment))
  }

  /// Reads a model that was written.
  init(from file: SafetensorsFile) throws {
    guard let architecture = StoredText.value(SequenceNetwork.Architecture.self, of: file.metadata["network"]),
      architecture.isUsable
    else { throw PolicyFileError("Its metadata has no 'network' that says what its weights belong to.") }
    guard let tasks = StoredText.value([SequenceTask].self, of: file.metadata["tasks"]), !tasks.isEmpty,
      Set(tasks.map(\.environment)).count == tasks.count, tasks.allSatisfy(\.isUsable)
    else { throw PolicyFileError("Its metadata has no usable 'tasks' that say what it sees and does.") }
    network = SequenceNetwork(architecture, tasks: tasks)
    parameters = try Parameters(reading: file, for: network.ofTask(0), named: Self.name)
  }

  /// The place of a task among those that the network knows: the one of its environment, or else the only one in which
  /// the same is seen and done.
  func place(of task: TaskSpecification) throws(PolicyFileError) -> Int {
    let tasks = network.tasks
    let known = tasks.map(\.environment).joined(separator: ", ")
    let suiting = tasks.indices.filter { tasks[$0].suits(task.observationSpace, task.actionSpace) }
    func version(_ id: String) -> Substring { id.prefix { $0 != "-" } }
    for isSame in [(==), { version($0) == version($1) }] as [(String, String) -> Bool] {
      guard !task.id.isEmpty, let place = tasks.firstIndex(where: { isSame($0.environment, task.id) }) else {
        continue
      }
      guard suiting.contains(place) else {
        throw PolicyFileError(
          "It has learned \(tasks[place].environment) with other spaces than \(task.observationSpace) and "
            + "\(task.actionSpace).")
      }
      return place
    }
    guard let place = suiting.first, suiting.count == 1 else {
      throw PolicyFileError(
        suiting.isEmpty
          ? "It knows \(known), and none of them observes \(task.observationSpace) and acts with \(task.actionSpace)."
          : "It knows \(known), and several of them observe and act like this; name the environment's id.")
    }
    return place
  }
}
