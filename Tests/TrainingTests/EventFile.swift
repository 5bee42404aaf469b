import Foundation
import SwiftProtobuf
import Testing

@testable import Training

/// A TensorBoard event file, read record by record.
struct EventFile {
  /// The events of the whole records.
  let events: [TensorBoardEvent]

  /// Reads a file of whole records; the checksums are recomputed.
  init(contentsOf url: URL) throws {
    var rest = [UInt8](try Data(contentsOf: url))[...]
    var events: [TensorBoardEvent] = []
    while !rest.isEmpty {
      let length = try Self.checked(8, of: &rest)
      let payload = try Self.checked(Int(Self.number(length)), of: &rest)
      events.append(try TensorBoardEvent(serializedBytes: payload))
    }
    self.events = events
  }

  /// The numbers by tag and step, as TensorBoard shows them once it has read some files of a run.
  static func points(in urls: [URL]) throws -> [String: [Int64: [Float]]] {
    var points: [String: [Int64: [Float]]] = [:]
    for event in try urls.flatMap({ try EventFile(contentsOf: $0).events }) {
      if event.sessionLog.status == .start { points = points.mapValues { $0.filter { $0.key < event.step } } }
      for value in event.summary.value {
        guard case .simpleValue(let number) = value.value else { continue }
        points[value.tag, default: [:]][event.step, default: []].append(number)
      }
    }
    return points
  }

  private static func checked(_ count: Int, of rest: inout ArraySlice<UInt8>) throws -> [UInt8] {
    try #require(rest.count >= count + 4, "the last record is cut off")
    let bytes = [UInt8](rest.prefix(count))
    #expect(UInt64(CRC32C.masked(bytes)) == number([UInt8](rest.dropFirst(count).prefix(4))))
    rest = rest.dropFirst(count + 4)
    return bytes
  }

  private static func number(_ bytes: [UInt8]) -> UInt64 { bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) } }
}
