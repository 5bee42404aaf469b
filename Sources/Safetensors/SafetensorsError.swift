import Foundation

/// An error in reading or writing a safetensors file.
///
/// The description is a sentence for the user.
public struct SafetensorsError: Error, Equatable {
  /// The path of the file.
  public let file: String

  /// The problem: what was found, and what was expected instead.
  public let problem: Problem

  /// An error about the file at that path.
  public init(file: String, problem: Problem) {
    self.file = file
    self.problem = problem
  }

  /// The ways in which a file can be refused.
  public enum Problem: Error, Equatable {
    /// The system would not let the file be read; its own words.
    case unreadable(reason: String)
    /// The system would not let the file be written; its own words. Nothing was left behind.
    case unwritable(reason: String)
    /// The file ends early.
    case truncated(byteCount: Int, expected: Int)
    /// The header claims to be longer than any header may be.
    case headerTooLong(byteCount: UInt64, limit: Int)
    /// The header is not UTF-8 text.
    case headerNotText
    /// The header is not the JSON that the format asks for.
    case malformedHeader(offset: Int, expected: String, found: String)
    /// A name stands twice in the same JSON object.
    case duplicateName(String)
    /// A tensor has a type that the format does not know.
    case unknownElementType(String, tensor: String)
    /// A tensor ends before it begins.
    case reversedOffsets(tensor: String, begin: Int, end: Int)
    /// A tensor reaches beyond the end of the data.
    case offsetsOutOfRange(tensor: String, end: Int, dataByteCount: Int)
    /// A tensor begins before the one in front of it ends.
    case overlap(tensor: String, begin: Int, expected: Int)
    /// Bytes in front of a tensor belong to no tensor.
    case hole(tensor: String, begin: Int, expected: Int)
    /// Bytes behind the last tensor belong to no tensor.
    case uncoveredBytes(count: Int)
    /// Shape and type ask for another number of bytes than the tensor has.
    case sizeMismatch(tensor: String, byteCount: Int, expected: Int)
    /// Shape and type ask for a number of bytes that cannot be counted or is no whole number.
    case impossibleShape(tensor: String, shape: [Int], elementType: SafetensorsElementType)
    /// The file has no tensor of that name.
    case missingTensor(String, available: [String])
    /// A tensor was asked for as another type.
    case elementTypeMismatch(tensor: String, found: SafetensorsElementType, expected: SafetensorsElementType)
    /// A tensor was asked for in another shape.
    case shapeMismatch(tensor: String, found: [Int], expected: [Int])
    /// A truth value is neither 0 nor 1.
    case invalidBoolean(tensor: String, index: Int, found: UInt8)
    /// A tensor holds something that cannot be.
    case impossibleValue(tensor: String, index: Int, found: String, expected: String)
  }
}

extension SafetensorsError: CustomStringConvertible, LocalizedError {
  /// A sentence that names the file, what was found, and what was expected.
  public var description: String {
    "\(file): \(problem)"
  }

  /// The same sentence as `description`.
  public var errorDescription: String? {
    description
  }
}

extension SafetensorsError.Problem: CustomStringConvertible {
  /// The sentence without the file's name.
  public var description: String {
    switch self {
    case .unreadable(let reason): "cannot be read: \(reason)."
    case .unwritable(let reason): "cannot be written: \(reason). What stood there before is untouched."
    case .missingTensor(let name, let available):
      "has no tensor \"\(name)\"; it has \(Self.list(available))."
    case .elementTypeMismatch(let tensor, let found, let expected):
      "tensor \"\(tensor)\" holds \(found.rawValue), but \(expected.rawValue) was asked for."
    case .shapeMismatch(let tensor, let found, let expected):
      "tensor \"\(tensor)\" has the shape \(found), but \(expected) was expected."
    case .invalidBoolean(let tensor, let index, let found):
      "element \(index) of tensor \"\(tensor)\" is \(found), but a BOOL must be 0 or 1."
    case .impossibleValue(let tensor, let index, let found, let expected):
      "element \(index) of tensor \"\(tensor)\" is \(found), but must be \(expected)."
    default: "is damaged or not a safetensors file: \(damage)."
    }
  }

  private var damage: String {
    switch self {
    case .truncated(let count, let expected):
      "it has \(count) bytes, but at least \(expected) were expected"
    case .headerTooLong(let count, let limit):
      "its header claims \(count) bytes, but at most \(limit) are allowed"
    case .headerNotText: "its header is not valid UTF-8"
    case .malformedHeader(let offset, let expected, let found):
      "at byte \(offset) of its header, \(expected) was expected, but found \(found)"
    case .duplicateName(let name): "\"\(name)\" stands twice in its header, but names must be unique"
    case .unknownElementType(let name, let tensor):
      "tensor \"\(tensor)\" has the unknown type \"\(name)\"; known are "
        + SafetensorsElementType.allCases.map(\.rawValue).joined(separator: ", ")
    default: misplacement
    }
  }

  private var misplacement: String {
    switch self {
    case .reversedOffsets(let tensor, let begin, let end):
      "tensor \"\(tensor)\" ends at byte \(end), before its beginning at \(begin)"
    case .offsetsOutOfRange(let tensor, let end, let count):
      "tensor \"\(tensor)\" ends at byte \(end), but there are only \(count) bytes of data"
    case .overlap(let tensor, let begin, let expected):
      "tensor \"\(tensor)\" begins at byte \(begin), within another that ends at \(expected)"
    case .hole(let tensor, let begin, let expected):
      "tensor \"\(tensor)\" begins at byte \(begin), but was expected at \(expected), without a hole"
    case .uncoveredBytes(let count): "\(count) bytes at its end belong to no tensor"
    case .sizeMismatch(let tensor, let count, let expected):
      "tensor \"\(tensor)\" spans \(count) bytes, but its shape and type need \(expected)"
    case .impossibleShape(let tensor, let shape, let type):
      "tensor \"\(tensor)\" of \(type.rawValue) cannot have the shape \(shape)"
    default: "unknown damage"
    }
  }

  private static func list(_ names: [String]) -> String {
    if names.isEmpty { return "none" }
    let shown = names.prefix(8).map { "\"\($0)\"" }.joined(separator: ", ")
    return names.count > 8 ? "\(shown) and \(names.count - 8) more" : shown
  }
}
