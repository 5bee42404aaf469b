import Foundation

/// The progress of something: a share, and a few words beside it, the least important of which give way to a narrow
/// terminal.
struct ProgressBar: Sendable {
  /// A few words.
  struct Part: Sendable {
    let text: String
    /// The parts of the highest importance stay longest.
    let importance: Int
  }

  /// The share that is done, from 0 to 1.
  let share: Double
  private(set) var parts: [Part] = []

  private static let longest = 24
  private static let shortest = 6

  /// A bar without words; a share that is no number counts as none.
  init(share: Double) { self.share = share > 0 ? min(share, 1) : 0 }

  /// Adds words behind those that are there.
  mutating func add(_ text: String?, importance: Int) {
    if let text { parts.append(Part(text: text, importance: importance)) }
  }

  /// Adds the time that the rest will take if it goes on as it went for some seconds.
  mutating func addTimeLeft(after seconds: Double, importance: Int) {
    guard share > 0 else { return }
    add("\(NumberFormat.time((seconds * (1 - share) / share).rounded(.up))) left", importance: importance)
  }

  /// One line that fits a terminal, whose last column stays free: some begin a new line with it.
  func line(columns: Int) -> String {
    let width = max(columns - 1, 1)
    var kept = parts
    var words = Self.words(percentage, kept)
    while words.count + 1 + Self.shortest > width,
      let least = kept.indices.min(by: { kept[$0].importance < kept[$1].importance })
    {
      kept.remove(at: least)
      words = Self.words(percentage, kept)
    }
    let length = min(width - words.count - 1, Self.longest)
    guard length >= Self.shortest else { return String(words.prefix(width)) }
    let full = Int((share * Double(length)).rounded(.down))
    return String(repeating: "█", count: full) + String(repeating: "░", count: length - full) + " " + words
  }

  /// The same as plain text, for a log.
  var plainLine: String { ([percentage] + parts.map(\.text)).joined(separator: ", ") }

  private var percentage: String { "\(Int(share * 100)) %" }

  private static func words(_ percentage: String, _ parts: [Part]) -> String {
    ([percentage] + parts.map(\.text)).joined(separator: "  ")
  }
}
