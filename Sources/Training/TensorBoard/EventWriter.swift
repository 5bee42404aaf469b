import Files
import Foundation
import SwiftProtobuf

/// Appends events to a TensorBoard event file.
///
/// The file is a sequence of records: the length of the event in 8 bytes, a masked ``CRC32C`` of those, the event, and a
/// masked CRC-32C of it, little-endian throughout. Nothing is buffered and nothing is written twice, so that a crash
/// leaves at most a part of the last record, which TensorBoard ignores.
struct EventWriter {
  /// The file's URL.
  let url: URL
  private let file: GrowingFile

  /// Opens a file for appending, and makes it if there is none.
  init(to url: URL) throws {
    self.url = url
    do throws(FileError) {
      file = try GrowingFile(at: url)
    } catch {
      throw RunFolderError.notWritten(url, error.reason)
    }
  }

  /// Appends some events, whole and at once.
  func write(_ events: [TensorBoardEvent]) throws {
    let records = try Data(events.flatMap(Self.record))
    do throws(FileError) {
      try file.append(records.bytes)
    } catch {
      throw RunFolderError.notWritten(url, error.reason)
    }
  }

  private static func record(of event: TensorBoardEvent) throws -> [UInt8] {
    var options = BinaryEncodingOptions()
    options.useDeterministicOrdering = true
    let payload: [UInt8] = try event.serializedBytes(options: options)
    let length = bytes(of: UInt64(payload.count))
    return length + bytes(of: CRC32C.masked(length)) + payload + bytes(of: CRC32C.masked(payload))
  }

  private static func bytes(of number: some FixedWidthInteger) -> [UInt8] {
    stride(from: 0, to: number.bitWidth, by: 8).map { UInt8(truncatingIfNeeded: number >> $0) }
  }
}
