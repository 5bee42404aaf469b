import Foundation
import Simulation
import TestSupport
import TestTraits
import Testing

@testable import Demonstrations

/// What a process that ends at any moment leaves behind.
@Suite("A crash", .mayHang(inLineFor: .hdf5))
struct CrashTests {
  private let datasets: Datasets
  private let id = "walks/test-v0"

  init() throws { datasets = try Datasets() }

  /// Writes some episodes, and begins another until the disk has been changed so many times.
  ///
  /// - Returns: Whether the episode was over by then.
  private func crash(after changes: Int, appendingTo count: Int, number: Int32 = 0) throws -> Bool {
    try? FileManager.default.removeItem(at: datasets.root.url(of: id))
    let prepared = datasets.folder.file("prepared-\(count)-v0")
    if !FileManager.default.fileExists(atPath: prepared.path) {
      try datasets.write(
        (0..<count).map { walk($0, length: 80) }, plane, choices, as: prepared.lastPathComponent)
    }
    try FileManager.default.createDirectory(at: datasets.root.url(of: "walks"), withIntermediateDirectories: true)
    try FileManager.default.copyItem(at: prepared, to: datasets.root.url(of: id))
    let writer = try MinariWriter(appendingTo: datasets.root.url(of: id))
    let file = try #require(writer.file)
    file.stop(afterChanges: changes, number: number)
    // As `append` does, but for the totals, which a process that is gone does not write.
    let episode = walk(count, length: 80)
    try? file.addEpisode(
      count, attributes: episode.attributes(index: count), arrays: episode.arrays(observing: plane, acting: choices)
    )
    try? file.commit()
    return file.changeCount <= changes
  }

  private func expectWhole(_ dataset: MinariDataset, atLeast count: Int) throws {
    #expect((count...count + 1).contains(dataset.episodeCount))
    for index in 0..<dataset.episodeCount { #expect(try dataset.episode(index) == walk(index, length: 80)) }
  }

  @Test("at any change of the disk leaves every finished episode", arguments: [1, 8, 33])
  func everywhere(count: Int) throws {
    for changes in 0..<100 {
      let isOver = try crash(after: changes, appendingTo: count)
      let before = try datasets.contents(id)
      let dataset = try MinariDataset(opening: datasets.root.url(of: id))
      try expectWhole(dataset, atLeast: count)
      #expect(try datasets.contents(id) == before)
      let writer = try MinariWriter(appendingTo: datasets.root.url(of: id))
      #expect(writer.episodeCount == dataset.episodeCount && writer.stepCount == 80 * dataset.episodeCount)
      try writer.append(walk(writer.episodeCount, length: 80))
      try writer.close()
      #expect(try datasets.names() == ["main_data.hdf5", "metadata.json"])
      let after = try MinariDataset(opening: datasets.root.url(of: id))
      #expect(after.episodeCount == dataset.episodeCount + 1 && after.metadata.episodeCount == after.episodeCount)
      try expectWhole(after, atLeast: dataset.episodeCount)
      if isOver { return }
    }
    Issue.record("an episode takes more than 100 changes of the disk")
  }

  @Test("leaves what can be read without being put right")
  func unrepaired() throws {
    var sizes: Set<Int> = []
    for changes in 0..<100 {
      let isOver = try crash(after: changes, appendingTo: 8)
      let file = try DatasetFile(DatasetFolder(datasets.root.url(of: id)).episodes, .reading)
      let count = try file.episodeCount()
      sizes.insert(count)
      for index in 0..<count { #expect(try file.episode(index).length() == 80) }
      if isOver { break }
    }
    #expect(sizes == [8, 9])
  }

  @Test("and a journal that is damaged is forgotten")
  func damagedJournal() throws {
    _ = try crash(after: 100, appendingTo: 3)
    let journal = datasets.folder.file("\(id)/data/main_data.hdf5.journal")
    try Data("CH5JOURN and then nothing that makes sense to anyone at all".utf8).write(to: journal)
    try expectWhole(try MinariDataset(opening: datasets.root.url(of: id)), atLeast: 4)
    try MinariWriter(appendingTo: datasets.root.url(of: id)).close()
    #expect(try datasets.names() == ["main_data.hdf5", "metadata.json"])
  }

  @Test("of the disk, when it is full, is a sentence, and leaves the file as it was")
  func fullDisk() throws {
    for changes in 0..<100 {
      try? FileManager.default.removeItem(at: datasets.root.url(of: id))
      try datasets.write((0..<8).map { walk($0, length: 80) }, plane, choices)
      let path = DatasetFolder(datasets.root.url(of: id)).episodes
      let before = try Data(contentsOf: path)
      guard let hasBegun = try refusal(after: changes, path) else { return }
      if !hasBegun { #expect(try Data(contentsOf: path) == before) }
      try expectWhole(try MinariDataset(opening: datasets.root.url(of: id)), atLeast: 8)
    }
    Issue.record("an episode takes more than 100 changes of the disk")
  }
}

extension CrashTests {
  /// Appends an episode on a disk that is full after some changes.
  ///
  /// - Returns: Whether what the journal asks for had begun to be done; `nil` if the disk sufficed.
  private func refusal(after changes: Int, _ path: URL) throws -> Bool? {
    let writer = try MinariWriter(appendingTo: datasets.root.url(of: id))
    let file = try #require(writer.file)
    file.stop(afterChanges: changes, number: ENOSPC)
    var refusal: DatasetError?
    do throws(DatasetError) { try writer.append(walk(8, length: 80)) } catch { refusal = error }
    guard let refusal else { return nil }
    #expect(
      refusal.description
        == "\(path.relativePath) cannot be written: No space left on device. What stood there before is untouched.")
    #expect(throws: DatasetError("\(writer.url.relativePath) is closed and takes no more episodes.")) {
      try writer.append(walk(8, length: 80))
    }
    let journal = try Data(contentsOf: datasets.folder.file("\(id)/data/main_data.hdf5.journal"))
    return !journal.isEmpty
  }
}

@Suite("Appending", .mayHang(inLineFor: .hdf5))
struct AppendTests {
  private let datasets: Datasets
  private var url: URL { datasets.root.url(of: "walks/test-v0") }

  init() throws { datasets = try Datasets() }

  @Test("goes on where the last one stopped, and changes nothing that is there")
  func goesOn() throws {
    try datasets.write((0..<5).map { walk($0, length: 200) }, plane, choices)
    let path = datasets.folder.file("walks/test-v0/data/main_data.hdf5")
    let before = try Data(contentsOf: path)
    for round in 1...3 {
      let writer = try MinariWriter(appendingTo: url)
      for index in 0..<5 { try writer.append(walk(5 * round + index, length: 200)) }
      try writer.close()
    }
    let dataset = try MinariDataset(opening: url)
    #expect(dataset.episodeCount == 20 && dataset.metadata.episodeCount == 20)
    #expect(try dataset.stepCount == 20 * 200)
    for index in 0..<20 { #expect(try dataset.episode(index) == walk(index, length: 200)) }
    let after = try Data(contentsOf: path)
    // Only what leads to the episodes has changed.
    #expect(zip(before, after).count { $0 != $1 } < before.count / 10)
  }

  @Test("is for one program at a time")
  func oneWriter() throws {
    let writer = try MinariWriter(creating: url, metadata: datasets.metadata("walks/test-v0", plane, choices))
    try writer.append(walk(0))
    let path = url.appending(path: "data/main_data.hdf5").relativePath
    let busy = DatasetError("\(path) is being written by another program; wait until it is done.")
    #expect(throws: busy) { try MinariWriter(appendingTo: url) }
    #expect(throws: busy) { try MinariDataset(opening: url) }
    try writer.close()
    #expect(try MinariDataset(opening: url).episodeCount == 1)
  }

  @Test("leaves who reads in peace")
  func reading() throws {
    let dataset = try datasets.write((0..<3).map { walk($0) }, plane, choices)
    let writer = try MinariWriter(appendingTo: url)
    for index in 3..<200 { try writer.append(walk(index)) }
    for index in 0..<3 { #expect(try dataset.episode(index) == walk(index)) }
    #expect(dataset.episodeCount == 3)
  }

  @Test("waits for the disk, if it is asked to")
  func synchronized() throws {
    let metadata = datasets.metadata("walks/test-v0", plane, choices)
    let writer = try MinariWriter(creating: url, metadata: metadata, survivesPowerLoss: true)
    for index in 0..<3 { try writer.append(walk(index)) }
    try writer.close()
    #expect(try MinariDataset(opening: url).episode(2) == walk(2))
  }

  @Test("keeps what others have written into the metadata")
  func foreignMetadata() throws {
    try datasets.write([walk(0)], plane, choices)
    let path = url.appending(path: "data/metadata.json")
    let text = String(decoding: try Data(contentsOf: path), as: UTF8.self)
    try Data((text.dropLast() + ", \"ref_max_score\": NaN, \"mine\": {\"a\": [1e3, \"\\u00e9\"]}}").utf8).write(
      to: path)
    let writer = try MinariWriter(appendingTo: url)
    try writer.append(walk(1))
    try writer.close()
    let after = String(decoding: try Data(contentsOf: path), as: UTF8.self)
    #expect(after.contains(", \"ref_max_score\": NaN, \"mine\": {\"a\": [1e3, \"\\u00e9\"]}"))
    #expect(after.hasPrefix("{\"total_episodes\": 2, \"total_steps\": 3, "))
  }

  @Test("nothing to a new dataset leaves none")
  func nothing() throws {
    let writer = try MinariWriter(creating: url, metadata: datasets.metadata("walks/test-v0", plane, choices))
    #expect(try datasets.names() == ["main_data.hdf5", "main_data.hdf5.journal", "metadata.json"])
    try writer.close()
    #expect(try datasets.folder.names().isEmpty)
  }
}
