import Foundation
import TestSupport
import Testing

@Suite struct DatasetsTests {
  private let palaestra: Palaestra

  init() throws {
    palaestra = try Palaestra()
    try palaestra.recordPoles(episodes: 5)
  }

  @Test func theyAreListed() throws {
    try palaestra.recordPoles("more-v1", episodes: 1)
    let lines = try palaestra.onDatasets("datasets", "list").lines
    #expect(lines.count == 6 && lines[0].hasPrefix("more-v1            1 episode  "))
    #expect(lines[1].hasPrefix("poles/test-v0      5 episodes  ") && lines[1].hasSuffix("  CartPole-v1"))
    let json = try palaestra.onDatasets("datasets", "list", "--json").output
    let listing = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]])
    #expect(listing.prefix(2).map { $0["id"] as? String } == ["more-v1", "poles/test-v0"])
    #expect(listing.map { $0["episodes"] as? Int } == [1, 5, 20, 20, 20, 20])
  }

  @Test func thoseOfTheProgramAreReadByTheirNames() throws {
    let outcome = try palaestra.onDatasets("eval", "CartPole-v1", "--policy", "bundled/poles-v0#3")
    #expect(outcome.status == 0 && outcome.output.contains("500"), "\(outcome.complaint)")
  }

  @Test func oneIsShown() throws {
    let lines = try palaestra.onDatasets("datasets", "show", "poles/test-v0").lines
    #expect(lines[0] == "poles/test-v0  (Minari 0.5.4)")
    #expect(lines[1] == "  environment CartPole-v1" && lines[3] == "  action      Discrete(2)")
    #expect(lines[4] == "  episodes    5, 5 of them terminated")
    let description = try palaestra.description()
    #expect(description["total_episodes"] as? Int == 5 && description["algorithm"] as? String == "random")
  }

  @Test func theyAreMerged() throws {
    try palaestra.recordPoles("more-v1", episodes: 2, "--seed", "40")
    let outcome = try palaestra.onDatasets("datasets", "merge", "more-v1", "poles/test-v0", "--out", "./all-v0")
    #expect(outcome.status == 0 && outcome.complaint.hasPrefix("./all-v0 has 7 episodes of "))
    let seeds = try palaestra.episodes(of: "./all-v0").map { $0["seed"] as? Int }
    #expect(seeds == [40, 41, 0, 1, 2, 3, 4])
  }

  @Test func theyAreSplit() throws {
    let outcome = try palaestra.onDatasets(
      "datasets", "split", "poles/test-v0", "train-v0", "test-v0", "--fraction", "0.6", "--shuffle", "--seed", "3")
    #expect(outcome.status == 0, "\(outcome.complaint)")
    let parts = try ["train-v0", "test-v0"].map { try palaestra.episodes(of: $0).compactMap { $0["seed"] as? Int } }
    #expect(parts.map(\.count) == [3, 2] && Set(parts.joined()) == Set(0..<5))
  }

  @Test func theyAreFiltered() throws {
    let outcome = try palaestra.onDatasets(
      "datasets", "filter", "poles/test-v0", "--episodes", "0,2-3", "--terminated", "--min-return", "1", "--out",
      "some-v0")
    #expect(outcome.status == 0, "\(outcome.complaint)")
    #expect(try palaestra.episodes(of: "some-v0").map { $0["seed"] as? Int } == [0, 2, 3])
  }

  @Test func trainingTakesThemAndTheRunRemembers() throws {
    let arguments = [
      "train", "CartPole-v1", "--agent", "bc", "--steps", "200", "--eval-every", "0", "--out", "run",
      "--demonstrations", "poles/test-v0", "--demonstrations", "./datasets/poles/test-v0", "--quiet",
    ]
    let datasets = ["MINARI_DATASETS_PATH": palaestra.folder.file("datasets").path]
    #expect(try palaestra.run(arguments, environment: datasets).status == 0)
    let config = try JSONSerialization.jsonObject(with: Data(contentsOf: palaestra.folder.file("run/config.json")))
    // A path is stored so that it leads there from any folder.
    let stored = try #require((config as? [String: Any])?["demonstrations"] as? [String])
    #expect(stored.first == "poles/test-v0")
    #expect(stored.last?.hasPrefix("/") == true && stored.last?.hasSuffix("datasets/poles/test-v0") == true)
    let resumed = try palaestra.onDatasets("train", "CartPole-v1", "--resume", "run", "--steps", "400", "--quiet")
    #expect(resumed.status == 0, "\(resumed.complaint)")
    try FileManager.default.removeItem(at: palaestra.folder.file("datasets"))
    let lost = try palaestra.onDatasets("train", "CartPole-v1", "--resume", "run", "--steps", "600", "--quiet")
    #expect(lost.status == 2 && lost.complaint.hasPrefix("Error: There is no dataset 'poles/test-v0' in "))
  }

  private static let wrongUses: [([String], Int32, String)] = [
    (
      ["datasets", "lst"], 2, "There is no command 'datasets lst'. Did you mean 'list'? Known: list, show, merge, "
    ),
    (["datasets", "show", "pole/test-v0"], 2, "There is no dataset 'pole/test-v0' in "),
    (["datasets", "show", "./none-v0"], 2, "There is no dataset in the folder ./none-v0."),
    (["datasets", "merge", "poles/test-v0", "--out", "poles/test-v0"], 1, ""),
    (
      ["datasets", "split", "poles/test-v0", "a-v0", "b-v0"], 2,
      "Say how to split: --count or --fraction, one of them."
    ),
    (
      ["datasets", "split", "poles/test-v0", "a-v0", "b-v0", "--fraction", "1"], 2,
      "The value '1' is invalid for '--fraction <share>': it must be a number between 0 and 1."
    ),
    (
      ["datasets", "filter", "poles/test-v0", "--out", "a-v0", "--episodes", "3-1"], 2,
      "The value '3-1' is invalid for '--episodes <list>': it must be a list of numbers and ranges, such as 0,2,5-9."
    ),
    (
      ["datasets", "filter", "poles/test-v0", "--out", "some"], 2,
      "'some' is no id of a dataset: it must end with a version, such as some-v0."
    ),
    (
      ["record", "Acrobot-v1", "--policy", "random", "--out", "p/test-v0"], 2,
      "'p/test-v0' is no id of a dataset: write name-v0 or namespace/name-v0 of letters, digits, '-' and '_', or the "
    ),
    (["record", "Acrobot-v1", "--policy", "random", "--out", "poles/test-v0"], 1, ""),
    (
      ["record", "CartPole-v1", "--policy", "random", "--out", "bundled/poles-v0"], 2,
      "Nothing is written into bundled/, which travels with the program; choose another id."
    ),
    (["record", "CartPole-v1", "--policy", "random", "--out", "poles/test-v0", "--env-set", "gravity=1"], 1, ""),
    (
      ["record", "CartPole-v1", "--policy", "random", "--out", "x-v0", "--steps", "9", "--episodes", "9"], 2,
      "Give --episodes or --steps, not both."
    ),
    (
      ["record", "CartPole-v1", "--policy", "poles/test-v0#1", "--out", "x-v0"], 2,
      "poles/test-v0#1 is recorded already; copy episodes with `palaestra datasets filter`."
    ),
    (
      ["eval", "CartPole-v1", "--policy", "poles/test-v0#5"], 2,
      "poles/test-v0 has no episode 5: its 5 are numbered from 0."
    ),
    (
      ["eval", "CartPole-v1", "--policy", "poles/test-v0#1", "--episodes", "2"], 2,
      "poles/test-v0#1 is one episode, of seed 1; leave out --episodes and --seed."
    ),
    (
      ["eval", "CartPole-v1", "--policy", "poles/test-v0#1", "--env-set", "gravity=2"], 2,
      "poles/test-v0 was recorded with no --env-set; play it with the same."
    ),
    (
      ["eval", "Acrobot-v1", "--policy", "poles/test-v0#1"], 1,
      "poles/test-v0 was recorded in CartPole-v1, not in Acrobot-v1."
    ),
    (
      ["train", "Acrobot-v1", "--agent", "bc", "--demonstrations", "poles/test-v0"], 1,
      "poles/test-v0 was recorded in CartPole-v1, not in Acrobot-v1."
    ),
    (
      ["train", "CartPole-v1", "--agent", "bc", "--demonstrations", "poles/tst-v0"], 2,
      "There is no dataset 'poles/tst-v0' in "
    ),
    (
      ["train", "CartPole-v1", "--agent", "dqn", "--demonstrations", "poles/test-v0"], 2,
      "dqn imitates nobody; leave --demonstrations away."
    ),
  ]

  @Test(arguments: wrongUses)
  func wrongUseIsExplained(arguments: [String], status: Int32, sentence: String) throws {
    let before = try palaestra.description()
    let outcome = try palaestra.run(
      arguments, environment: ["MINARI_DATASETS_PATH": palaestra.folder.file("datasets").path])
    #expect(outcome.status == status && outcome.output.isEmpty)
    #expect(outcome.complaint.hasPrefix("Error: \(sentence)"), "\(outcome.complaint)")
    if sentence.hasPrefix("There is no dataset 'pole") {
      #expect(
        outcome.complaint.contains(". Did you mean 'poles/test-v0'? ")
          || outcome.complaint.contains("datasets. Did"))
    }
    if status == 1 { #expect(outcome.complaint.split(separator: "\n").count == 1) }
    #expect(try palaestra.folder.names() == ["datasets"] && palaestra.folder.names(in: "datasets") == ["poles"])
    #expect(NSDictionary(dictionary: try palaestra.description()) == NSDictionary(dictionary: before))
  }

  @Test func anEpisodeIsPlayedInTheWorldThatItWasRecordedIn() throws {
    let recording = try palaestra.onDatasets(
      "record", "CartPole-v1", "--policy", "random", "--out", "moon-v0", "--episodes", "2", "--env-set",
      "gravity=1.6")
    try #require(recording.status == 0, "\(recording.complaint)")
    let replay = try palaestra.onDatasets("eval", "CartPole-v1", "--policy", "moon-v0#1", "--json")
    #expect(replay.status == 0 && replay.complaint.hasPrefix("With the dataset's --env-set gravity=1.6.\n"))
    let recorded = try palaestra.episodes(of: "moon-v0")[1]["return"] as? Double
    #expect(try recorded != nil && replay.objects[0]["mean_return"] as? Double == recorded)
  }

  @Test func anotherTaskIsNotAppended() throws {
    let outcome = try palaestra.onDatasets(
      "record", "CartPole-v1", "--policy", "random", "--out", "poles/test-v0", "--env-set", "gravity=1.6")
    #expect(outcome.complaint.contains(" holds episodes of CartPole-v1, observing Box("))
    #expect(outcome.complaint.contains("; what is to be appended is of CartPole-v1 gravity=1.6, observing Box("))
  }
}
