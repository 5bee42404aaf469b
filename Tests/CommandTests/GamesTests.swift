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

  /// A network that plays against itself plays a match with its search, and an evaluation without.
  @Test func aGameIsLearnedBySelfPlay() throws {
    let trained = try palaestra(
      "train", "TicTacToe-v0", "--agent", "alphazero", "--steps", "2", "--eval-every", "0", "--out", "run", "--set",
      "games=4", "--set", "batchSize=8", "--set", "simulations=4")
    #expect(trained.status == 0, "\(trained.complaint)")
    let match = try palaestra(
      "match", "TicTacToe-v0", "--first", "run", "--second", "random", "--games", "2", "--json")
    #expect(try match.objects.first?["games"] as? Int == 2, "\(match.complaint)")
    let evaluation = try palaestra("eval", "TicTacToe-v0", "--policy", "run", "--episodes", "2", "--json")
    #expect(try evaluation.objects.first?["episodes"] as? Int == 2, "\(evaluation.complaint)")
  }

  /// A search acts in any world: in an evaluation, on the screen and in a dataset.
  @Test func aSearchActsWithoutTraining() throws {
    let evaluation = try palaestra("eval", "CliffWalking-v1", "--policy", "mcts:20", "--episodes", "1", "--json")
    #expect(try evaluation.objects.first?["mean_return"] as? Double == -13, "\(evaluation.complaint)")
    let recorded = try palaestra(
      "record", "CartPole-v1", "--policy", "mcts:2:20", "--out", "poles-v0", "--episodes", "1")
    #expect(recorded.status == 0, "\(recorded.complaint)")
    let picture = try palaestra(
      "watch", "CartPole-v1", "--policy", "mcts:2", "--record", "pole.png", "--steps", "3")
    #expect(picture.status == 0, "\(picture.complaint)")
  }

  @Test(arguments: [
    (["eval", "Pendulum-v1", "--policy", "mcts:10:x"], "such as mcts:1000, not 'mcts:10:x'"),
    (["match", "FourInARow-v0", "--first", "perfect", "--second", "random"], "board of at most 30 squares"),
    (["match", "TicTacToe-v0", "--first", "mcts:10:3", "--second", "random"], "name it mcts:10"),
    (["train", "CartPole-v1", "--agent", "dagger", "--expert", "mcts:10"], "in eval, watch and record"),
    (["train", "CartPole-v1", "--agent", "alphazero"], "CartPole-v1 is none"),
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
