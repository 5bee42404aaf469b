import Foundation
import Safetensors
import Testing

/// Text from files is data: nothing of it steers the terminal.
@Suite struct HostileTextTests {
  /// What a file may hold: a title, a cleared screen, a new line, DELETE, C1, and a turn of the direction.
  private static let text = "\u{1B}]0;P\u{7}\u{1B}[2J\r\nError: none\u{7F}\u{9B}2J\u{202E}\u{2028}"
  private static let visible =
    "\\u{1B}]0;P\\u{7}\\u{1B}[2J\\u{D}\\u{A}Error: none\\u{7F}\\u{9B}2J\\u{202E}\\u{2028}"

  private let palaestra: Palaestra

  init() throws {
    palaestra = try Palaestra()
    try palaestra.copyTrainedLake()
  }

  private func expectNothingSteers(_ outcome: Outcome) {
    for text in [outcome.output, outcome.complaint] {
      #expect(
        text.unicodeScalars.allSatisfy { scalar in
          scalar == "\n"
            || scalar.properties.generalCategory != .control && scalar != "\u{202E}" && scalar != "\u{2028}"
        }, "\(text.debugDescription)")
    }
  }

  @Test func aPolicysEnvironment() throws {
    let url = palaestra.folder.file("p.safetensors")
    try SafetensorsWriter(metadata: ["environment": Self.text]).write(to: url)
    let outcome = try palaestra("eval", "FrozenLake-v1", "--policy", "p.safetensors")
    #expect(outcome.status == 1)
    #expect(outcome.complaint == "Error: p.safetensors was trained on \(Self.visible), not on FrozenLake-v1.\n")
  }

  @Test func aRunsConfiguration() throws {
    let url = palaestra.folder.file("run/config.json")
    for name in ["environment", "agent"] {
      try palaestra.copyTrainedLake()
      var object = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any])
      object[name] = Self.text
      try JSONSerialization.data(withJSONObject: object).write(to: url)
      let outcome = try palaestra("train", "FrozenLake-v1", "--resume", "run", "--steps", "500")
      #expect(outcome.status != 0)
      #expect(outcome.complaint.contains(Self.visible), "\(outcome.complaint)")
      expectNothingSteers(outcome)
    }
  }

  @Test func theNamesOfFilesAndWordsOfTheCommandLine() throws {
    for arguments in [
      ["eval", "FrozenLake-v1", "--policy", Self.text], ["eval", Self.text, "--policy", "random"], [Self.text],
      ["eval", "FrozenLake-v1", "--policy", "random", "--episodes", Self.text],
      ["eval", "FrozenLake-v1", "--policy", "random", "--env-set", "\(Self.text)=1"],
      ["train", "FrozenLake-v1", "--resume", Self.text],
    ] {
      let outcome = try palaestra.run(arguments)
      #expect(outcome.status == 1 || outcome.status == 2 || outcome.status == 64)
      expectNothingSteers(outcome)
    }
  }

  /// JSON has ways of its own to write what is not seen, and readers get it back.
  @Test func jsonMeansTheSame() throws {
    let name = "run\u{7F}\u{9B}\u{202E}"
    try FileManager.default.moveItem(at: palaestra.folder.file("run"), to: palaestra.folder.file(name))
    let outcome = try palaestra("eval", "FrozenLake-v1", "--policy", name, "--episodes", "1", "--json")
    #expect(outcome.status == 0)
    expectNothingSteers(outcome)
    #expect(try outcome.objects.first?["policy"] as? String == name)
  }
}
