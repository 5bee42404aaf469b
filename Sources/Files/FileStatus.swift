import Foundation

/// The kind, size and age of a file.
public struct FileStatus: Equatable, Sendable {
  /// The kind of a file.
  public enum Kind: Sendable {
    case file, folder, link
    /// A pipe, a socket or a device.
    case other
  }

  /// A number that a file has as long as it is there, whatever names lead to it.
  public struct Identity: Hashable, Sendable {
    let device: UInt64
    let number: UInt64
  }

  /// The kind.
  public let kind: Kind
  /// The identity of the file that was looked at.
  public let identity: Identity
  /// The size in bytes.
  public let byteCount: Int
  /// The time of the last change of its contents.
  public let modified: Date
}

extension URL {
  /// Looks at the file that stands here, at the end of any links.
  ///
  /// - Throws: A ``FileError`` if there is none, or it cannot be looked at, such as for links that lead in a circle.
  public func lookUp() throws(FileError) -> FileStatus {
    var status = stat()
    try SystemCall.check(SystemCall.withPath(of: self) { stat($0, &status) })
    return FileStatus(status)
  }

  /// The status of the file that stands here, at the end of any links; `nil` if there is none or it cannot be looked at.
  public var status: FileStatus? { try? lookUp() }

  /// The status of what stands here itself, which may be a link; `nil` if there is nothing.
  public var ownStatus: FileStatus? {
    var status = stat()
    return SystemCall.withPath(of: self) { lstat($0, &status) } == 0 ? FileStatus(status) : nil
  }

  /// True if a folder stands here, or a link to one.
  public var isFolder: Bool { status?.kind == .folder }

  /// True if this process may write here.
  public var isWritable: Bool { SystemCall.withPath(of: self) { access($0, W_OK) } == 0 }

  /// True if this process may run what stands here.
  public var isExecutable: Bool { SystemCall.withPath(of: self) { access($0, X_OK) } == 0 && !isFolder }
}
