import Foundation
import Testing

/// The commands for games of several seats.
@Suite struct GamesTests {
  private let palaestra: Palaestra

  init() throws { palaestra = try Palaestra() }

  @Test(arguments: [
    ("TicTacToe-v0", "4", [], [1, 9, 72, 504, 3024]), ("Reversi-v0", "4", [], [1, 4, 12, 56, 244]),
    ("FourInARow-v0", "4", ["--distinct"], [1, 7, 49, 238, 1120]), ("Go-v0", "0", [], [1]),
  ])
  func perftCounts(game: String, depth: String, more: [String], counts: [Int]) throws {
    let outcome = try palaestra.run(["perft", game, "--depth", depth, "--json"] + more)
    #expect(outcome.status == 0, "\(outcome.complaint)")
    let object = try #require(try outcome.objects.first)
    #expect(object["game"] as? String == game)
    #expect(object["depth"] as? Int == Int(depth))
    #expect(object["counts"] as? [Int] == counts)
  }

  @Test func aMatchHasAScoreForEitherSeat() throws {
    let arguments = [
      "match", "TicTacToe-v0", "--first", "perfect", "--second", "random", "--games", "40", "--seed", "3", "--json",
    ]
    let object = try #require(try palaestra.run(arguments).objects.first)
    #expect(Set(object.keys) == ["game", "games", "first", "seconds"])
    #expect(object["games"] as? Int == 40)
    let scores = try #require(object["first"] as? [String: [String: Int]])
    for seat in ["as_first", "as_second"] {
      let score = try #require(scores[seat])
      #expect(Set(score.keys) == ["wins", "draws", "losses"])
      #expect(score.values.reduce(0, +) == 20)
      #expect(score["losses"] == 0, "perfect play of tic-tac-toe never loses")
    }
    let again = try #require(try palaestra.run(arguments).objects.first)
    #expect(again["first"] as? [String: [String: Int]] == scores)
  }

  @Test func aTournamentRatesAllPolicies() throws {
    let outcome = try palaestra(
      "tournament", "TicTacToe-v0", "random", "mcts:50", "perfect", "--games", "20", "--json")
    #expect(outcome.status == 0, "\(outcome.complaint)")
    let rows = try #require(try outcome.objects.first?["policies"] as? [[String: Any]])
    #expect(rows.map { $0["policy"] as? String } == ["random", "mcts:50", "perfect"])
    let ratings = rows.compactMap { $0["elo"] as? Double }
    #expect(ratings[0] == 0 && ratings[1] > 100 && ratings[2] > 100)
  }

  /// An agent trained at a single seat plays at both.
  @Test func aTrainedAgentPlaysAMatch() throws {
    let trained = try palaestra(
      "train", "TicTacToe-v0", "--agent", "ppo", "--steps", "2000", "--eval-every", "0", "--out", "run")
    #expect(trained.status == 0, "\(trained.complaint)")
    let outcome = try palaestra(
      "match", "TicTacToe-v0", "--first", "run", "--second", "random", "--games", "10", "--json")
    #expect(outcome.status == 0, "\(outcome.complaint)")
    #expect(try outcome.objects.first?["games"] as? Int == 10)
  }

  @Test(arguments: [
    (
      ["match", "CartPole-v1", "--first", "random", "--second", "random"], "CartPole-v1 is no game of several seats"
    ),
    (["match", "Go-v0", "--first", "mcts", "--second", "random"], "such as mcts:1000, not 'mcts'"),
    (["match", "Go-v0", "--first", "mcts:0", "--second", "random"], "such as mcts:1000, not 'mcts:0'"),
    (["match", "Go-v0", "--first", "human", "--second", "random"], "`palaestra play Go-v0`"),
    (["tournament", "Go-v0", "random"], "two policies or more"),
    (["play", "Go-v0", "--seat", "3"], "a seat is 1 or 2"),
    (["perft", "Go-v0", "--depth", "9999"], "choose 1000 or less"),
  ])
  func wrongUseIsExplained(arguments: [String], sentence: String) throws {
    let outcome = try palaestra.run(arguments)
    #expect(outcome.status == 2)
    #expect(outcome.complaint.contains(sentence), "\(outcome.complaint)")
  }
}
