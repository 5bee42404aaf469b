import Foundation
import Testing

/// What a run knows of itself: its world, and the settings that it was begun with.
@Suite struct WorldTests {
  private let palaestra: Palaestra

  init() throws {
    palaestra = try Palaestra()
    try palaestra.copyTrainedLake()
  }

  private func eval(_ more: String...) throws -> Outcome {
    try palaestra.run(["eval", "FrozenLake-v1", "--episodes", "20", "--json", "--policy"] + more)
  }

  @Test func aRunIsEvaluatedInItsOwnWorld() throws {
    let given = try eval("run", "--env-set", "isSlippery=false")
    #expect(given.complaint.isEmpty)
    let taken = try eval("run")
    #expect(taken.complaint == "With the run's --env-set isSlippery=false.\n")
    #expect(try taken.objects[0]["mean_return"] as? Double == given.objects[0]["mean_return"] as? Double)
  }

  @Test func aPolicyFileKnowsItsWorldAnywhere() throws {
    try FileManager.default.copyItem(
      at: palaestra.folder.file("run/policy.safetensors"), to: palaestra.folder.file("elsewhere.safetensors"))
    #expect(
      try eval("elsewhere.safetensors").complaint == "With the policy's --env-set isSlippery=false.\n")
  }

  @Test func whoSaysOtherwiseIsHeard() throws {
    let outcome = try eval("run", "--env-set", "isSlippery=true")
    #expect(outcome.status == 0 && outcome.complaint.isEmpty)
    let more = try eval("run", "--env-set", "map=SFFF/FHFH/FFFH/HFFG")
    #expect(more.status == 0)
    #expect(more.complaint == "With the run's --env-set isSlippery=false.\n")
  }

  @Test func whatIsRecordedKnowsTheWorld() throws {
    let outcome = try palaestra(
      "record", "FrozenLake-v1", "--policy", "run", "--episodes", "1", "--out", "./lake-v0")
    #expect(outcome.status == 0)
    #expect(outcome.complaint.hasPrefix("With the run's --env-set isSlippery=false.\n"))
    #expect(outcome.complaint.hasSuffix("watch FrozenLake-v1 --env-set isSlippery=false --policy './lake-v0#0'\n"))
  }

  private func changeConfiguration(_ change: (inout [String: Any]) throws -> Void) throws {
    let url = palaestra.folder.file("run/config.json")
    var values = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any])
    try change(&values)
    try JSONSerialization.data(withJSONObject: values).write(to: url)
  }

  @Test func aListOfWrappersFromAFileIsHeldToWhatOneCanType() throws {
    try changeConfiguration { $0["wrappers"] = Array(repeating: "actionRepeat=1000", count: 40) }
    let outcome = try eval("run")
    #expect(outcome.status == 1)
    #expect(
      outcome.complaint
        == "Error: The wrappers of the run do not work. The wrapper actionRepeat is there twice, the second time as "
        + "actionRepeat=1000; give it once.\n")
  }

  @Test func aRunGoesOnByTheSettingsThatItHasStored() throws {
    try changeConfiguration { $0["preset"] = "a preset of yesterday" }
    let outcome = try palaestra("train", "FrozenLake-v1", "--resume", "run", "--steps", "800")
    #expect(outcome.status == 0, "\(outcome.complaint)")
  }

  @Test func storedSettingsAreReallyTaken() throws {
    try changeConfiguration { values in
      var settings = try #require(values["agentConfiguration"] as? [String: String])
      settings["discount"] = "7"
      values["agentConfiguration"] = settings
    }
    let outcome = try palaestra("train", "FrozenLake-v1", "--resume", "run", "--steps", "800")
    #expect(outcome.status == 1)
    #expect(outcome.complaint.contains("discount is 7"), "\(outcome.complaint)")
  }

  @Test func settingsOfAnotherVersionAreNamed() throws {
    try changeConfiguration { values in
      var settings = try #require(values["agentConfiguration"] as? [String: String])
      settings["patience"] = "7"
      values["agentConfiguration"] = settings
    }
    let outcome = try palaestra("train", "FrozenLake-v1", "--resume", "run", "--steps", "800")
    #expect(outcome.status == 1)
    #expect(
      outcome.complaint.hasPrefix("Error: run cannot be gone on with: its settings are not those of q-learning in ")
    )
    #expect(outcome.complaint.contains("There is no parameter 'patience'."))
  }
}
