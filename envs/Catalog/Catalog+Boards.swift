import Simulation

extension Catalog {
  /// Games of two seats on boards.
  static let boards = [
    board(
      "TicTacToe-v0", TicTacToe.self, summary: "Put three in a row before the other does.",
      keys: { _ in KeyMap(numbered(9, "square"), idle: .waits) }),
    board(
      "FourInARow-v0", FourInARow.self, summary: "Drop stones into columns and put four in a row.",
      keys: { KeyMap(numbered($0.columns, "column"), idle: .waits) }),
    board(
      "Reversi-v0", Reversi.self, summary: "Enclose the other's discs to turn them.",
      keys: { .squares(rows: $0.size, columns: $0.size, more: []) }),
    board(
      "Go-v0", Go.self, summary: "Surround more of the board than the other does.",
      keys: {
        .squares(
          rows: $0.size, columns: $0.size, more: [KeyBinding("p", Double($0.size * $0.size), "pass")])
      }),
  ]

  private static func board<Contest: BoardGame>(
    _ id: String, _ game: Contest.Type, summary: String,
    keys: @escaping @Sendable (Contest.Configuration) -> KeyMap
  ) -> CatalogEntry {
    CatalogEntry(
      id, SingleSeatConfiguration<Contest.Configuration>(), summary: summary, timeLimit: nil, rewardThreshold: nil,
      framesPerSecond: 2
    ) { terms, configuration in
      ConfiguredTask(terms, game, configuration, keys: keys(configuration.game))
    }
  }
}
