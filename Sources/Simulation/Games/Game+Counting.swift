extension Game {
  /// Counts the sequences of moves of each length, as chess programmers' *perft* does; games that end sooner end there.
  ///
  /// - Parameter depth: The greatest length.
  /// - Returns: The counts for the lengths 0 to `depth`.
  public func sequenceCounts(depth: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: depth + 1)
    countSequences(from: 0, into: &counts)
    return counts
  }

  private func countSequences(from ply: Int, into counts: inout [Int]) {
    counts[ply] += 1
    guard ply + 1 < counts.count, !isOver else { return }
    for move in 0..<moveCount where isLegal(move) { playing(move).countSequences(from: ply + 1, into: &counts) }
  }

  /// Counts the different positions after each number of moves.
  ///
  /// - Parameter depth: The greatest number of moves.
  /// - Returns: The counts after 0 to `depth` moves.
  public func positionCounts(depth: Int) -> [Int] {
    var (counts, positions) = ([1], Set([self]))
    for _ in 0..<depth {
      var next: Set<Self> = []
      for position in positions where !position.isOver {
        for move in 0..<moveCount where position.isLegal(move) { next.insert(position.playing(move)) }
      }
      positions = next
      counts.append(positions.count)
    }
    return counts
  }
}
