/// A wrapper that joins several episodes of one task to a trial, an episode of its own that shows how the last step came out.
///
/// An agent that has to find out what the task is takes this for one long episode: a memory lasts from the first step of a
/// trial to its end, and values count all that follows in it. Its observations are dictionaries of the `observation` inside,
/// the last `action` (categories one-hot), the last `reward`, and whether the last step `ended` an episode, so that
/// episodes can still be told apart; before a trial's first step the last three are zeros. The first observation of the next
/// episode stands in for the final one of an episode that others follow. A trial always terminates: nothing follows from it.
///
/// The input of Duan and others (2016), "RL²: fast reinforcement learning via slow reinforcement learning", section 2.2.
public struct Trial<Base: Environment & ~Copyable>: EnvironmentWrapper, ~Copyable
where Base.ObservationSpace == CompositeSpace, Base.ActionSpace == CompositeSpace {
  /// The environment inside, whose episodes are those of the trial.
  public var base: Base
  /// The number of episodes of a trial.
  public let episodes: Int
  /// The space of observations.
  public let observationSpace: CompositeSpace
  /// True if the next trial is of the last one's task.
  public var keepsTask = false
  /// The number of episodes of the trial that are over.
  public private(set) var finishedEpisodes = 0

  private let places: TrialPlaces
  private var row: [UInt8]
  private var lastAction: [Float]

  /// Joins episodes of `base`.
  public init(_ base: consuming Base, episodes: Int) {
    precondition(episodes > 0, "a trial needs at least one episode, not \(episodes)")
    self.episodes = episodes
    observationSpace = TrialPlaces.space(around: base.observationSpace, base.actionSpace)
    places = TrialPlaces(in: observationSpace, around: base.observationSpace)
    row = [UInt8](repeating: 0, count: base.observationSpace.scalarCount)
    lastAction = [Float](repeating: 0, count: base.actionSpace.flattenedCount)
    self.base = base
  }

  /// Starts a trial, with a task of its own.
  public mutating func reset(seed: UInt64?, into observation: inout MutableSpan<UInt8>) {
    var buffer = row.take()
    defer { row = buffer }
    var first = buffer.mutableSpan
    base.keepsTask = keepsTask
    base.reset(seed: seed, into: &first)
    base.keepsTask = true
    finishedEpisodes = 0
    for index in lastAction.indices { lastAction[index] = 0 }
    places.write(first.span, lastAction, reward: 0, hasEnded: false, into: &observation)
  }

  /// Advances by one step, to the next episode where one ends.
  public mutating func step(_ action: Span<UInt8>, into observation: inout MutableSpan<UInt8>) -> StepResult {
    var buffer = row.take()
    defer { row = buffer }
    var next = buffer.mutableSpan
    var result = base.step(action, into: &next)
    let hasEnded = result.status.isFinished
    if hasEnded {
      finishedEpisodes += 1
      if finishedEpisodes < episodes { base.reset(seed: nil, into: &next) }
      result.status = finishedEpisodes < episodes ? .running : .terminated
    }
    base.actionSpace.flatten(action, into: &lastAction)
    places.write(next.span, lastAction, reward: Float(result.reward), hasEnded: hasEnded, into: &observation)
    return result
  }
}

extension Trial: Copyable where Base: Copyable {}

extension Trial where Base: ~Copyable {
  /// Copies the wrapper with the environment inside.
  public func copied() -> Self? {
    guard let base = base.copied() else { return nil }
    var copy = Self(base, episodes: episodes)
    (copy.keepsTask, copy.finishedEpisodes, copy.lastAction) = (keepsTask, finishedEpisodes, lastAction)
    return copy
  }
}

extension CompositeSpace {
  /// Writes all parts as floats over those of an array.
  fileprivate func flatten(_ element: Span<UInt8>, into flattened: inout [Float]) {
    var span = flattened.mutableSpan
    flatten(element, into: &span)
  }
}

extension Trial where Base: ~Copyable {
  /// The space of a trial's observations around the spaces of an environment.
  static func space(around spaces: RowSpaces) -> CompositeSpace {
    TrialPlaces.space(around: spaces.observation, spaces.action)
  }
}

/// The places of what a trial shows in a row.
private struct TrialPlaces: Sendable {
  /// The bytes of the fields inside, and where they go to.
  private let copies: [(source: Range<Int>, target: Range<Int>)]
  private let action: (bytes: Range<Int>, isBits: Bool)
  private let reward: Range<Int>
  private let ended: Int

  /// The names of the parts, in their order.
  static let names = ["action", "ended", "observation", "reward"]

  /// The dictionary around the spaces of an environment.
  static func space(around observation: CompositeSpace, _ action: CompositeSpace) -> CompositeSpace {
    let isCategorical = action.descriptor.leaves.allSatisfy { $0.categories != nil }
    let unbounded = Box<Float>(low: -.infinity, high: .infinity, shape: [action.flattenedCount])
    return .dictionary([
      "action": isCategorical ? MultiBinary(action.flattenedCount) : unbounded, "ended": MultiBinary(1),
      "observation": observation, "reward": Box<Float>(low: -.infinity, high: .infinity, shape: [1]),
    ])
  }

  init(in space: CompositeSpace, around observation: CompositeSpace) {
    let (fields, inside) = (space.layout.fields, observation.layout.fields)
    // In the order of their names: the action, the end, the observation's fields, the reward.
    copies = zip(inside, fields.dropFirst(2)).map { ($0.bytes(of: 0..<$0.count), $1.bytes(of: 0..<$1.count)) }
    action = (fields[0].bytes(of: 0..<fields[0].count), fields[0].kind == .uint8)
    ended = fields[1].offset
    let last = fields[fields.count - 1]
    reward = last.bytes(of: 0..<1)
  }

  func write(
    _ observation: Span<UInt8>, _ lastAction: [Float], reward: Float, hasEnded: Bool,
    into row: inout MutableSpan<UInt8>
  ) {
    for index in copies.indices {
      let (source, target) = copies[index]
      for offset in 0..<source.count { row[target.lowerBound + offset] = observation[source.lowerBound + offset] }
    }
    write(lastAction, into: &row)
    row[ended] = hasEnded ? 1 : 0
    var bytes = row._mutatingExtracting(self.reward)
    var numbers = bytes.mutableNumbers(as: Float.self)
    numbers[0] = reward
  }

  private func write(_ lastAction: [Float], into row: inout MutableSpan<UInt8>) {
    guard !action.isBits else {
      for index in lastAction.indices { row[action.bytes.lowerBound + index] = UInt8(lastAction[index]) }
      return
    }
    var bytes = row._mutatingExtracting(action.bytes)
    var numbers = bytes.mutableNumbers(as: Float.self)
    for index in lastAction.indices { numbers[index] = lastAction[index] }
  }
}

/// A reader of what a trial's observations tell of episodes.
public struct TrialReader: Sendable {
  /// The name of the part that the environment inside observes.
  public static let observationName = TrialPlaces.names[2]
  private let ended: Int

  /// Reads observations of a space; `nil` if they are not of trials.
  public init?(_ space: SpaceDescriptor) {
    guard space.isOfTrials else { return nil }
    ended = space.layout.fields[1].offset
  }

  /// Returns true if the step that led to a row ended an episode.
  public func hasEnded(_ row: Int, of observations: borrowing RowBuffer) -> Bool {
    observations.rowBytes(row)[ended] == 1
  }

  /// Returns true if the last step in a row's environment ended an episode, the trial's last one or another.
  public func hasEnded(_ row: Int, after outcome: borrowing StepBatch) -> Bool {
    outcome.statuses[row].isFinished || hasEnded(row, of: outcome.observations)
  }
}

extension SpaceDescriptor {
  /// True if it is the space of a trial's observations.
  public var isOfTrials: Bool {
    guard case .dictionary(let parts) = self else { return false }
    return parts.map(\.name) == TrialPlaces.names
  }
}
