import Foundation
import TestSupport
import Testing

@Suite struct RecordTests {
  private let palaestra: Palaestra

  init() throws { palaestra = try Palaestra() }

  @Test func episodesAreRecordedAndCanBePlayedAgain() throws {
    let outcome = try palaestra.onDatasets(
      "record", "LunarLander-v3", "--policy", "heuristic", "--out", "landers/test-v0", "--episodes", "3", "--seed",
      "7")
    #expect(outcome.status == 0 && outcome.output.isEmpty)
    #expect(outcome.complaint.hasPrefix("Recorded 3 episodes of "))
    #expect(outcome.complaint.hasSuffix("watch LunarLander-v3 --policy 'landers/test-v0#2'\n"))
    let episodes = try palaestra.episodes(of: "landers/test-v0")
    #expect(episodes.map { $0["seed"] as? Int } == [7, 8, 9])
    let replay = try palaestra.onDatasets("eval", "LunarLander-v3", "--policy", "landers/test-v0#1", "--json")
    let played = try #require(try replay.objects.first)
    #expect(played["seed"] as? Int == 8 && played["episodes"] as? Int == 1)
    #expect(played["mean_return"] as? Double == episodes[1]["return"] as? Double)
    #expect(played["mean_length"] as? Int == episodes[1]["length"] as? Int)
  }

  @Test func aRecordedEpisodeCanBeWatched() throws {
    try palaestra.recordPoles()
    let outcome = try palaestra.onDatasets(
      "watch", "CartPole-v1", "--policy", "poles/test-v0#2", "--record", "pole.png")
    #expect(outcome.status == 0, "\(outcome.complaint)")
    // The first frame and one for each step, and the last one for a second.
    let length = try #require(try palaestra.episodes()[2]["length"] as? Int)
    #expect(outcome.complaint == "Recorded the last of \(1 + length + 50) frames to pole.png.\n")
  }

  @Test func anotherRecordingGoesOnWithSeedsThatAreNotUsed() throws {
    try palaestra.recordPoles(episodes: 3)
    let outcome = try palaestra.onDatasets(
      "record", "CartPole-v1", "--policy", "heuristic", "--out", "poles/test-v0", "--episodes", "2", "--seed", "1")
    #expect(
      outcome.complaint.hasPrefix("poles/test-v0 has seeds up to 2; going on with 3.\nRecorded 2 episodes of "))
    let episodes = try palaestra.episodes()
    #expect(episodes.map { $0["seed"] as? Int } == [0, 1, 2, 3, 4])
    #expect(episodes[4]["return"] as? Double == 500 && episodes[4]["ending"] as? String == "truncated")
  }

  @Test func theSameCommandRecordsTheSameBytes() throws {
    for folder in ["./a-v0", "./b-v0"] { try palaestra.recordPoles(folder) }
    let contents = try ["a-v0", "b-v0"].map { name in
      try Data(contentsOf: palaestra.folder.file("\(name)/data/main_data.hdf5"))
    }
    #expect(contents[0] == contents[1])
  }

  @Test func stepsAndReturnsSayWhatIsKept() throws {
    let outcome = try palaestra.onDatasets(
      "record", "CartPole-v1", "--policy", "random", "--out", "./long-v0", "--steps", "200", "--min-return", "30")
    #expect(outcome.status == 0 && outcome.complaint.contains(", after leaving out "))
    let lengths = try palaestra.episodes(of: "./long-v0").compactMap { $0["length"] as? Int }
    #expect(lengths.allSatisfy { $0 >= 30 })
    #expect(lengths.reduce(0, +) >= 200 && lengths.dropLast().reduce(0, +) < 200)
  }

  @Test func whatNoEpisodeEarnsIsNotWaitedForForEver() throws {
    let outcome = try palaestra.onDatasets(
      "record", "CartPole-v1", "--policy", "random", "--out", "poles/test-v0", "--min-return", "1000")
    #expect(outcome.status == 1)
    #expect(outcome.complaint.hasPrefix("Error: 1000 episodes in a row earned less than --min-return asks for, "))
    #expect(try palaestra.folder.names(in: "datasets").isEmpty)
  }

  @Test func ctrlCKeepsWhatIsDone() throws {
    let running = try palaestra.startOnDatasets(
      "record", "CartPole-v1", "--policy", "random", "--out", "poles/test-v0", "--episodes", "100000000")
    try running.wait { try recordedCount() > 3 }
    running.interrupt()
    let outcome = try running.finish(by: SIGINT)
    #expect(outcome.complaint.hasPrefix("Stopped; the episodes that were over are kept.\nRecorded "))
    #expect(try palaestra.episodes().count == recordedCount())
  }

  /// What the metadata says, which can be read at any time.
  private func recordedCount() throws -> Int {
    let url = palaestra.folder.file("datasets/poles/test-v0/data/metadata.json")
    guard let data = try? Data(contentsOf: url) else { return 0 }
    let metadata = try JSONSerialization.jsonObject(with: data) as? [String: Any]
    return metadata?["total_episodes"] as? Int ?? 0
  }

  @Test func aProcessThatIsKilledLeavesEveryEpisode() throws {
    var count = 0
    for round in 1...4 {
      let running = try palaestra.startOnDatasets(
        "record", "CartPole-v1", "--policy", "random", "--out", "poles/test-v0", "--episodes", "100000000")
      try running.wait { try recordedCount() > count + 5 * round }
      running.kill()
      let seen = try recordedCount()
      let episodes = try palaestra.episodes()
      #expect(episodes.count == seen || episodes.count == seen + 1)
      #expect(episodes.map { $0["seed"] as? Int } == Array(0..<episodes.count))
      count = episodes.count
    }
    let replay = try palaestra.onDatasets(
      "eval", "CartPole-v1", "--policy", "poles/test-v0#\(count - 1)", "--json")
    #expect(
      try replay.objects.first?["mean_return"] as? Double == palaestra.episodes().last?["return"] as? Double)
    // One who records again puts the totals right, which may be behind.
    try palaestra.recordPoles(episodes: 1)
    #expect(try recordedCount() == count + 1)
  }

  /// A limit on the size of files stands in for a full disk.
  @Test func aFullDiskIsOneSentenceAndKeepsWhatIsDone() throws {
    let outcome = try palaestra.onDatasets(
      "record", "CartPole-v1", "--policy", "random", "--out", "poles/test-v0", "--episodes", "1000",
      through: "ulimit -f 60")
    #expect(outcome.status == 1 && outcome.complaint.split(separator: "\n").count == 1)
    #expect(
      outcome.complaint.hasSuffix(
        "main_data.hdf5 cannot be written: File too large. What stood there before is untouched.\n"))
    let count = try palaestra.episodes().count
    #expect(count > 3)
    try palaestra.recordPoles(episodes: 1)
    #expect(try palaestra.episodes().count == count + 1)
  }

  @Test func onlyOneProgramWritesAtATime() throws {
    let running = try palaestra.startOnDatasets(
      "record", "CartPole-v1", "--policy", "random", "--out", "poles/test-v0", "--episodes", "100000000")
    try running.wait { try recordedCount() > 0 }
    let outcome = try palaestra.onDatasets(
      "record", "CartPole-v1", "--policy", "random", "--out", "poles/test-v0", "--episodes", "1")
    running.interrupt()
    #expect(outcome.status == 1)
    #expect(
      outcome.complaint.hasSuffix("main_data.hdf5 is being written by another program; wait until it is done.\n"))
    _ = try running.finish(by: SIGINT)
  }
}
