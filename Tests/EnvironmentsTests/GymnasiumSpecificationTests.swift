import Environments
import Foundation
import Simulation
import Testing

/// What Palaestra tells Gymnasium of its tasks, held against what Gymnasium says itself.
@Suite("Gymnasium's specification of a task")
struct GymnasiumSpecificationTests {
  private func cases() throws -> [GoldenSpecification] {
    let url = try #require(Bundle.module.url(forResource: "Golden/specifications", withExtension: "json"))
    let golden = try JSONSerialization.jsonObject(with: Data(contentsOf: url))
    return try #require(golden as? [[String: Any]]).map { try GoldenSpecification($0) }
  }

  @Test("is the one that Gymnasium has, with the same arguments")
  func golden() throws {
    for golden in try cases() {
      let text = try Catalog.standard.entry(golden.id).gymnasiumSpecification(
        ConfigurationOverrides(golden.overrides))
      let ours = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
      #expect(NSDictionary(dictionary: ours) == golden.specification, "\(golden.id) \(golden.overrides): \(text)")
    }
  }

  @Test("spells out the tiles of a lake that has no name there", arguments: ["random:5:0.8:3", "SFFG"])
  func lake(text: String) throws {
    let specification = try Catalog.standard.entry("FrozenLake-v1").gymnasiumSpecification(
      ConfigurationOverrides(["map": text]))
    let parsed = try #require(
      try JSONSerialization.jsonObject(with: Data(specification.utf8)) as? [String: Any])
    let keywords = try #require(parsed["kwargs"] as? [String: Any])
    let rows = try #require(keywords["desc"] as? [String])
    #expect(try FrozenLakeMap(rows: rows).tiles == FrozenLakeMap(text: text).tiles)
    #expect(keywords["map_name"] as? String == "4x4" && !(parsed["entry_point"] is NSNull))
  }

  @Test("has its entry point where a change changes nothing")
  func unchanged() throws {
    let text = try Catalog.standard.entry("CartPole-v1").gymnasiumSpecification(
      ConfigurationOverrides(["gravity": "9.80"]))
    #expect(text == (try Catalog.standard.entry("CartPole-v1").gymnasiumSpecification()))
  }

  @Test(
    "has no entry point where Gymnasium cannot make the task",
    arguments: [
      ("CartPoleBox2D-v0", [:]), ("CarRacingFeatures-v0", [:]), ("CartPole-v1", ["gravity": "1.6"]),
      ("LunarLander-v3", ["continuous": "true", "nothing": "1"]),
    ])
  func own(id: String, overrides: [String: String]) throws {
    let text = try Catalog.standard.entry(id).gymnasiumSpecification(ConfigurationOverrides(overrides))
    #expect(text.hasPrefix("{\"id\": \"\(id)\", \"entry_point\": null, "))
  }
}

private struct GoldenSpecification {
  let id: String
  let overrides: [String: String]
  let specification: NSDictionary

  init(_ entry: [String: Any]) throws {
    id = try #require(entry["id"] as? String)
    overrides = try #require(entry["overrides"] as? [String: String])
    specification = NSDictionary(dictionary: try #require(entry["specification"] as? [String: Any]))
  }
}
