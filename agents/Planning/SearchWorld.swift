import Simulation

/// An environment as it stood when a search began, to be copied for each of its simulations.
struct SearchOrigin: ~Copyable {
  private let origin: RowEnvironment
  private let actions: ActionList
  private let maskSize: Int

  init(_ origin: consuming RowEnvironment, _ actions: ActionList, maskSize: Int) {
    self.origin = origin
    (self.actions, self.maskSize) = (actions, maskSize)
  }

  /// Copies the environment; the copy draws from a stream of its own.
  func world(drawingFrom stream: RandomGenerator) -> SearchWorld {
    SearchWorld(origin, drawingFrom: stream, actions, maskSize: maskSize)
  }
}

/// A copy of an environment in which a search plays on, by the numbers of actions.
///
/// It draws from a stream of its own, so that what it sees is not what the environment itself will draw.
struct SearchWorld: ~Copyable {
  private var environment: RowEnvironment
  private let actions: ActionList
  private var observation: RowBuffer
  private let maskSize: Int

  /// Copies an environment.
  ///
  /// - Precondition: It has copies with futures of their own.
  init(
    _ origin: borrowing RowEnvironment, drawingFrom stream: RandomGenerator, _ actions: ActionList, maskSize: Int
  ) {
    guard let copy = origin.copied() else {
      preconditionFailure("a search needs an environment that can be copied")
    }
    environment = copy
    environment.stream = stream
    self.actions = actions
    observation = RowBuffer(origin.observationSpace.layout, count: 1)
    self.maskSize = maskSize
  }

  /// The stream, to be drawn from by the next copy.
  var stream: RandomGenerator {
    environment.stream ?? { preconditionFailure("a search needs an environment that shows its random stream") }()
  }

  /// Takes an action.
  mutating func step(_ action: Int) -> StepResult {
    environment.step(actions.rows[action], intoRow: &observation)
  }

  /// Takes an action whose outcome is not looked at, but for the reward and whether the episode is over.
  mutating func skip(_ action: Int) -> StepResult {
    environment.skip(actions.rows[action], intoRow: &observation)
  }

  /// The key of the last step's observation: equal ones have equal keys, and others have others but by a rare chance.
  var key: UInt64 { observationKey(observation.rowBytes(0)) }

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
