import Files
import Simulation

/// The changes of a task: its parameters, and the wrappers around it.
struct WorldChanges: Equatable {
  /// The changed parameters.
  var overrides = ConfigurationOverrides()
  /// The wrappers.
  var wrappers = WrapperList()

  /// True if there are none.
  var isEmpty: Bool { overrides.values.isEmpty && wrappers.isEmpty }

  /// The changes as one would type them: `--env-set gravity=1.6 --wrap frameStack=4`; empty if there are none.
  var options: String { [overrides.options, wrappers.options].filter { !$0.isEmpty }.joined(separator: " ") }
}

extension ConfigurationOverrides {
  /// The values as one would type them: `--env-set gravity=1.6`; empty if there are none.
  var options: String { assignments.map { "--env-set \(Shell.quoted($0))" }.joined(separator: " ") }
}

extension WrapperList {
  /// The wrappers as one would type them: `--wrap frameStack=4`; empty if there are none.
  var options: String { texts.map { "--wrap \(Shell.quoted($0))" }.joined(separator: " ") }
}
