import CHDF5
import Files
import Foundation

/// The HDF5 file of a dataset, by way of CHDF5, which reads it in a process of its own.
final class DatasetFile: Sendable {
  /// The name of a group of the root, before its number.
  private static let prefix = "episode_"

  /// The mode in which a file is opened.
  enum Mode { case creating, adding, reading }

  let url: URL
  private nonisolated(unsafe) let pointer: OpaquePointer

  /// Opens a file.
  ///
  /// - Throws: If it is damaged, if another program writes it, or if the system refuses.
  init(_ url: URL, _ mode: Mode) throws(DatasetError) {
    self.url = url
    var error = CH5Error()
    let path = url.path.pathBytes.map { CChar(bitPattern: $0) } + [0]
    let pointer =
      switch mode {
      case .creating: ch5_create(path, &error)
      case .adding: ch5_open_for_adding(path, Self.prefix, &error)
      case .reading: ch5_open_for_reading(path, Self.prefix, &error)
      }
    guard let pointer else { throw DatasetError(error, url, isWriting: mode != .reading) }
    self.pointer = pointer
  }

  deinit {
    // What was not committed is to be lost.
    var error = CH5Error()
    ch5_close(pointer, &error)
  }

  /// The size of the file in bytes.
  var byteCount: Int { Int(ch5_byte_count(pointer)) }

  /// Counts the episodes.
  ///
  /// - Throws: If one of them is missing.
  func episodeCount() throws(DatasetError) -> Int {
    var (count, error) = (Int64(0), CH5Error())
    guard ch5_count_groups(pointer, Self.prefix, &count, &error) else {
      throw DatasetError(error, url, isWriting: false)
    }
    return Int(count)
  }

  /// Lets commits wait until the disk has everything.
  func synchronizesCommits() { ch5_set_synchronizes(pointer, true) }

  /// For tests: ends all changes of the disk after some, as if the process were killed, or with an error.
  func stop(afterChanges count: Int, number: Int32 = 0) { ch5_stop_after(pointer, Int64(count), number) }

  /// For tests: the number of changes of the disk so far.
  var changeCount: Int { Int(ch5_change_count(pointer)) }

  /// Adds an episode.
  func addEpisode(
    _ index: Int, attributes: [DatasetAttribute], arrays: [DatasetArray]
  ) throws(DatasetError) {
    var error = CH5Error()
    let isDone = withCForm(of: attributes) { attributes in
      withCForm(of: arrays[...]) { arrays in
        ch5_add_group(
          pointer, "\(Self.prefix)\(index)", attributes, Int32(attributes.count), arrays, Int32(arrays.count),
          &error)
      }
    }
    guard isDone else { throw DatasetError(error, url, isWriting: true) }
  }

  /// Makes the additions part of the file.
  func commit() throws(DatasetError) {
    var error = CH5Error()
    guard ch5_commit(pointer, &error) else { throw DatasetError(error, url, isWriting: true) }
  }

  /// Opens an episode of a file that was opened for reading.
  func episode(_ index: Int) throws(DatasetError) -> EpisodeGroup {
    var error = CH5Error()
    guard ch5_check_group(pointer, Int64(index), &error) else {
      throw DatasetError(error, url, isWriting: false, of: "episode \(index) cannot be opened")
    }
    return EpisodeGroup(pointer, of: self, index)
  }

  /// Reads a text that stands beside all episodes; `nil` if there is none of the name.
  func text(_ name: String) throws(DatasetError) -> String? {
    var (count, error) = (Int64(0), CH5Error())
    var isDone = true
    // As long as any description of spaces may be.
    let capacity = 1 << 24
    let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, initialized in
      isDone = buffer.withMemoryRebound(to: CChar.self) {
        ch5_read_text(pointer, Int64(CH5_ROOT), name, $0.baseAddress, Int64(capacity), &count, &error)
      }
      initialized = max(Int(count), 0)
    }
    guard isDone else { throw DatasetError(error, url, isWriting: false, of: "its \(name) cannot be read") }
    return count < 0 ? nil : String(decoding: bytes, as: UTF8.self)
  }

  /// Reads a number that stands beside all episodes; `nil` if there is none of the name.
  func wholeNumber(_ name: String) throws(DatasetError) -> Int? {
    var (value, isThere, error) = (Int64(0), false, CH5Error())
    guard ch5_read_attribute(pointer, Int64(CH5_ROOT), name, CH5ScalarInt64, &value, &isThere, &error) else {
      throw DatasetError(error, url, isWriting: false, of: "its \(name) cannot be read")
    }
    return isThere ? Int(value) : nil
  }
}
