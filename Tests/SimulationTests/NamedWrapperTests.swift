import Simulation
import TestSupport
import Testing

/// Allows one choice of three, the next one at each step.
private struct Turn: Environment {
  private var turn = 0

  var observationSpace: Discrete { Discrete(3) }
  var actionSpace: Discrete { Discrete(3) }
  var masksActions: Bool { true }

  mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Int>) {
    turn = 0
    observation[0] = turn
  }

  mutating func step(_ action: Span<Int>, into observation: inout MutableSpan<Int>) -> StepResult {
    turn = (turn + 1) % 3
    observation[0] = turn
    return .running(reward: Double(action[0]))
  }

  func writeActionMask(into mask: inout MutableSpan<Bool>) {
    for action in mask.indices { mask[action] = action == turn }
  }
}

/// Numbers without a random stream that is shown.
private struct Silent: Environment {
  var observationSpace: Box<Float> { Box(low: 0, high: 1, shape: [1]) }
  var actionSpace: Discrete { Discrete(2) }

  mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Float>) { observation[0] = 0 }

  mutating func step(_ action: Span<Int>, into observation: inout MutableSpan<Float>) -> StepResult {
    .running(reward: 0)
  }
}

/// Wrappers chosen by name do what the typed ones do, number for number.
@Suite("Wrappers by name")
struct NamedWrapperTests {
  private func drifter() -> TimeLimit<Drifter> { TimeLimit(Drifter(), steps: 9) }

  private func slides() -> TimeLimit<Slides> { TimeLimit(Slides(shape: [8, 6, 3]), steps: 5) }

  /// Plays both with the same random actions over several episodes, one of them in several threads.
  private func expectSame<Plain: Environment & ~Copyable, Typed: Environment & ~Copyable>(
    _ texts: String..., around plain: @escaping () -> Plain, as typed: @escaping () -> Typed,
    _ location: SourceLocation = #_sourceLocation
  ) throws {
    let spaces = RowEnvironment(plain()).spaces
    let change = try #require(try WrapperList(parsing: texts).change(of: spaces))
    let named = VectorTask(count: 3, threads: 2) { _ in change.applied(to: RowEnvironment(plain(), spaces: spaces))
    }
    let expected = VectorTask(count: 3) { _ in typed() }
    #expect(named.specification == expected.specification, sourceLocation: location)
    var (batch, other) = (named.makeBatch(), expected.makeBatch())
    var (actions, random) = (named.makeActions(), RandomGenerator(seed: 5))
    named.reset(seed: 3, into: &batch)
    expected.reset(seed: 3, into: &other)
    #expect(batch == other, sourceLocation: location)
    for _ in 0..<40 {
      named.sampleActions(into: &actions, allowing: batch.masks, using: &random)
      named.step(actions, into: &batch)
      expected.step(actions, into: &other)
      #expect(batch == other, sourceLocation: location)
    }
    #expect(named.streams?.starts == expected.streams?.starts, sourceLocation: location)
  }

  @Test func thoseOfObservations() throws {
    try expectSame("frameStack=3", around: drifter) { FrameStack(drifter(), depth: 3) }
    try expectSame("rescaleObservation", around: drifter) { RescaleObservation(drifter(), to: 0...1) }
    try expectSame("hide=1", around: drifter) { HideObservation(drifter(), hiding: [1]) }
    try expectSame("observationNoise=0.5", around: drifter) { NoisyObservation(drifter(), deviation: 0.5) }
  }

  @Test func thoseOfPictures() throws {
    try expectSame("grayscale", around: slides) { GrayscaleObservation(slides()) }
    try expectSame("resize=3x4", around: slides) { ResizeObservation(slides(), height: 3, width: 4) }
    try expectSame("frameStack=2", around: slides) { FrameStack(slides(), depth: 2) }
  }

  @Test func thoseOfSteps() throws {
    try expectSame("actionRepeat=3", around: drifter) { RepeatAction(drifter(), count: 3) }
    try expectSame("stickyActions=0.4", around: drifter) { StickyAction(drifter(), probability: 0.4) }
    try expectSame("rescaleAction", around: drifter) { RescaleAction(drifter(), from: -1...1) }
    try expectSame("clipReward", around: drifter) { ClipReward(drifter(), to: -1...1) }
    try expectSame("clipReward=0.1", around: drifter) { ClipReward(drifter(), to: -0.1...0.1) }
    try expectSame("timeLimit=4", around: drifter) { TimeLimit(drifter(), steps: 4) }
    try expectSame("patience=4", around: drifter) { Patience(drifter(), steps: 4) }
  }

  @Test func theFirstOneIsTheInnermost() throws {
    try expectSame("actionRepeat=2", "timeLimit=3", around: drifter) {
      TimeLimit(RepeatAction(drifter(), count: 2), steps: 3)
    }
    try expectSame("timeLimit=3", "actionRepeat=2", around: drifter) {
      RepeatAction(TimeLimit(drifter(), steps: 3), count: 2)
    }
  }

  @Test func picturesAreChangedBeforeTheyAreStacked() throws {
    func typed() -> some Environment & ~Copyable {
      FrameStack(ResizeObservation(GrayscaleObservation(slides()), height: 4, width: 3), depth: 2)
    }
    try expectSame("frameStack=2", "grayscale", "resize=4x3", around: slides, as: typed)
    try expectSame("grayscale", "resize=4x3", "frameStack=2", around: slides, as: typed)
  }

  @Test func masksPassThrough() throws {
    try expectSame("timeLimit=4", "clipReward", around: { TimeLimit(Turn(), steps: 9) }) {
      ClipReward(TimeLimit(TimeLimit(Turn(), steps: 9), steps: 4), to: -1...1)
    }
  }

  @Test func anEpisodeFollowsFromItsStreamAndTheActions() throws {
    let spaces = RowEnvironment(drifter()).spaces
    let texts = ["stickyActions=0.5", "observationNoise=0.2", "frameStack=3"]
    let change = try #require(try WrapperList(parsing: texts).change(of: spaces))
    let task = VectorTask(count: 1) { _ in change.applied(to: RowEnvironment(drifter(), spaces: spaces)) }
    var (batch, actions, random) = (task.makeBatch(), task.makeActions(), RandomGenerator(seed: 1))
    task.reset(seed: 4, into: &batch)
    var log: [RowBuffer] = []
    for _ in 0..<14 {
      task.sampleActions(into: &actions, allowing: batch.masks, using: &random)
      task.step(actions, into: &batch)
      log = batch.statuses[0].isFinished ? [] : log + [actions]
    }
    let (start, expected) = (try #require(task.streams?.starts[0]), batch.observations)
    #expect(!log.isEmpty)
    task.streams?.beginEpisode(inRow: 0, from: start, into: &batch)
    for actions in log { task.step(actions, into: &batch) }
    #expect(batch.observations == expected)
  }

  @Test(arguments: [
    ("frameSTak=4", "There is no wrapper 'frameSTak'. Did you mean 'frameStack'?"),
    ("frameStack", "The wrapper frameStack needs a value: a whole number from 1 to 256, such as frameStack=4."),
    (
      "frameStack=0", "frameStack=0 does not work: its value is a whole number from 1 to 256, such as frameStack=4."
    ),
    ("grayscale=2", "grayscale=2 does not work: the wrapper grayscale takes no value."),
    ("resize=0x3", "resize=0x3 does not work: its value is one whole number or two, height and width,"),
    (
      "hide=1,1",
      "hide=1,1 does not work: its value is one or more different places of numbers, from 0 on, such as hide=1,3."
    ),
    ("hide", "hide does not work: its value is one or more different places of numbers,"),
    ("stickyActions=1", "stickyActions=1 does not work: its value is a number from 0 up to, but not, 1,"),
    ("observationNoise=loud", "observationNoise=loud does not work: its value is a number from 0 to 1e6,"),
  ])
  func mistakesAreNamed(text: String, sentence: String) {
    let error = #expect(throws: ConfigurationError.self) { try WrapperList(parsing: [text]) }
    #expect(error?.description.hasPrefix(sentence) == true, "\(error?.description ?? "")")
  }

  @Test func aListHasEachOnce() {
    let sentence = "The wrapper frameStack is there twice, the second time as frameStack=3; give it once."
    #expect(throws: ConfigurationError(sentence)) {
      try WrapperList(parsing: ["frameStack=2", "clipReward", "frameStack=3"])
    }
  }

  @Test func aStackHasOnlySoManyNumbers() {
    let pictures = RowEnvironment(Slides(shape: [300, 300, 3])).spaces
    let sentence =
      "frameStack=63 makes observations of more than 16777216 numbers of those of 270000; stack fewer, or shrink "
      + "pictures with resize."
    #expect(throws: ConfigurationError(sentence)) {
      try WrapperList(parsing: ["frameStack=63"]).change(of: pictures)
    }
    #expect(throws: Never.self) { try WrapperList(parsing: ["frameStack=63", "resize=20"]).change(of: pictures) }
  }

  @Test(arguments: ["hide=2", "hide=0,1"]) func someNumbersAreLeft(text: String) {
    let error = #expect(throws: ConfigurationError.self) {
      try WrapperList(parsing: [text]).change(of: RowEnvironment(drifter()).spaces)
    }
    #expect(
      error?.description
        == "The wrapper hide does not fit: it takes more than 2 numbers of float32, not Box([-8.0 -4.0], [8.0 3.0], (2,), float32)."
    )
  }

  @Test func whatDrawsNeedsTheStream() {
    for text in ["stickyActions=0.5", "observationNoise=1"] {
      let error = #expect(throws: ConfigurationError.self) {
        try WrapperList(parsing: [text]).change(of: RowEnvironment(Silent()).spaces)
      }
      #expect(error?.description.contains("draws from the environment's random stream") == true)
    }
  }

  /// Resets and random streams are left to the protocol, which without optimization allocates.
  @Test("cost no allocation", .enabled(if: countsAllocations, "counting needs glibc"))
  func allocatingNothing() throws {
    func endless() -> TimeLimit<Drifter> { TimeLimit(Drifter(), steps: .max) }
    let spaces = RowEnvironment(endless()).spaces
    let texts = ["actionRepeat=2", "rescaleObservation", "frameStack=3", "rescaleAction", "clipReward"]
    let change = try #require(try WrapperList(parsing: texts).change(of: spaces))
    let task = VectorTask(count: 4) { _ in change.applied(to: RowEnvironment(endless(), spaces: spaces)) }
    var batch = task.makeBatch()
    var actions = task.makeActions()
    // As far to the left as it goes, where no episode ends.
    actions.replaceNumbers(with: [Float](repeating: -1, count: 8))
    task.reset(seed: 1, into: &batch)
    for _ in 0..<20 { task.step(actions, into: &batch) }
    let count = allocations { for _ in 0..<200 { task.step(actions, into: &batch) } }
    #expect(count == 0)
  }

  @Test(arguments: [
    (
      "grayscale",
      "The wrapper grayscale does not fit: it takes colour pictures, height × width × 3 of uint8, not Box("
    ),
    ("resize=4", "The wrapper resize does not fit: it takes pictures"),
  ])
  func whatDoesNotFitIsRefusedWithTheSpace(text: String, sentence: String) {
    let error = #expect(throws: ConfigurationError.self) {
      try WrapperList(parsing: [text]).change(of: RowEnvironment(drifter()).spaces)
    }
    #expect(error?.description.hasPrefix(sentence) == true, "\(error?.description ?? "")")
  }

  @Test func timeLimitsCountWhatIsChosen() throws {
    func limit(_ texts: String...) throws -> Int? { try WrapperList(parsing: texts).timeLimit(around: 500) }
    #expect(try limit() == 500 && limit("actionRepeat=3") == 167 && limit("timeLimit=20") == 20)
    #expect(try limit("timeLimit=20", "actionRepeat=4") == 5 && limit("actionRepeat=4", "timeLimit=20") == 20)
    #expect(try WrapperList(parsing: ["timeLimit=9"]).timeLimit(around: nil) == 9)
  }
}
