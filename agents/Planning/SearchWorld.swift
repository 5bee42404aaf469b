import Simulation

/// An environment as it stood when a search began, to be copied for each of its simulations.
struct SearchOrigin: ~Copyable {
  private let origin: RowEnvironment
  private let actions: ActionList
  private let maskSize: Int
  private let hold: Int

  /// Keeps an environment.
  ///
  /// - Parameters:
  ///   - origin: The environment.
  ///   - actions: The actions to choose among.
  ///   - maskSize: The number of flags of an action mask.
  ///   - hold: The number of steps for which an action is taken in simulations.
  init(_ origin: consuming RowEnvironment, _ actions: ActionList, maskSize: Int, hold: Int) {
    self.origin = origin
    (self.actions, self.maskSize, self.hold) = (actions, maskSize, hold)
  }

  /// Copies the environment; the copy draws from a stream of its own.
  func world(drawingFrom stream: RandomGenerator) -> SearchWorld {
    SearchWorld(origin, drawingFrom: stream, actions, maskSize: maskSize, hold: hold)
  }
}

/// A copy of an environment in which a search plays on, by the numbers of actions.
///
/// It draws from a stream of its own, so that what it sees is not what the environment itself will draw.
struct SearchWorld: ~Copyable {
  private var environment: RowEnvironment
  private let actions: ActionList
  private var observation: [UInt8]
  private let maskSize: Int
  private let hold: Int

  /// Copies an environment.
  ///
  /// - Precondition: It has copies with futures of their own.
  init(
    _ origin: borrowing RowEnvironment, drawingFrom stream: RandomGenerator, _ actions: ActionList, maskSize: Int,
    hold: Int
  ) {
    guard let copy = origin.copied() else {
      preconditionFailure("a search needs an environment that can be copied")
    }
    environment = copy
    environment.stream = stream
    self.actions = actions
    observation = [UInt8](repeating: 0, count: origin.observationSpace.scalarCount)
    (self.maskSize, self.hold) = (maskSize, hold)
  }

  /// The stream, to be drawn from by the next copy.
  var stream: RandomGenerator {
    environment.stream ?? { preconditionFailure("a search needs an environment that shows its random stream") }()
  }

  /// Takes an action for as many steps as it is held, and looks at the last one.
  mutating func step(_ action: Int) -> StepResult { take(action, looking: true) }

  /// Takes an action whose outcome is not looked at, but for the reward and whether the episode is over.
  mutating func skip(_ action: Int) -> StepResult { take(action, looking: false) }

  private mutating func take(_ action: Int, looking: Bool) -> StepResult {
    var buffer = takeObservation()
    defer { observation = buffer }
    var row = buffer.mutableSpan
    let action = actions.rows[action]
    var total = StepResult.running(reward: 0)
    for step in 1...hold where !total.status.isFinished {
      let isSeen = looking && step == hold
      let result =
        isSeen ? environment.step(action.rowBytes(0), into: &row) : environment.skip(action.rowBytes(0), into: &row)
      total = StepResult(reward: total.reward + result.reward, status: result.status)
    }
    return total
  }

  /// Takes the memory of the observation out, to be written to beside the environment.
  private mutating func takeObservation() -> [UInt8] {
    defer { observation = [] }
    return observation
  }

  /// The key of the last step's observation: equal ones have equal keys, and others have others but by a rare chance.
  var key: UInt64 { observationKey(observation.span) }

  /// Returns the actions that are allowed now.
  func allowedActions() -> [Int] {
    guard environment.masksActions else { return Array(0..<actions.count) }
    var mask = [Bool](repeating: true, count: maskSize)
    var flags = mask.mutableSpan
    environment.writeActionMask(into: &flags)
    let allowed = (0..<actions.count).filter { actions.allows($0, mask) }
    return allowed.isEmpty ? Array(0..<actions.count) : allowed
  }

  /// Draws an allowed action, all equally likely.
  func randomAction(using generator: inout RandomGenerator) -> Int {
    guard environment.masksActions else { return generator.integers(0..<actions.count) }
    let allowed = allowedActions()
    return allowed[generator.integers(0..<allowed.count)]
  }
}

/// Returns the key of an observation by the hash FNV-1a of Fowler, Noll and Vo.
func observationKey(_ observation: Span<UInt8>) -> UInt64 {
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  for index in observation.indices { hash = (hash ^ UInt64(observation[index])) &* 0x100_0000_01b3 }
  return hash
}
