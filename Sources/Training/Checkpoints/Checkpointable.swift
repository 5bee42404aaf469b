import Safetensors

/// A state that goes on from a checkpoint as if it had not stopped.
///
/// One method says both directions, so that what is written and what is read cannot differ.
///
/// ```swift
/// mutating func exchange(with scope: inout CheckpointScope) throws {
///   try scope.version(1)
///   try scope.exchange("steps", count: &steps)
///   try scope.exchange("weights", &weights)
///   try scope.exchange("replay", &replay)  // in a scope of its own
/// }
/// ```
public protocol Checkpointable {
  /// Writes what is here, or reads what was written, as the scope is for one or the other.
  ///
  /// A writer works on a copy that shares its memory: it must not be changed, or large buffers would be copied. A reader
  /// works on a copy too, which is dropped where this throws.
  mutating func exchange(with scope: inout CheckpointScope) throws
}

extension Checkpointable {
  /// Adds the state to a file in the making; arrays and rows are read when it is written.
  ///
  /// - Parameters:
  ///   - writer: The file in the making.
  ///   - name: The scope; empty for the file's own names.
  public func writeCheckpoint(to writer: inout SafetensorsWriter, named name: String = "") throws {
    var (copy, scope) = (self, CheckpointScope(writingTo: writer, named: name))
    try copy.exchange(with: &scope)
    writer = scope.writer
  }

  /// Goes on from the state in a file, or stays as it is: whole or nothing, for all parts together, at this one place.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - name: The scope; empty for the file's own names.
  /// - Throws: A ``CheckpointError`` or `SafetensorsError`, which say what was found and what was expected.
  public mutating func readCheckpoint(from file: SafetensorsFile, named name: String = "") throws {
    var (copy, scope) = (self, CheckpointScope(reading: file, named: name))
    try copy.exchange(with: &scope)
    try scope.finish()
    self = copy
  }
}

/// A checkpoint that cannot be gone on from.
public struct CheckpointError: Error, CustomStringConvertible, Equatable {
  /// One sentence or two: what was found, what was expected, and the way out.
  public let description: String

  /// Makes an error from its sentence.
  public init(_ description: String) { self.description = description }
}
