import Simulation

/// A game of the catalogue, beside the world that one seat of it is.
public struct SeatedGame: Sendable {
  /// The first position.
  public let start: any Game
  let makeStage: @Sendable (RowChange?, any Player) -> any Stage
}

extension ConfiguredTask {
  /// Erases a game on a board: one seat of it as a world, and the game itself.
  init<Contest: BoardGame>(
    _ terms: TaskTerms, _ game: Contest.Type, _ configuration: SingleSeatConfiguration<Contest.Configuration>,
    keys: KeyMap
  ) {
    self.init(terms, SingleSeat<Contest>.self, configuration, drawing: .own, keys: keys)
    self.game = SeatedGame(start: Contest(configuration.game)) { [id = terms.id] change, opponent in
      var world = SingleSeat<Contest>(configuration)
      world.opponent = opponent
      return TaskStage(
        id, TimeLimit(LevelChoice(world, by: nil, from: nil), steps: .max), drawing: .own, posing: nil,
        changedBy: change)
    }
  }
}
