import Foundation
import Testing

@testable import Command

@Suite struct ExplanationTests {
  @Test func anAgentIsExplained() throws {
    let outcome = try Palaestra()("agents", "dqn")
    #expect(outcome.status == 0 && outcome.complaint.isEmpty)
    let lines = outcome.lines
    #expect(lines.first == "dqn: Deep Q-learning with a replay and a target network (Mnih et al. 2015)")
    #expect(lines.contains("  batchSize = 32"))
    #expect(lines.contains("      How many transitions an update learns from. Range: from 1 to 65536."))
    #expect(lines.contains { $0.hasPrefix("      In presets: ") })
    #expect(lines.contains { $0.hasPrefix("  BipedalWalker-v3 (actionBins=3): ") && $0.contains(" steps in ") })
    #expect(lines.allSatisfy { $0.count <= 80 })
  }

  @Test func anEnvironmentIsExplained() throws {
    let outcome = try Palaestra()("envs", "CartPole-v1", "FrozenLake-v1")
    #expect(outcome.status == 0 && outcome.complaint.isEmpty)
    #expect(outcome.lines.contains("  gravity = 9.8"))
    #expect(outcome.lines.contains("      Acceleration of gravity, in m/s². Range: from -1e9 to 1e9."))
    #expect(outcome.lines.contains("FrozenLake-v1: Cross a slippery lake of 4 by 4 tiles without falling in."))
    #expect(outcome.lines.allSatisfy { $0.count <= 80 })
  }

  @Test(arguments: ["20", "40", "57", "200"])
  func linesFitTheTerminal(columns: String) throws {
    for arguments in [["agents", "clm", "q-learning"], ["envs", "CarRacing-v3", "FrozenLake-v1"]] {
      let outcome = try Palaestra().run(arguments, environment: ["COLUMNS": columns])
      #expect(outcome.lines.allSatisfy { $0.count <= Int(columns) ?? 0 })
    }
  }

  @Test func theExplanationsAreInJSONToo() throws {
    for arguments in [["agents", "dqn", "--json"], ["envs", "CartPole-v1", "--json"]] {
      let output = try Palaestra().run(arguments).output
      let entries = try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [[String: Any]])
      #expect(entries.count == 1)
      let explanations = try #require(entries[0]["explanations"] as? [[String: Any]])
      #expect(!explanations.isEmpty)
      for explanation in explanations {
        #expect(Set(explanation.keys) == ["name", "default_value", "meaning", "range", "presets"])
      }
    }
  }

  @Test func uniformBoundsAreWrittenOnce() throws {
    let output = try Palaestra()("envs", "CarRacing-v3", "--json").output
    #expect(output.contains(#""low":0,"#) && output.contains(#""high":255,"#))
    #expect(output.utf8.count < 10_000)
  }

  @Test func aParagraphIsBrokenBetweenWordsAndWithinThoseThatAreTooLong() {
    #expect(Paragraph.lines("one two three", columns: 9, margin: 2) == ["  one two", "  three"])
    #expect(Paragraph.lines("abcdefgh ij", columns: 5) == ["abcde", "fgh", "ij"])
    #expect(Paragraph.lines("", columns: 5).isEmpty)
    for columns in 1...60 {
      #expect(
        Paragraph.lines("How wide a line is: from 1 to 2^53", columns: columns, margin: 6).allSatisfy {
          $0.count <= columns
        })
    }
  }

  @Test(arguments: [
    ("100k", 100_000), ("1e6", 1_000_000), ("2.5M", 2_500_000), ("1.1M", 1_100_000), ("2G", 2_000_000_000),
    ("7", 7), ("1E+2", 100), ("0.5K", 500),
  ])
  func aCountMayBeWrittenShort(text: String, count: Int) throws {
    #expect(try Number.count(text) == count)
  }

  @Test func everyOptionSaysItsDefault() throws {
    for command in ["train", "eval", "watch", "play", "record", "rollout", "bench"] {
      let help = try Palaestra()("help", command).output.split(separator: "OPTIONS:\n").last ?? ""
      let options = help.split(separator: /\n(?=  -)/).map {
        $0.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      }
      for option in options where option.hasPrefix("--") && option.contains("<") {
        let isRequired = ["--policy", "--out <dataset>", "--actions"].contains { option.hasPrefix($0) }
        #expect(isRequired || option.contains("(default: "), "\(command) \(option)")
      }
    }
  }
}
