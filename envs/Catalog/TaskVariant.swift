import Raster
import Simulation

/// A type of environment with its keys and policies, known only by its configuration's type.
///
/// A row of the catalogue chooses among variants by its configuration: observations and actions are of one type each
/// in Swift, where Gymnasium's `make("LunarLander-v3", continuous=True)` changes the space of actions.
struct TaskVariant<Configuration: EnvironmentConfiguration>: Sendable {
  /// The task with valid parameters and a time limit.
  let configured: @Sendable (_ id: String, Configuration, _ timeLimit: Int?) -> ConfiguredTask

  /// A variant of which the rows of a batch are copies of one environment, so that they share its tables.
  init<Task: ConfigurableEnvironment & Watchable>(
    _ task: Task.Type, keys: KeyMap, heuristic: (@Sendable () -> any Policy)? = nil,
    posing: Posing<Task>? = nil
  ) where Task.Configuration == Configuration {
    configured = { id, configuration, timeLimit in
      ConfiguredTask(
        id, task, configuration, timeLimit: timeLimit, keys: keys, heuristic: heuristic, posing: posing
      ) {
        let prototype = TimeLimit(Task(configuration), steps: timeLimit ?? .max)
        return { _ in prototype }
      }
    }
  }

  /// A variant that cannot be copied, of which each row of a batch is made anew.
  init<Task: ConfigurableEnvironment & Watchable & ~Copyable>(
    _ task: Task.Type, keys: KeyMap, heuristic: (@Sendable () -> any Policy)? = nil,
    posing: Posing<Task>? = nil
  ) where Task.Configuration == Configuration {
    configured = { id, configuration, timeLimit in
      ConfiguredTask(
        id, task, configuration, timeLimit: timeLimit, keys: keys, heuristic: heuristic, posing: posing
      ) {
        { _ in TimeLimit(Task(configuration), steps: timeLimit ?? .max) }
      }
    }
  }

  /// A variant that cannot be copied, of which each row of a batch is made anew and whose levels can be chosen.
  init<Task: LevelledEnvironment & Watchable & ~Copyable>(
    _ task: Task.Type, keys: KeyMap, heuristic: (@Sendable () -> any Policy)? = nil
  ) where Task.Configuration == Configuration {
    configured = { id, configuration, timeLimit in
      ConfiguredTask(
        id, task, configuration, timeLimit: timeLimit, keys: keys, heuristic: heuristic, posing: nil,
        levels: LevelledTask(task, configuration, timeLimit: timeLimit, heuristic: heuristic),
        levelStage: { source in
          LimitedStage(
            TimeLimit(LevelChoice(Task(configuration), from: source), steps: timeLimit ?? .max), posing: nil)
        }
      ) {
        { _ in TimeLimit(Task(configuration), steps: timeLimit ?? .max) }
      }
    }
  }

  /// A variant that cannot be copied, with a script that depends on the configuration.
  init<Task: ConfigurableEnvironment & Watchable & ~Copyable>(
    _ task: Task.Type, keys: KeyMap,
    heuristic: @escaping @Sendable (Configuration) -> any Policy
  ) where Task.Configuration == Configuration {
    configured = { id, configuration, timeLimit in
      TaskVariant(task, keys: keys, heuristic: { heuristic(configuration) }).configured(
        id, configuration, timeLimit)
    }
  }
}

/// A configuration that says whether actions are numbers or one category.
protocol ActionChoosing: EnvironmentConfiguration {
  /// True if actions are numbers.
  var continuous: Bool { get }
}
