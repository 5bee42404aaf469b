import Environments
import Foundation
import Simulation
import Testing

/// The dynamics of the toy tasks as a whole: every transition, every map, every mask.
@Suite("Tables of the toy tasks")
struct TransitionTableTests {
  @Test(arguments: try GoldenTable.load())
  func everyTransitionIsGymnasiums(golden: GoldenTable) throws {
    let overrides = ConfigurationOverrides(golden.settings)
    let table =
      switch golden.id {
      case "FrozenLake-v1": try FrozenLake(overrides.applied(to: .init())).transitions
      case "CliffWalking-v1": try CliffWalking(overrides.applied(to: .init())).transitions
      default: try Taxi(overrides.applied(to: .init())).transitions
      }
    #expect(table.stateCount == golden.states)
    #expect(Checksum(table.initialProbabilities.map(\.bitPattern)).text == golden.initial)
    #expect((0..<table.actionCount).map { Checksum(words(of: table, action: $0)).text } == golden.actions)
  }

  private func words(of table: TransitionTable, action: Int) -> [UInt64] {
    (0..<table.stateCount).flatMap { state in
      table.outcomes(state: state, action: action).flatMap { outcome in
        [
          outcome.probability.bitPattern, UInt64(outcome.state), outcome.reward.bitPattern,
          outcome.terminates ? 1 : 0,
        ]
      }
    }
  }

  @Test func everyActionMaskIsGymnasiums() throws {
    let masks = try JSONDecoder().decode([String].self, from: Data(contentsOf: Golden.url("masks.json")))
    let ours = (0..<500).map { state in
      (0..<6).map { Taxi.Situation(state: state).changes(by: $0) ? "1" : "0" }.joined()
    }
    #expect(ours == masks)
  }

  /// An action that the mask forbids changes nothing, and one that it allows does.
  @Test func theMaskTellsWhichActionsChangeTheSituation() {
    let taxi = Taxi()
    for state in 0..<500 {
      for action in 0..<6 {
        let isAllowed = Taxi.Situation(state: state).changes(by: action)
        #expect((taxi.transitions.outcomes(state: state, action: action).first?.state != state) == isAllowed)
      }
    }
  }

  @Test func statesAndSituationsAreTwoNamesOfOneThing() {
    #expect((0..<500).map { Taxi.Situation(state: $0).state } == Array(0..<500))
  }

  @Test(arguments: try GoldenMap.load())
  func aRandomMapIsGymnasiums(golden: GoldenMap) throws {
    let map = try FrozenLakeMap.random(size: golden.size, frozenProbability: golden.frozen, seed: golden.seed)
    #expect(map.tiles == golden.rows.joined().compactMap { FrozenLakeMap.Tile(rawValue: $0) })
    #expect((map.rows, map.columns) == (golden.size, golden.size))
    #expect(try FrozenLakeMap(text: map.description) == map)
  }

  @Test func aMapIsReadFromItsRowsAndWrittenAsThem() throws {
    let map = try FrozenLakeMap(text: "SFF/HFG")
    #expect(map.rows == 2 && map.columns == 3)
    #expect(map.tiles == [.start, .frozen, .frozen, .hole, .frozen, .goal])
    #expect(map.description == "SFF/HFG")
    #expect(try FrozenLakeMap(text: "4x4") == .fourByFour)
    #expect(try FrozenLakeMap(text: "8x8") == .eightByEight)
  }
}

/// FNV-1a with words of 64 bits in the place of bytes.
private struct Checksum {
  let text: String

  init(_ words: [UInt64]) {
    let value = words.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ $1) &* 0x100_0000_01b3 }
    let digits = String(value, radix: 16)
    text = String(repeating: "0", count: 16 - digits.count) + digits
  }
}

/// The checksums of a transition table of Gymnasium.
struct GoldenTable: Decodable, CustomTestStringConvertible {
  let id: String
  let settings: [String: String]
  let states: Int
  let initial: String
  /// One checksum per action.
  let actions: [String]

  var testDescription: String { "\(id) \(settings)" }

  static func load() throws -> [GoldenTable] {
    try JSONDecoder().decode([GoldenTable].self, from: Data(contentsOf: Golden.url("tables.json")))
  }
}

/// A random map of Gymnasium.
struct GoldenMap: Decodable, CustomTestStringConvertible {
  let size: Int
  let frozen: Double
  let seed: UInt64
  let rows: [String]

  var testDescription: String { "\(size) \(frozen) \(seed)" }

  static func load() throws -> [GoldenMap] {
    try JSONDecoder().decode([GoldenMap].self, from: Data(contentsOf: Golden.url("maps.json")))
  }
}
