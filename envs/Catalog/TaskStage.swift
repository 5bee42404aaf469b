import Raster
import Simulation

/// An environment of the catalogue with its time limit, on stage.
@usableFromInline
final class TaskStage: Stage {
  @usableFromInline let specification: TaskSpecification
  private var environment: RowEnvironment
  private let look: Look?
  private let numbers: NumberPicture
  private var observation: RowBuffer
  private var status = EpisodeStatus.running
  private let pose: (RowBuffer, RowBuffer?) -> Bool
  private let parameters: ((RandomGenerator) -> [String: Double])?
  @usableFromInline private(set) var drawnParameters: [String: Double] = [:]

  /// Puts an environment on stage.
  ///
  /// - Parameters:
  ///   - id: The versioned name of the task.
  ///   - environment: The environment with its time limit, in levels from a source if there is one.
  ///   - drawing: The pictures; `nil` for those of its numbers.
  ///   - posing: The way into a state that is only imagined, if there is one.
  ///   - change: The wrappers around it.
  ///   - parameters: The numbers that an episode draws, by the random stream at its start; `nil` if it draws none.
  @usableFromInline
  init<Task: Environment & ~Copyable>(
    _ id: String, _ environment: consuming TimeLimit<LevelChoice<Task>>, drawing: Drawing<Task>?,
    posing: Posing<Task>?,
    changedBy change: RowChange?, parameters: ((RandomGenerator) -> [String: Double])? = nil
  ) {
    self.parameters = parameters
    let box = EnvironmentBox(environment)
    let plain = RowEnvironment(in: box)
    if let change { self.environment = change.applied(to: plain) } else { self.environment = plain }
    specification = TaskSpecification(id, of: self.environment)
    observation = RowBuffer(specification.observationLayout, count: 1)
    numbers = NumberPicture(specification.observationSpace)
    look = drawing.map { Look(box, $0) }
    // An observation behind wrappers does not tell of a state.
    let posing = change == nil ? posing : nil
    pose = { observation, action in
      posing?.pose(&box.environment.base.base, observation.array(), action?.array()) != nil
    }
  }

  @usableFromInline var frameSize: Size { look?.frameSize() ?? numbers.frameSize }

  @usableFromInline var ending: EpisodeEnding? { look.map { $0.ending(status) } ?? .plain(status) }

  @usableFromInline
  func draw(on canvas: inout Canvas) {
    if let look { look.draw(&canvas) } else { numbers.draw(observation, on: &canvas) }
  }

  @usableFromInline
  func drawForPlayer(on canvas: inout Canvas) {
    if let look { look.drawForPlayer(&canvas) } else { numbers.draw(observation, on: &canvas) }
  }

  @usableFromInline
  func reset(seed: UInt64?, into observation: inout RowBuffer) {
    status = .running
    if let parameters, let start = seed.map({ RandomGenerator(seed: $0) }) ?? environment.stream {
      drawnParameters = parameters(start)
    }
    environment.reset(seed: seed, intoRow: &observation)
    note(observation)
  }

  @usableFromInline
  func step(_ action: RowBuffer, into observation: inout RowBuffer) -> StepResult {
    let result = environment.step(action, intoRow: &observation)
    status = result.status
    note(observation)
    return result
  }

  @usableFromInline
  func writeActionMask(into masks: inout RowBuffer) {
    var mask = masks.mutableRow(0, as: Bool.self)
    environment.writeActionMask(into: &mask)
  }

  @usableFromInline
  func copied() -> RowEnvironment? { environment.copied() }

  @usableFromInline
  func pose(as observation: RowBuffer, after action: RowBuffer?) -> Bool { pose(observation, action) }

  /// Keeps an observation whose numbers are all there is to be seen.
  private func note(_ observation: RowBuffer) {
    if look == nil { self.observation.copyRows(0..<1, of: observation, to: 0) }
  }
}

/// The drawing of the environment in a box.
private struct Look {
  let frameSize: () -> Size
  let draw: (inout Canvas) -> Void
  let drawForPlayer: (inout Canvas) -> Void
  let ending: (EpisodeStatus) -> EpisodeEnding?

  init<Task: Environment & ~Copyable>(_ box: EnvironmentBox<TimeLimit<LevelChoice<Task>>>, _ drawing: Drawing<Task>)
  {
    frameSize = { drawing.frameSize(box.environment.base.base) }
    draw = { drawing.draw(box.environment.base.base, &$0) }
    drawForPlayer = { drawing.drawForPlayer(box.environment.base.base, &$0) }
    ending = { drawing.ending(box.environment.base.base, $0) }
  }
}
