import Safetensors
import Training

extension LevelTeacher: Checkpointable {
  /// Exchanges the networks with their optimizers' states, the regret samples, the diary and the curriculum.
  ///
  /// The designed levels follow from the seed.
  mutating func exchange(with scope: inout CheckpointScope) throws {
    let rows = diary.scores.count
    var state = scope.isReading ? try Self.curriculum(in: &scope) : curriculum.stored
    if !scope.isReading { try scope.exchange(Self.curriculumName, json: &state) }
    try scope.exchange("diary", json: &diary)
    guard diary.scores.count == rows else {
      throw CheckpointError("It holds no made levels for so many environments; train without --levels.")
    }
    for level in state.levels { try task.validate(level) }
    try scope.exchange("networks", &generator)
    try exchangeLessons(with: &scope)
    // The environments share the curriculum.
    scope.whenRead { [curriculum, state] in curriculum.stored = state }
  }

  private mutating func exchangeLessons(with scope: inout CheckpointScope) throws {
    var (regrets, levels) = (lessons.map(\.regret), lessons.flatMap(\.level))
    try scope.exchange("regrets", growing: &regrets)
    try scope.exchange("lessons", &levels, shape: [regrets.count, task.size])
    guard scope.isReading else { return }
    lessons = regrets.enumerated().map { row, regret in
      LevelGenerator.Lesson(level: Array(levels[row * task.size..<(row + 1) * task.size]), regret: regret)
    }
  }

  private static let curriculumName = "curriculum"

  fileprivate static func curriculum(in scope: inout CheckpointScope) throws -> LevelCurriculum.State {
    guard scope.holds(curriculumName) else {
      throw CheckpointError("It holds no made levels, only what was learned without them.")
    }
    let state = try scope.read(curriculumName, json: LevelCurriculum.State.self)
    guard state.current.count == state.ended.count, state.capacity > 0 else {
      throw CheckpointError("Its '\(scope.path(curriculumName))' is no curriculum of levels.")
    }
    return state
  }
}

extension LevelGenerator: Checkpointable {
  /// Exchanges all networks with their optimizers' states.
  public mutating func exchange(with scope: inout CheckpointScope) throws {
    try scope.exchange("gan", &gan)
    try scope.exchange("critic", &criticParameters)
    try scope.exchange("critic_optimizer", &criticOptimizer)
  }
}

extension LevelCurriculum {
  /// The generated levels that a run has kept, the oldest first.
  ///
  /// - Parameter checkpoint: The checkpoint of a run with made levels.
  /// - Throws: `CheckpointError` if it is none.
  public static func levels(in checkpoint: SafetensorsFile) throws -> [[Float]] {
    var scope = CheckpointScope(reading: checkpoint, named: "learner/levels")
    return try LevelTeacher.curriculum(in: &scope).entries.map(\.level)
  }
}

extension LevelCurriculum.State {
  /// All levels in it.
  fileprivate var levels: [[Float]] { entries.map(\.level) + (current + ended).compactMap { $0?.level } }
}
