import Foundation

/// A refusal of the system's to do something with a file.
public struct FileError: Error, CustomStringConvertible, Equatable {
  /// The system's error number, such as `ENOENT`; 0 if the system has none.
  public let code: Int32
  /// The reason as the end of a sentence, without a full stop.
  public let reason: String

  /// A refusal with a reason of its own.
  public init(reason: String) {
    code = 0
    self.reason = reason
  }

  /// The refusal of the last system call that failed.
  public init(code: Int32 = errno) {
    self.code = code
    reason = String(cString: strerror(code))
  }

  /// True if there is no such file.
  public var isMissing: Bool { code == ENOENT || code == ENOTDIR }

  /// The reason.
  public var description: String { reason }
}
