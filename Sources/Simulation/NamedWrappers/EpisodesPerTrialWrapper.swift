/// `episodesPerTrial=N`: ``Trial``.
struct EpisodesPerTrialWrapper: NamedWrapper {
  static let name = "episodesPerTrial"
  static let form = "episodesPerTrial=N"
  static let summary =
    "Joins N episodes of one task to a trial, and shows the last action, its reward, and whether it ended an episode."

  let episodes: Int
  var changesObservations: Bool { true }

  init(_ value: String?) throws(ConfigurationError) { episodes = try Self.value(value, in: 1...1_000_000, such: 2) }

  func change(of spaces: RowSpaces) -> RowChange {
    let changed = spaces.changing(observation: Trial<RowEnvironment>.space(around: spaces))
    return RowChange(to: changed) { [episodes] in RowEnvironment(Trial($0, episodes: episodes), spaces: changed) }
  }

  func timeLimit(around limit: Int?) -> Int? {
    limit.map { $0.multipliedReportingOverflow(by: episodes) }.map { $0.overflow ? .max : $0.partialValue }
  }
}
