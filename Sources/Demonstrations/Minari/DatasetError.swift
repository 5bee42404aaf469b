import Files
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

  static func refused(_ url: URL, _ reason: String) -> DatasetError {
    DatasetError("\(url.relativePath) cannot be used: \(reason).")
  }

  static func notWritten(_ url: URL, _ reason: String) -> DatasetError {
    DatasetError("\(url.relativePath) cannot be written: \(reason). What stood there before is untouched.")
  }
}

extension DatasetError {
  /// Reads a file, and turns a refusal of the system into an error of the dataset.
  static func reading<Value>(
    _ url: URL, _ body: () throws(FileError) -> Value
  ) throws(DatasetError) -> Value {
    do throws(FileError) { return try body() } catch { throw .notRead(url, error.reason) }
  }

  /// Changes a file, and turns a refusal of the system into an error of the dataset.
  static func writing(_ url: URL, _ body: () throws(FileError) -> Void) throws(DatasetError) {
    do throws(FileError) { try body() } catch { throw .notWritten(url, error.reason) }
  }
}
