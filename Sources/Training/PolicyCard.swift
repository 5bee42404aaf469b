import Files
import Foundation

/// The card of a policy that travels: how it did over episodes that nothing else used.
public struct PolicyCard: Codable, Equatable, Sendable {
  /// The name of the card's text in a policy file's metadata.
  public static let key = "card"

  /// The number of episodes.
  public let episodes: Int
  /// The seed of the first of them.
  public let firstSeed: UInt64
  /// The mean return.
  public let meanReturn: Double
  /// The standard deviation between the episodes' returns.
  public let standardDeviation: Double
  /// The least return.
  public let minimumReturn: Double

  /// Makes the card of an evaluation.
  public init(_ evaluation: Evaluation, firstSeed: UInt64) {
    episodes = evaluation.episodes
    self.firstSeed = firstSeed
    meanReturn = evaluation.meanReturn
    standardDeviation = evaluation.standardDeviation
    minimumReturn = evaluation.minimumReturn
  }

  /// Reads the card in a file's metadata; `nil` if there is none that can be used.
  public init?(in metadata: [String: String]) {
    guard let text = metadata[Self.key],
      let card = try? UntrustedJSON.decode(Self.self, from: Data(text.utf8))
    else { return nil }
    self = card
  }

  /// The card as a file's metadata hold it.
  public var text: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
}
