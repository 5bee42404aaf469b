/// The sources that agents learn from.
public struct LearningSources: OptionSet, Sendable {
  /// The set as bits.
  public let rawValue: Int

  /// Makes a set from its bits.
  public init(rawValue: Int) { self.rawValue = rawValue }

  /// The outcomes of its own actions.
  public static let acting = LearningSources(rawValue: 1)
  /// The actions of others in recorded episodes.
  public static let demonstrations = LearningSources(rawValue: 2)
  /// The actions that an expert advises.
  public static let expert = LearningSources(rawValue: 4)
  /// Recorded episodes of other tasks as well.
  public static let otherTasks = LearningSources(rawValue: 8)
  /// The outcomes of its own actions in levels that it generates.
  public static let madeLevels = LearningSources(rawValue: 16)
  /// Games that it plays against itself.
  public static let selfPlay = LearningSources(rawValue: 32)
}
