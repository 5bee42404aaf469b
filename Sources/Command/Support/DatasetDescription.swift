import Demonstrations
import Simulation

/// A dataset as JSON, with all its episodes.
struct DatasetDescription: Encodable {
  private let id: String
  private let environment: String?
  private let environmentOverrides: [String: String]
  private let environmentWrappers: [String]?
  private let observationSpace: SpaceDescriptor
  private let actionSpace: SpaceDescriptor
  private let minariVersion: String
  private let algorithm: String?
  private let author: [String]
  private let description: String?
  private let combinedDatasets: [String]
  private let bytes: Int
  private let totalEpisodes: Int
  private let totalSteps: Int
  private let episodes: [EpisodeDescription]

  init(_ dataset: MinariDataset, _ summaries: [EpisodeSummary]) throws {
    let metadata = dataset.metadata
    id = metadata.id
    environment = metadata.environment
    environmentOverrides = metadata.environmentOverrides.texts
    environmentWrappers = metadata.environmentWrappers.isEmpty ? nil : metadata.environmentWrappers
    observationSpace = metadata.observationSpace
    actionSpace = metadata.actionSpace
    minariVersion = metadata.minariVersion
    algorithm = metadata.algorithm
    author = metadata.authors
    description = metadata.summary
    combinedDatasets = metadata.combinedDatasets
    bytes = dataset.byteCount
    totalEpisodes = summaries.count
    totalSteps = summaries.reduce(0) { $0 + $1.length }
    episodes = try summaries.map { EpisodeDescription($0, try dataset.episode($0.index)) }
  }
}

/// An episode as JSON.
private struct EpisodeDescription: Encodable {
  private let index: Int
  private let seed: UInt64?
  private let length: Int
  private let `return`: Double
  private let ending: String
  private let observations: UInt32
  private let actions: UInt32
  private let rewards: UInt32

  init(_ summary: EpisodeSummary, _ episode: Episode) {
    index = summary.index
    seed = summary.seed
    length = summary.length
    self.return = summary.episodeReturn
    ending = "\(summary.ending)"
    observations = checksum(episode.observations)
    actions = checksum(episode.actions)
    rewards = checksum(RowBuffer(episode.rewards))
  }
}
