/// What agents learn from.
public struct LearningSources: OptionSet, Sendable {
  /// The set as bits.
  public let rawValue: Int

  /// Makes a set from its bits.
  public init(rawValue: Int) { self.rawValue = rawValue }

  /// What comes of its own actions.
  public static let acting = LearningSources(rawValue: 1)
  /// What others did in recorded episodes.
  public static let demonstrations = LearningSources(rawValue: 2)
  /// What an expert says should be done.
  public static let expert = LearningSources(rawValue: 4)
  /// Recorded episodes of other tasks as well.
  public static let otherTasks = LearningSources(rawValue: 8)
  /// What comes of its own actions in levels that it makes.
  public static let madeLevels = LearningSources(rawValue: 16)
}
