import NeuralNet
import Safetensors
import Training

extension LevelTeacher {
  private static let curriculumName = "level_curriculum"

  /// Adds the networks with their optimizers' states, the regret samples, the diary and the curriculum.
  ///
  /// The designed levels follow from the seed.
  func write(to writer: inout SafetensorsWriter) {
    generator.gan.generatorParameters.write(to: &writer)
    generator.gan.discriminatorParameters.write(to: &writer)
    generator.criticParameters.write(to: &writer)
    generator.gan.generatorOptimizer.write(to: &writer, prefix: "levels.generator_optimizer")
    generator.gan.discriminatorOptimizer.write(to: &writer, prefix: "levels.discriminator_optimizer")
    generator.criticOptimizer.write(to: &writer, prefix: "levels.regret_optimizer")
    writer.add("levels.lessons", lessons.flatMap(\.level), shape: [lessons.count, task.size])
    writer.add("levels.regrets", lessons.map(\.regret))
    writer.metadata["level_diary"] = StoredText.text(of: diary)
    writer.metadata[Self.curriculumName] = StoredText.text(of: curriculum.stored)
  }

  /// Goes on from a written state.
  mutating func read(from file: SafetensorsFile) throws {
    guard let diary = StoredText.value(Diary.self, of: file.metadata["level_diary"]),
      diary.scores.count == self.diary.scores.count
    else { throw PolicyFileError("It holds no made levels for so many environments; train without --levels.") }
    let state = try Self.curriculum(in: file)
    let known = state.entries.map(\.level) + (state.current + state.ended).compactMap { $0?.level }
    for level in known { try task.validate(level) }
    try generator.gan.generatorParameters.read(from: file)
    try generator.gan.discriminatorParameters.read(from: file)
    try generator.criticParameters.read(from: file)
    try generator.gan.generatorOptimizer.read(from: file, prefix: "levels.generator_optimizer")
    try generator.gan.discriminatorOptimizer.read(from: file, prefix: "levels.discriminator_optimizer")
    try generator.criticOptimizer.read(from: file, prefix: "levels.regret_optimizer")
    let regrets = try file.array("levels.regrets", as: Float.self)
    let levels = try file.array("levels.lessons", as: Float.self, shape: [regrets.count, task.size])
    lessons = regrets.enumerated().map { row, regret in
      LevelGenerator.Lesson(level: Array(levels[row * task.size..<(row + 1) * task.size]), regret: regret)
    }
    self.diary = diary
    curriculum.stored = state
  }

  fileprivate static func curriculum(in file: SafetensorsFile) throws(PolicyFileError) -> LevelCurriculum.State {
    guard let state = StoredText.value(LevelCurriculum.State.self, of: file.metadata[curriculumName]),
      state.current.count == state.ended.count, state.capacity > 0
    else { throw PolicyFileError("It holds no made levels, only what was learned without them.") }
    return state
  }
}

extension LevelCurriculum {
  /// The generated levels that a run has kept, the oldest first.
  ///
  /// - Parameter checkpoint: The checkpoint of a run with made levels.
  /// - Throws: `PolicyFileError` if it is none.
  public static func levels(in checkpoint: SafetensorsFile) throws(PolicyFileError) -> [[Float]] {
    try LevelTeacher.curriculum(in: checkpoint).entries.map(\.level)
  }
}
