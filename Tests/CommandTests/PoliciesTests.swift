import Foundation
import TestTraits
import Testing

/// The trained policies that travel with the program.
@Suite("Bundled policies", .mayHang()) struct PoliciesTests {
  private let palaestra: Palaestra

  init() throws { palaestra = try Palaestra() }

  fileprivate struct Line: Decodable {
    let env: String
    let agent: String
    let episodes: Int
    let meanReturn: Double
    let stdReturn: Double
    let bytes: Int
  }

  private static var decoder: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return decoder
  }

  private func lines(_ arguments: String...) throws -> [Line] {
    let outcome = try palaestra.run(["policies", "--json"] + arguments)
    return try Self.decoder.decode([Line].self, from: Data(outcome.output.utf8))
  }

  @Test("are listed with their cards, and are small") func list() throws {
    let lines = try lines()
    #expect(lines.map(\.env).contains("LunarLander-v3") && lines.count >= 6)
    #expect(lines.allSatisfy { $0.episodes == 1000 })
    #expect(lines.reduce(0) { $0 + $1.bytes } < 3 << 20)
    #expect(try self.lines("CartPole-v1").map(\.agent) == ["ppo"])
    let table = try palaestra("policies", "CartPole-v1").output
    #expect(table.hasPrefix("task ") && table.contains("CartPole-v1") && table.contains(" KiB"))
  }

  @Test("do what their cards say") func cards() throws {
    for line in try lines() {
      let outcome = try palaestra("eval", line.env, "--policy", "bundled", "--episodes", "12", "--json")
      let found = try Self.decoder.decode(Line.Found.self, from: Data(outcome.output.utf8))
      #expect(found.meanReturn > line.meanReturn - 2 * line.stdReturn - 1, "\(line.env)")
    }
  }

  @Test("are watched unless another one is named, and else the script") func watching() throws {
    #expect(try palaestra("watch", "CartPole-v1", "--record", "a.png", "--steps", "2").status == 0)
    let changed = try palaestra(
      "watch", "CartPole-v1", "--env-set", "gravity=1.6", "--record", "b.png", "--steps", "2")
    #expect(changed.status == 0)
  }

  @Test("are missing for most tasks, which is said") func missing() throws {
    for arguments in [["policies", "Taxi-v4"], ["eval", "Taxi-v4", "--policy", "bundled"]] {
      let outcome = try palaestra.run(arguments)
      #expect(outcome.status == 2)
      #expect(
        outcome.complaint.hasPrefix(
          "Error: No trained policy for Taxi-v4 travels with the program. There is one for: CartPole-v1, "))
    }
  }
}

extension PoliciesTests.Line {
  fileprivate struct Found: Decodable {
    let meanReturn: Double
  }
}
