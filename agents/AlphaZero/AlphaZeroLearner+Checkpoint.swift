import Files
import Simulation
import Training

extension AlphaZeroLearner {
  /// Exchanges the network, the optimizer's state, the replay, and the games as they stand.
  public mutating func exchange(with scope: inout CheckpointScope) throws {
    try scope.version(1)
    try scope.exchange("updates", count: &updateCount)
    try scope.exchange("parameters", &parameters)
    try scope.exchange("optimizer", &optimizer)
    try scope.exchange("statistics", json: &statistics)
    try scope.exchange("strength", json: &strength)
    try scope.exchange("replay", &replay)
    for index in groups.indices { try scope.exchange("group\(index)", &groups[index]) }
  }
}

extension SelfPlay: Checkpointable {
  /// Exchanges the moves of each game and what was searched; the positions follow from them.
  mutating func exchange(with scope: inout CheckpointScope) throws {
    let moveCount = start.moveCount
    var lengths = games.map(\.moves.count)
    var moves = games.flatMap(\.moves)
    var policies = games.flatMap { $0.searched.flatMap(\.position.policy) }
    var values = games.flatMap { $0.searched.map(\.position.value) }
    try scope.exchange("generator", json: &generator)
    try scope.exchange("lengths", &lengths, shape: [games.count], in: 0..<Int.max)
    try scope.exchange("moves", growing: &moves)
    try scope.exchange("values", growing: &values)
    try scope.exchange("policies", &policies, shape: [values.count, moveCount])
    guard scope.isReading else { return }
    guard Untrusted.sum(lengths, atMost: moves.count) == moves.count, values.count == moves.count else {
      throw CheckpointError("Its '\(scope.path("lengths"))' are not those of its moves.")
    }
    var next = 0
    for index in games.indices {
      games[index] = SelfPlayedGame(from: start)
      for _ in 0..<lengths[index] {
        guard games[index].position.isLegal(moves[next]) else {
          throw CheckpointError("Its '\(scope.path("moves"))' hold one that is not legal, \(moves[next]).")
        }
        games[index].play(
          moves[next], afterSearching: Array(policies[next * moveCount..<(next + 1) * moveCount]), values[next])
        next += 1
      }
      guard !games[index].position.isOver else {
        throw CheckpointError("Its '\(scope.path("moves"))' hold a game that is over.")
      }
    }
  }
}
