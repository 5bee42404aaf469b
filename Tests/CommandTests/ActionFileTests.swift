import Foundation
import Simulation
import TestSupport
import Testing

@testable import Command

/// Files of actions for spaces of every kind.
@Suite("A file of actions") struct ActionFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func actions(_ text: String, in space: SpaceDescriptor) throws -> [[Double]] {
    let path = folder.file("actions.json")
    try Data(text.utf8).write(to: path)
    let file = try ActionFile(path.path)
    var (row, actions) = (RowBuffer(space.layout, count: 1), [[Double]]())
    try file.forEach(first: file.count, in: space, as: &row) { actions.append($0.doubles(ofRow: 0)) }
    return actions
  }

  @Test("holds bits and small numbers") func small() throws {
    #expect(try actions("[[0, 1], [1, 1]]", in: .multiBinary(count: 2)) == [[0, 1], [1, 1]])
    #expect(
      try actions("[0, 255]", in: .box(scalar: .uint8, shape: [1], low: [0], high: [255])) == [[0], [255]])
  }

  @Test("is refused where a number is none of the space's kind", arguments: ["300", "-1", "0.5", "1e300"])
  func beyond(number: String) {
    let spaces: [SpaceDescriptor] = [
      .multiBinary(count: 1), .box(scalar: .uint8, shape: [1], low: [0], high: [255]),
      .box(scalar: .int8, shape: [1], low: [0], high: [127]), .discrete(count: 3, start: 0),
    ]
    for space in spaces {
      #expect(throws: WrongUse.self) { try actions("[[\(number)]]", in: space) }
    }
  }

  @Test("is refused where actions have several kinds of numbers") func several() {
    let space = SpaceDescriptor.tuple([
      .discrete(count: 3, start: 0), .box(scalar: .float32, shape: [1], low: [0], high: [1]),
    ])
    #expect(throws: WrongUse.self) { try actions("[[0, 1]]", in: space) }
  }
}
