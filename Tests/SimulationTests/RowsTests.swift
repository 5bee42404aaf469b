import Foundation
import TestSupport
import Testing

@testable import Simulation

@Suite("A layout of rows") struct RowLayoutTests {
  @Test("puts fields where numpy.dtype(fields, align=True) puts them")
  func offsets() {
    let picture = RowLayout([.field("image", .uint8, shape: [12, 12]), .field("speed", .float32, shape: [2])])
    #expect(picture.fields.map(\.offset) == [0, 144] && picture.stride == 152)
    let flags = RowLayout([
      .field("flag", .bool, shape: []), .field("count", .int64, shape: []), .field("x", .float32, shape: [3]),
    ])
    #expect(flags.fields.map(\.offset) == [0, 8, 16] && flags.stride == 32)
    let bytes = RowLayout([.field("a", .uint8, shape: [3]), .field("b", .float64, shape: [])])
    #expect(bytes.fields.map(\.offset) == [0, 8] && bytes.stride == 16)
  }

  @Test("is told in words")
  func words() {
    #expect("\(RowLayout(.float32, shape: [4]))" == "float32[4]")
    let mixed = RowLayout([.field("image", .uint8, shape: [12, 12]), .field("speed", .float64, shape: [])])
    #expect("\(mixed)" == "{image: uint8[12 12], speed: float64[]}")
    #expect(mixed.index(of: "speed") == 1 && mixed.index(of: "colour") == nil && mixed.kind == nil)
  }

  @Test("of two fields with one name is refused")
  func equalNames() async {
    let exit = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = RowLayout([.field("a", .bool, shape: []), .field("a", .int64, shape: [])])
    }
    expect(exit, toSay: "the fields [\"a\", \"a\"] of a row need different names")
  }
}

@Suite("Rows") struct RowBufferTests {
  private let triples = RowLayout(.int64, shape: [3])

  /// Rows of the numbers 0, 1, 2 and so on.
  private func counted(_ count: Int) -> RowBuffer {
    var rows = RowBuffer(triples, count: count)
    var numbers = rows.mutableNumbers(as: Int.self)
    for index in numbers.indices { numbers[index] = index }
    return rows
  }

  @Test("begin with zeros, and keep what is written")
  func views() {
    var rows = RowBuffer(triples, count: 2)
    #expect(Array(copying: rows.numbers(as: Int.self)) == [0, 0, 0, 0, 0, 0])
    var row = rows.mutableRow(1, as: Int.self)
    row[2] = 7
    #expect(Array(copying: rows.row(1, as: Int.self)) == [0, 0, 7])
    #expect(rows.bytes.byteCount == 48)
  }

  @Test("are values: a copy keeps what it had")
  func copies() {
    let before = counted(2)
    var after = before
    #expect(after == before)
    var numbers = after.mutableNumbers(as: Int.self)
    numbers[0] = 100
    #expect(before.row(0, as: Int.self)[0] == 0 && after.row(0, as: Int.self)[0] == 100 && after != before)
  }

  @Test("show a field of each")
  func fields() {
    let layout = RowLayout([.field("image", .uint8, shape: [3]), .field("speed", .float32, shape: [2])])
    var rows = RowBuffer(layout, count: 2)
    var bytes = rows.mutableBytes
    for row in 0..<2 {
      bytes.storeBytes(of: UInt8(row + 5), toByteOffset: row * layout.stride + 2, as: UInt8.self)
      bytes.storeBytes(of: Float(row) + 0.5, toByteOffset: row * layout.stride + 8, as: Float.self)
    }
    let (image, speed) = (rows.field(0, as: UInt8.self), rows.field(1, as: Float.self))
    #expect((0..<2).map { image[$0][2] } == [5, 6] && (0..<2).map { speed[$0][1] } == [0.5, 1.5])
    #expect(image.rowCount == 2 && image.count == 3)
  }

  @Test("are copied, moved and shifted")
  func moving() {
    var rows = counted(4)
    rows.moveRows(0..<3, to: 1)
    #expect(Array(copying: rows.numbers(as: Int.self)) == [0, 1, 2, 0, 1, 2, 3, 4, 5, 6, 7, 8])
    rows.shiftRow(3, byBytes: 8)
    #expect(Array(copying: rows.row(3, as: Int.self)) == [7, 8, 8])
    rows.copyRows(1..<3, of: counted(3), to: 0)
    #expect(Array(copying: rows.numbers(as: Int.self)).prefix(6) == [3, 4, 5, 6, 7, 8])
    var stack = RowBuffer(RowLayout(.int64, shape: [2, 3]), count: 1)
    stack.copyRow(2, of: counted(3), to: 0, atByte: 24)
    #expect(Array(copying: stack.row(0, as: Int.self)) == [0, 0, 0, 6, 7, 8])
  }

  @Test("are gathered from two buffers")
  func gathering() {
    var rows = RowBuffer(triples, count: 3)
    var others = counted(2)
    others.moveRows(1..<2, to: 0)
    rows.gather([2, ~0, 0], from: counted(3), or: others)
    #expect(Array(copying: rows.numbers(as: Int.self)) == [6, 7, 8, 3, 4, 5, 0, 1, 2])
  }

  @Test("are compared by their bytes, so that a NaN is itself")
  func comparing() {
    var rows = RowBuffer(RowLayout(.float32, shape: []), count: 2)
    var numbers = rows.mutableNumbers(as: Float.self)
    (numbers[0], numbers[1]) = (.nan, 0)
    var others = rows
    #expect(rows == others && rows.matches(others, 0..<1, at: 0) && !rows.matches(others, 0..<1, at: 1))
    var row = others.mutableRow(1, as: Float.self)
    row[0] = -0.0
    #expect(rows != others)
  }

  @Test("in someone's memory are that memory")
  func borrowing() {
    let memory = UnsafeMutableRawPointer.allocate(byteCount: 48, alignment: 8)
    defer { memory.deallocate() }
    memory.initializeMemory(as: Int.self, repeating: 4, count: 6)
    var rows = RowBuffer(unsafeBorrowing: memory, triples, count: 2)
    var row = rows.mutableRow(0, as: Int.self)
    row[1] = 9
    #expect(memory.load(fromByteOffset: 8, as: Int.self) == 9 && rows.row(1, as: Int.self)[0] == 4)
  }

  @Test("in someone's memory are not changed behind a copy's back")
  func borrowedCopies() async {
    let exit = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let memory = UnsafeMutableRawPointer.allocate(byteCount: 8, alignment: 8)
      var rows = RowBuffer(unsafeBorrowing: memory, RowLayout(.int64, shape: []), count: 1)
      let copy = rows
      _ = rows.mutableStart()
      _ = copy
    }
    expect(exit, toSay: "borrowed rows cannot be changed while there is a copy of them")
  }

  @Test("are not read as what they are not")
  func kinds() async {
    let exit = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let rows = RowBuffer(RowLayout(.float32, shape: [2]), count: 1)
      _ = rows.numbers(as: Int.self).count
    }
    expect(exit, toSay: "rows of float32[2] cannot be read as int64")
  }

  @Test("that are not there stop the program")
  func missing() async {
    let exit = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var rows = RowBuffer(RowLayout(.bool, shape: []), count: 3)
      rows.gather([0, 3, 1], from: rows)
    }
    expect(exit, toSay: "there is no row 3 among 3")
  }

  @Test("are looked at and changed without an allocation", .enabled(if: countsAllocations, "counting needs glibc"))
  func allocations() {
    var (rows, source, places) = (RowBuffer(triples, count: 3), counted(3), [2, 1, 0])
    var sum = 0
    let count = TestSupport.allocations {
      rows.gather(places, from: source)
      rows.moveRows(0..<1, to: 2)
      source.copyRows(0..<2, of: rows, to: 1)
      places[0] = 1
      for row in 0..<3 { sum += source.row(row, as: Int.self)[0] + source.field(0, as: Int.self)[row][1] }
      swap(&rows, &source)
    }
    #expect(count == 0 && sum != 0)
  }
}

@Suite("A column") struct ColumnTests {
  @Test("is a value with one element a row")
  func elements() {
    let before = Column(repeating: EpisodeStatus.running, count: 3)
    var after = before
    after[1] = .terminated
    #expect(before.indices.map { before[$0] } == [.running, .running, .running])
    #expect(after.indices.map { after[$0] } == [.running, .terminated, .running] && after != before)
    var span = after.mutableSpan
    span[0] = .truncated
    #expect(after.span[0] == .truncated && after.count == 3)
  }
}

/// Expects that a process that ended has said a sentence.
private func expect(_ exit: ExitTest.Result?, toSay sentence: String) {
  let text = String(decoding: exit?.standardErrorContent ?? [], as: UTF8.self)
  #expect(text.contains(sentence), "\(text)")
}
