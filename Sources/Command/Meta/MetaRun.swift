import Agents
import FewShot
import Files
import Foundation
import Simulation
import Training

/// A run of `meta train`: its folder, its method and its family of tasks.
struct MetaRun {
  let path: String
  let folder: RunFolder
  let method: MetaMethod
  let family: any TaskFamily

  /// Opens a run to look at it.
  init(opening path: String) throws {
    try self.init(path, try RunFolder.opened(path) { try RunFolder(opening: $0) })
  }

  /// Opens a run to go on with it.
  init(claiming path: String) throws {
    try self.init(path, try RunFolder.opened(path) { try RunFolder(claiming: $0) })
  }

  private init(_ path: String, _ folder: RunFolder) throws {
    let configuration = folder.configuration
    guard let method = MetaMethods.all.first(where: { $0.name == configuration.agent }) else {
      throw WrongUse(
        "\(path) is a run of \(configuration.agent) on \(configuration.environment), which is no method of "
          + "meta-learning; name a run of `\(Terminal.command) meta train`.")
    }
    self.path = path
    self.folder = folder
    self.method = method
    family = try TaskFamilies.named(configuration.environment)
  }

  /// Makes the run's learner by the settings that it has stored, as it was before training.
  func setup(_ plan: TrainingPlan? = nil) throws -> MetaSetup {
    let configuration = folder.configuration
    do {
      return try method.prepare(
        MetaRequest(
          family: family, overrides: ConfigurationOverrides(configuration.agentConfiguration),
          plan: plan ?? configuration.plan))
    } catch let error as ConfigurationError {
      throw Failure(
        "\(path) cannot be used: its settings are not those of \(method.name) in this version. \(error.description)"
      )
    }
  }

  /// Makes the run's learner with what it has learned.
  func trained() throws -> MetaSetup {
    let setup = try setup()
    return MetaSetup(learner: try folder.learned(by: setup.learner), examination: setup.examination)
  }

  /// Returns another family whose tasks the run's learner takes.
  func family(named name: String?) throws -> any TaskFamily {
    guard let name else { return family }
    let other = try TaskFamilies.named(name)
    guard other.inputShape == family.inputShape, other.target == family.target else {
      throw WrongUse(
        "A run on \(family.name) cannot take tasks of \(other.name), whose examples have another form.")
    }
    return other
  }
}

extension RunFolder {
  /// Opens a run's folder, or says which one was meant.
  static func opened(_ path: String, by open: (URL) throws -> RunFolder) throws -> RunFolder {
    do {
      return try open(URL(userPath: path))
    } catch  where URL(userPath: path).ownStatus == nil {
      let suggestion = path.suggestion(among: RunList.paths(near: path))
      throw WrongUse("There is no run '\(path)'.\(suggestion) `\(Terminal.command) runs` lists them.")
    }
  }
}
