import Simulation
import Training

/// Settings of an agent that explores: the kind of exploration, and the schedule of each kind.
public protocol ExploringSettings: Settings {
  /// The kind of exploration.
  var exploration: ExplorationKind { get set }
  /// The probability ε of a random action.
  var epsilon: Schedule { get set }
  /// The temperature of Boltzmann exploration.
  var temperature: Schedule { get set }
}

extension ExploringSettings {
  /// The settings of exploration, for the list of all.
  @SettingListBuilder<Self> static var explorationSettings: SettingList<Self> {
    Setting(\.exploration, "exploration", "How the agent departs from the best action that it knows.")
    Setting(
      \.epsilon, "epsilon", "The probability ε of a random action, for epsilonGreedy; a number or a schedule.",
      in: 0...1)
    Setting(
      \.temperature, "temperature", "The temperature of Boltzmann exploration; a number or a schedule.",
      in: .above(0))
  }

  /// The exploration at a progress from 0 to 1.
  func exploration(at progress: Double) -> Exploration {
    switch exploration {
    case .epsilonGreedy: .epsilonGreedy(epsilon.value(at: progress))
    case .boltzmann: .boltzmann(temperature: temperature.value(at: progress))
    }
  }
}
