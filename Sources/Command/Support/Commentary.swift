import Environments
import Raster

/// The commentary for spectators beyond steps and return: the episode's number and seed, the mean return of the earlier
/// ones, and the last action.
struct Commentary {
  private let keys: KeyMap
  /// The number of the episode, from 1.
  private var episode = 0
  /// The seed of the stream that the episode belongs to.
  private var seed: UInt64
  private var finishedCount = 0
  private var returnSum = 0.0

  init(_ keys: KeyMap, seed: UInt64) {
    self.keys = keys
    self.seed = seed
  }

  /// Notes that an episode begins; without a seed, it goes on with the random stream.
  ///
  /// One that follows an episode without a step takes its number.
  mutating func begin(seed: UInt64?, afterSteps count: Int) {
    if count > 0 || episode == 0 { episode += 1 }
    if let seed { self.seed = seed }
  }

  /// Notes how an episode ended.
  mutating func end(return episodeReturn: Double) {
    finishedCount += 1
    returnSum += episodeReturn
  }

  /// The numbers, for the overlay.
  ///
  /// - Parameter action: The last action; `nil` before the first.
  func readings(action: [Double]?) -> [OverlayContent.Reading] {
    let mean = finishedCount > 0 ? NumberFormat.short(returnSum / Double(finishedCount)) : "–"
    return [
      .init("EPISODE", "\(episode)", widest: "00"),
      .init(finishedCount > 1 ? "MEAN OF \(finishedCount)" : "MEAN", mean.withMinus, widest: "−000.0"),
      .init("SEED", "\(seed)", widest: "00"),
      .init("ACTION", action.map(text) ?? "–", widest: widestAction(action?.count ?? 0)),
    ]
  }

  private func text(_ action: [Double]) -> String {
    if let name = keys.name(of: action) { return name }
    return action.map(Self.number).joined(separator: "  ")
  }

  /// The widest that an action gets: of letters that are not too narrow, as many as the longest name has.
  private func widestAction(_ count: Int) -> String {
    let names = keys.actionNames.map(\.name)
    guard let longest = names.max(by: { $0.count < $1.count }) else {
      return (0..<max(count, 1)).map { _ in "−0.00" }.joined(separator: "  ")
    }
    return longest
  }

  private static func number(_ value: Double) -> String {
    value.rounded() == value && abs(value) < 1e6
      ? "\(Int(value))".withMinus : String(format: "%.2f", value).withMinus
  }
}

extension String {
  /// The text with true minus signs.
  var withMinus: String { replacing("-", with: "−") }
}
