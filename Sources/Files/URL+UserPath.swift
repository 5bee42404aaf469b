import Foundation

extension URL {
  /// The file that a person calls by a path.
  ///
  /// `~` and `~/…` begin at ``home``; any other path is taken as it stands, and a relative one is counted from the folder
  /// that the process is in. The `relativePath` is what was typed, for sentences.
  ///
  /// - Parameter path: The path, its bytes as `String(pathBytes:)` has them.
  public init(userPath path: String) {
    let isInHome = path == "~" || path.hasPrefix("~/")
    let typed = isInHome ? URL.home.path + path.dropFirst() : path
    // Foundation would read a leading "~" of any kind as somebody's home.
    self = URL(filePath: typed.hasPrefix("~") ? "./\(typed)" : typed, relativeTo: .workingFolder)
  }

  /// The file that a variable of the environment names by a path, as ``init(userPath:)`` reads it; `nil` if the variable is
  /// not set, or empty.
  public init?(environmentVariable name: String) {
    guard let path = EnvironmentVariables.value(of: name), !path.isEmpty else { return nil }
    self.init(userPath: path)
  }

  /// The path as the system is to follow it: `..` goes up from where a link before it leads to, as in the shell.
  package var systemPath: String {
    guard let baseURL else { return path }
    return "\(baseURL.systemPath)/\(relativePath)"
  }

  /// The user's home: `HOME`, as for the shell, or what the system's list of users says if that is not set.
  public static var home: URL {
    let home = EnvironmentVariables.value(of: "HOME").flatMap { $0.isEmpty ? nil : $0 }
    return URL(filePath: home ?? FileManager.default.homeDirectoryForCurrentUser.path, directoryHint: .isDirectory)
  }

  /// The folder that the process is in.
  public static var workingFolder: URL {
    URL(filePath: SystemCall.workingFolder ?? ".", directoryHint: .isDirectory)
  }
}
