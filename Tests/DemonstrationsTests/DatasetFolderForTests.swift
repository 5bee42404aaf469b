import Demonstrations
import Foundation
import Simulation
import TestSupport

/// A root of datasets that a test has for itself.
struct Datasets {
  let folder: TemporaryFolder
  var root: DatasetRoot { DatasetRoot(folder.url) }

  init() throws { folder = try TemporaryFolder() }

  /// Describes a dataset.
  func metadata(
    _ id: String = "walks/test-v0", _ observations: SpaceDescriptor, _ actions: SpaceDescriptor
  ) -> MinariMetadata {
    MinariMetadata(id: id, observationSpace: observations, actionSpace: actions)
  }

  /// Writes a dataset and opens it.
  @discardableResult
  func write(
    _ episodes: [Episode], _ observations: SpaceDescriptor, _ actions: SpaceDescriptor,
    as id: String = "walks/test-v0"
  ) throws -> MinariDataset {
    let writer = try MinariWriter(creating: root.url(of: id), metadata: metadata(id, observations, actions))
    for episode in episodes { try writer.append(episode) }
    try writer.close()
    return try MinariDataset(opening: root.url(of: id))
  }

  /// The bytes of the files of a dataset, by their names.
  func contents(_ id: String = "walks/test-v0") throws -> [String: Data] {
    try Dictionary(
      uniqueKeysWithValues: names(id).map { ($0, try Data(contentsOf: folder.file("\(id)/data/\($0)"))) })
  }

  /// The files of a dataset.
  func names(_ id: String = "walks/test-v0") throws -> [String] { try folder.names(in: "\(id)/data") }
}

/// A space of a few numbers.
let plane = SpaceDescriptor.box(
  scalar: .float32, shape: [2], low: [-.infinity, -1], high: [.infinity, 3.4028234663852886e+38])
/// A space of three choices.
let choices = SpaceDescriptor.discrete(count: 3, start: 0)

/// An episode of numbers made by a rule, another one for each seed.
func walk(_ seed: Int, length: Int? = nil) -> Episode {
  let length = length ?? 1 + seed % 5
  return episode(
    (0..<2 * (length + 1)).map { Float($0) / 3 + Float(seed) }, (0..<length).map { ($0 + seed) % 3 },
    rewards: (0..<length).map { 0.1 * Double($0 - seed) }, seed.isMultiple(of: 2) ? .terminated : .truncated,
    seed: UInt64(seed))
}

/// An episode of elements of two spaces, each in one flat array.
func episode<Observation: RowScalar, Action: RowScalar>(
  _ observations: [Observation], _ actions: [Action], rewards: [Double], _ ending: EpisodeStatus = .truncated,
  seed: UInt64? = nil, in spaces: (SpaceDescriptor, SpaceDescriptor) = (plane, choices)
) -> Episode {
  Episode(
    observations: RowBuffer(observations, rowShape: spaces.0.layout.fields[0].shape),
    actions: RowBuffer(actions, rowShape: spaces.1.layout.fields[0].shape), rewards: rewards, ending: ending,
    seed: seed)
}

/// The sentence of the error that `body` throws; `nil` if it throws none.
func refusal(_ body: () throws -> Void) -> String? {
  do {
    try body()
    return nil
  } catch {
    return "\(error)"
  }
}
