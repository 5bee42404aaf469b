import Files
import Simulation

/// The changes of a task: its parameters, and the wrappers around it.
struct WorldChanges: Equatable {
  /// The changed and the varied parameters.
  var overrides = ConfigurationOverrides()
  /// The wrappers.
  var wrappers = WrapperList()

  /// True if there are none.
  var isEmpty: Bool { overrides.isEmpty && wrappers.isEmpty }

  /// The changes as one would type them: `--env-set gravity=1.6 --wrap frameStack=4`; empty if there are none.
  var options: String { [overrides.options, wrappers.options].filter { !$0.isEmpty }.joined(separator: " ") }
}

extension ConfigurationOverrides {
  /// The values and ranges as one would type them: `--env-set gravity=1.6 --vary mass=1..3`; empty if there are none.
  var options: String {
    let sets = withoutVariations.assignments.map { "--env-set \(Shell.quoted($0))" }
    let ranges = variations.sorted { $0.key < $1.key }.map {
      "--vary \(Shell.quoted("\($0.key)=\($0.value.text)"))"
    }
    return (sets + ranges).joined(separator: " ")
  }
}

extension WrapperList {
  /// The wrappers as one would type them: `--wrap frameStack=4`; empty if there are none.
  var options: String { texts.map { "--wrap \(Shell.quoted($0))" }.joined(separator: " ") }
}
