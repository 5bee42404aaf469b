import Simulation
import Synchronization

/// A curriculum: the level of each episode, one of the generated ones or as usual.
///
/// It is shared by the environments, which ask it, and by the agent, which fills it and notes what came of it.
public final class LevelCurriculum: LevelSource {
  /// A generated level, with the best known score on it.
  public struct Entry: Codable, Equatable, Sendable {
    /// The level.
    public var level: [Float]
    /// The best known score; `nil` if nobody has tried.
    public var best: Double?
    /// The regret: the best score known to be possible less the agent's last; `nil` if it has not played the level yet.
    public var regret: Double?

    /// Makes an entry.
    public init(level: [Float], best: Double? = nil) {
      self.level = level
      self.best = best
    }
  }

  struct State: Codable, Equatable, Sendable {
    var share: Double
    var capacity: Int
    var generator: RandomGenerator
    /// The generated levels, the oldest first.
    var entries: [Entry] = []
    /// The generated level of each row's episode; `nil` where it is as usual.
    var current: [Entry?] = []
    /// The generated level of each row's last episode.
    var ended: [Entry?] = []
    /// True while stored episodes are replayed, in the levels that they began in.
    var isReplaying = false
  }

  private let state: Mutex<State>

  /// Makes a curriculum without generated levels.
  ///
  /// - Parameters:
  ///   - share: The share of episodes that take place in made levels, once there are any.
  ///   - capacity: How many made levels are kept.
  ///   - seed: What chooses among them.
  public init(share: Double, capacity: Int, seed: UInt64) {
    precondition(capacity > 0, "a curriculum cannot keep \(capacity) levels")
    state = Mutex(State(share: share, capacity: capacity, generator: RandomGenerator(seed: seed)))
  }

  /// The level of the next episode of a row.
  public func level(forRow row: Int) -> [Float]? {
    state.withLock { state in
      while state.current.count <= row {
        state.current.append(nil)
        state.ended.append(nil)
      }
      guard !state.isReplaying else { return state.current[row]?.level }
      state.ended[row] = state.current[row]
      state.current[row] = state.drawn()
      return state.current[row]?.level
    }
  }

  /// The generated levels, the oldest first.
  public var entries: [Entry] { state.withLock(\.entries) }

  /// The share of episodes that take place in generated levels, once there are any.
  public var share: Double {
    get { state.withLock(\.share) }
    set { state.withLock { $0.share = newValue } }
  }

  /// Adds generated levels; the oldest go where there are too many.
  public func add(_ entries: [Entry]) {
    state.withLock { state in
      state.entries += entries
      state.entries.removeFirst(max(0, state.entries.count - state.capacity))
    }
  }

  /// Notes the score of a row's last episode.
  ///
  /// - Parameters:
  ///   - score: The score.
  ///   - row: The row.
  ///   - usual: What the agent earns on usual levels of late, if that is known: where nobody has done better on a made
  ///     one, it could have been as good there.
  /// - Returns: The level and the regret, the best known score less this one; `nil` if the level was none of the made
  ///   ones.
  public func note(score: Double, ofRow row: Int, usual: Double? = nil) -> LevelGenerator.Lesson? {
    state.withLock { state in
      guard row < state.ended.count, let ended = state.ended[row] else { return nil }
      // It may have gone to make room while it was played.
      let kept = state.entries.firstIndex { $0.level == ended.level }
      let best = max(kept.flatMap { state.entries[$0].best } ?? ended.best ?? score, score)
      let regret = max(best, usual ?? best) - score
      if let kept { (state.entries[kept].best, state.entries[kept].regret) = (best, regret) }
      return LevelGenerator.Lesson(level: ended.level, regret: Float(regret))
    }
  }

  /// The state for a checkpoint; setting it makes the curriculum hand out each row's present level until ``goOn()``.
  var stored: State {
    get { state.withLock(\.self) }
    set {
      state.withLock { state in
        state = newValue
        state.isReplaying = true
      }
    }
  }

  /// Ends the replay of stored episodes.
  func goOn() { state.withLock { $0.isReplaying = false } }
}

extension LevelCurriculum.State {
  /// Draws a generated level or none: a level is likelier the more it is regretted, one not played yet the likeliest.
  ///
  /// In the spirit of Jiang, Grefenstette and Rocktäschel (2021), "Prioritized level replay".
  fileprivate mutating func drawn() -> LevelCurriculum.Entry? {
    guard !entries.isEmpty, share > 0, generator.random() < share else { return nil }
    let most = max(entries.compactMap(\.regret).max() ?? 0, 1e-6)
    let weights = entries.map { max($0.regret ?? most, 0.05 * most) }
    var place = generator.random() * weights.reduce(0, +)
    for (entry, weight) in zip(entries, weights) {
      place -= weight
      if place < 0 { return entry }
    }
    return entries.last
  }
}
