import Simulation
import Training

/// The settings of a creative learning model: those of DQN, of the two adversaries, of imagination and of levels.
///
/// As text they are all in one list.
public struct CLMConfiguration: Settings {
  /// The settings of the agent.
  public var learner = DQNConfiguration()
  /// The settings of the generator and the discriminator.
  public var adversaries = GANConfiguration()
  /// The settings of the loop between them.
  public var world = WorldConfiguration()
  /// The settings of generated levels, which a run uses only where it is asked to.
  public var levels = LevelConfiguration()

  /// The defaults.
  public init() {
    // The less chance is in a world, the less of it is to blur what follows from what.
    adversaries.noiseSize = 2
  }

  /// The settings, with their ranges: DQN's, those of the two adversaries, of imagination, and of generated levels.
  public static var settings: SettingList<Self> {
    SettingGroup(\.learner)
    SettingGroup(\.adversaries)
    SettingGroup(\.world)
    SettingGroup(\.levels)
    SettingRule {
      guard $0.world.imaginedShare > 0, $0.learner.bufferSize < 100 else { return nil }
      return "bufferSize is \($0.learner.bufferSize), but must be from 100 to 2^31."
    }
    SettingRule {
      guard $0.learner.overlapsLearning else { return nil }
      return
        "overlapsLearning is true, but what is imagined follows from what was learned last; set overlapsLearning=false."
    }
  }

  /// The settings of DQN, with its number of updates multiplied by the update ratio.
  var agent: DQNConfiguration {
    var agent = learner
    agent.gradientSteps *= world.updateRatio
    return agent
  }
}
