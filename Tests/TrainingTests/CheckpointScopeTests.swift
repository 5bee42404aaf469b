import Foundation
import Safetensors
import Simulation
import TestSupport
import Testing
import Training

/// A part of a state, with something of each kind.
private struct Part: Checkpointable, Equatable {
  var count = 3
  var numbers: [Float] = [1, -0.0, 3]
  var choices = [0, 2, 1]
  var log = [0.5, 1.5]
  var rows = RowBuffer([1, 2, 3, 4], rowShape: [2])
  var text: [String: Int]? = ["a": 1]

  mutating func exchange(with scope: inout CheckpointScope) throws {
    try scope.exchange("count", count: &count, in: 1...5)
    try scope.exchange("numbers", &numbers)
    try scope.exchange("choices", &choices, in: 0..<3)
    try scope.exchange("log", growing: &log)
    try scope.exchange("rows", &rows, count: rows.count)
    try scope.exchange("text", json: &text)
  }
}

/// Two parts of one kind, and one that there may be.
private struct Pair: Checkpointable, Equatable {
  var first = Part()
  var second = Part()
  var extra: Part?
  var version = 2

  mutating func exchange(with scope: inout CheckpointScope) throws {
    try scope.version(version)
    try scope.exchange("first", &first)
    try scope.exchange("second", &second)
    try scope.exchange("extra", &extra) { _ in Part() }
  }
}

@Suite("A checkpoint's scopes") struct CheckpointScopeTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private var changed: Pair {
    var pair = Pair()
    (pair.first.count, pair.first.log, pair.first.text) = (5, [], nil)
    (pair.second.numbers, pair.second.choices) = ([.infinity, 7, 8], [2, 2, 0])
    pair.second.rows = RowBuffer([9, 8, 7, 6], rowShape: [2])
    return pair
  }

  private func file(_ state: some Checkpointable, change: (inout SafetensorsWriter) -> Void = { _ in }) throws
    -> SafetensorsFile
  {
    var writer = SafetensorsWriter(metadata: ["agent": "pair"])
    try state.writeCheckpoint(to: &writer)
    change(&writer)
    try writer.write(to: folder.file("state.safetensors"))
    return try SafetensorsFile(contentsOf: folder.file("state.safetensors"))
  }

  /// The complaint of reading a file; what was read into must be as before.
  private func complaint(_ file: SafetensorsFile, into state: Pair = Pair()) -> String? {
    var read = state
    do {
      try read.readCheckpoint(from: file)
      return nil
    } catch {
      #expect(read == state, "something was read")
      return "\(error)"
    }
  }

  @Test("What is read is what was written, and two parts of one kind share a file")
  func roundTrip() throws {
    for extra in [nil, Part()] {
      var pair = changed
      pair.extra = extra
      var read = Pair(extra: extra == nil ? Part() : nil)
      try read.readCheckpoint(from: file(pair))
      #expect(read == pair)
    }
    #expect(try file(changed).tensor("second/rows")?.shape == [2, 2])
  }

  @Test("Names that nobody reads are refused, but for the file's own texts")
  func unread() throws {
    let file = try file(changed) {
      for name in ["first/more", "other", "first/inner/x", "z/z"] { $0.add(name, [1]) }
      $0.metadata["second/word"] = "1"
    }
    #expect(
      complaint(file)
        == "It holds 'first/inner/x', 'first/more', 'other' and 2 more, which nobody reads here; go on with the agent and "
        + "the settings of the run that wrote it.")
  }

  @Test("A scope is read alone, whatever stands beside it")
  func scopes() throws {
    var writer = SafetensorsWriter()
    try changed.writeCheckpoint(to: &writer, named: "a")
    writer.add("b/c", [1])
    try writer.write(to: folder.file("scopes.safetensors"))
    var pair = Pair()
    try pair.readCheckpoint(from: SafetensorsFile(contentsOf: folder.file("scopes.safetensors")), named: "a")
    #expect(pair == changed)
  }

  @Test("Another layout is refused with the way out", arguments: [nil, "1", "3", "\"x\""])
  func versions(text: String?) throws {
    let file = try file(changed) { $0.metadata["layout_version"] = text }
    let sentence =
      text == "\"x\""
      ? "Its metadata has no usable 'layout_version'."
      : "It is laid out in version \(text ?? "1"), but this release goes on from version 2. The policies beside it, "
        + "policy.safetensors and best.safetensors, can still be used; train anew, or go on with the release that wrote it."
    #expect(complaint(file) == sentence)
  }

  @Test("Numbers out of their ranges are refused, after others were read")
  func ranges() throws {
    var pair = changed
    pair.second.count = 9
    #expect(complaint(try file(pair)) == "Its 'second/count' is 9, but must be from 1 to 5.")
    pair = changed
    pair.second.choices = [0, 1, 3]
    #expect(
      complaint(try file(pair))
        == "Its 'second/choices' hold 3, but numbers from 0 to below 3 were expected.")
  }

  @Test("Other sizes are refused")
  func sizes() throws {
    var pair = changed
    pair.second.numbers = [1, 2]
    #expect(
      complaint(try file(pair))?.contains("\"second/numbers\" has the shape [2], but [3] was expected.") == true)
    pair = changed
    pair.first.rows = RowBuffer([1, 2], rowShape: [2])
    #expect(
      complaint(try file(pair))?.contains("\"first/rows\" has the shape [1, 2], but [2, 2] was expected.") == true)
  }
}
