import Foundation

/// A dataset that cannot be used as it was to be.
public struct DatasetError: Error, Equatable, CustomStringConvertible, LocalizedError {
  /// One sentence that names the dataset, what is wrong, and the way out.
  public let description: String

  /// Makes an error from its sentence.
  public init(_ description: String) { self.description = description }

  /// The same sentence as ``description``.
  public var errorDescription: String? { description }
}

extension DatasetError {
  static func damaged(_ url: URL, _ damage: String) -> DatasetError {
    DatasetError("\(url.relativePath) is damaged: \(damage).")
  }

  static func notRead(_ url: URL, _ reason: String) -> DatasetError {
    DatasetError("\(url.relativePath) cannot be read: \(reason).")
  }

  static func notWritten(_ url: URL, _ reason: String) -> DatasetError {
    DatasetError("\(url.relativePath) cannot be written: \(reason). What stood there before is untouched.")
  }
}
