import Foundation

/// The variables of the process's environment, their values with the bytes that they have.
public enum EnvironmentVariables {
  /// The value of a variable, as `String(pathBytes:)` has it; `nil` if it is not set.
  public static func value(of name: String) -> String? { getenv(name).map { SystemCall.text(of: $0) } }

  /// All variables that are set.
  public static var all: [(name: String, value: String)] {
    ProcessInfo.processInfo.environment.keys.sorted().compactMap { name in value(of: name).map { (name, $0) } }
  }
}
