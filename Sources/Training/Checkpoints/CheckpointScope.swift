import Safetensors

/// A scope of a checkpoint: the names under which a part keeps its state, to be written or to be read.
///
/// A part of a part has a scope in the scope: `learner/replay/rewards`. So two parts of one kind share a file.
public struct CheckpointScope {
  /// The file in the making, if one is written.
  private(set) var writer: SafetensorsWriter
  private let file: SafetensorsFile?
  private var prefix: String
  private var readNames: Set<String> = []
  private var completions: [() -> Void] = []

  init(writingTo writer: SafetensorsWriter, named name: String) {
    (self.writer, file) = (writer, nil)
    prefix = name.isEmpty ? "" : name + "/"
  }

  /// Opens a scope of a file to look at some of it; see ``Checkpointable/readCheckpoint(from:named:)`` for all of it.
  public init(reading file: SafetensorsFile, named name: String) {
    (writer, self.file) = (SafetensorsWriter(), file)
    prefix = name.isEmpty ? "" : name + "/"
  }

  /// True if what is in the file replaces what is here; else it is written.
  public var isReading: Bool { file != nil }

  /// The whole name of a name in this scope.
  public func path(_ name: String) -> String { prefix + name }

  /// True if the file that is read has something of this name, or in the scope of this name.
  public func holds(_ name: String) -> Bool {
    guard let file else { return false }
    let (path, inner) = (path(name), path(name) + "/")
    return file.tensor(path) != nil || file.metadata[path] != nil
      || Self.names(in: file).contains { $0.hasPrefix(inner) }
  }

  /// Goes into a scope in this one.
  public mutating func within<Result>(
    _ name: String, _ body: (inout CheckpointScope) throws -> Result
  ) rethrows -> Result {
    let outer = prefix
    prefix += name + "/"
    defer { prefix = outer }
    return try body(&self)
  }

  /// Has something done once the whole checkpoint was read, such as a change of what copies share.
  public mutating func whenRead(_ body: @escaping () -> Void) {
    if isReading { completions.append(body) }
  }

  /// Has all names in a scope count as read, whether or not they are.
  public mutating func skip(_ name: String) {
    guard let file else { return }
    readNames.formUnion(Self.names(in: file).filter { $0.hasPrefix(path(name) + "/") })
  }

  /// The file to read a name from, which then counts as read; `nil` if it is to be written.
  mutating func fileToRead(_ name: String) -> SafetensorsFile? {
    if isReading { readNames.insert(path(name)) }
    return file
  }

  /// Changes the file in the making.
  mutating func write(_ body: (inout SafetensorsWriter) -> Void) { body(&writer) }

  /// Throws if the file holds what nobody has read, and else does what was to be done then.
  func finish() throws(CheckpointError) {
    // The file's own texts, such as the agent's name, belong to no scope.
    let unread = (file.map(Self.names) ?? []).filter { name in
      name.hasPrefix(prefix) && !readNames.contains(name) && (name.contains("/") || file?.tensor(name) != nil)
    }
    guard unread.isEmpty else {
      let names = unread.sorted().prefix(3).map { "'\($0)'" }.joined(separator: ", ")
      throw CheckpointError(
        "It holds \(names)\(unread.count > 3 ? " and \(unread.count - 3) more" : ""), which nobody reads here; go on "
          + "with the agent and the settings of the run that wrote it.")
    }
    for completion in completions { completion() }
  }

  private static func names(in file: SafetensorsFile) -> [String] {
    file.tensors.map(\.name) + file.metadata.keys
  }
}
