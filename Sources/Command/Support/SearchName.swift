import Agents
import Environments
import Simulation

/// The name of a search: `mcts:N`, `mcts:N:STEPS` for one that looks so many steps ahead, or `mcts:N:STEPS:HOLD` for one
/// whose simulations take each action for some steps.
struct SearchName {
  /// The number of simulations before each action.
  let simulations: Int
  /// The number of steps that a simulation looks ahead, if it is named.
  let horizon: Int?
  /// The number of steps for which simulations take an action.
  let hold: Int

  /// Reads a name; `nil` if it is not that of a search.
  ///
  /// - Throws: If it is that of a search without a number of simulations.
  init?(_ name: String) throws {
    let parts = name.split(separator: ":", omittingEmptySubsequences: false)
    guard parts[0] == "mcts" else { return nil }
    let numbers = parts.dropFirst().map { try? Number.count(String($0)) }
    guard (1...3).contains(numbers.count), let simulations = numbers[0], !numbers.contains(nil) else {
      throw WrongUse(
        "A search is named with its number of simulations, such as mcts:1000, not '\(name)'; in worlds of one agent, a second "
          + "number says how many steps they look ahead, and a third one for how many they take an action.")
    }
    self.simulations = simulations
    horizon = numbers.count > 1 ? numbers[1] : nil
    hold = numbers.count > 2 ? numbers[2] ?? 1 : 1
  }

  /// The policy that searches in copies of a task's environments.
  ///
  /// - Throws: If they cannot be copied, or their actions cannot be listed.
  func policy(in task: ConfiguredTask, id: String) throws -> any Policy {
    guard task.canBeForeseen else {
      throw WrongUse("No search can act in \(id): its world has no copies with chances of their own.")
    }
    do {
      return try MonteCarloPolicy(for: task.specification, simulations: simulations, horizon: horizon, hold: hold)
    } catch {
      throw WrongUse("No search can act in \(id). \(error)")
    }
  }
}

extension Policy {
  /// The number of environments to act in side by side: one for a search, which should not think about episodes that are over.
  func rowCount(atMost most: Int) -> Int { self is MonteCarloPolicy ? 1 : most }
}
