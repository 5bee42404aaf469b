import FewShot
import Simulation
import Training

/// The rows of the catalogue for methods that compare features.
struct ComparisonDefinition: MetaMethodDefinition {
  let name: String
  let summary: String
  let presets = [Preset("glyphs", glyphs, .metaSteps(4000)), Preset("digits", digits, .metaSteps(300))]
  private let comparison: @Sendable (ExampleEmbedding, ComparisonConfiguration) -> any Comparison

  static let prototypical = ComparisonDefinition(
    name: "prototypical", summary: "Classes by the nearest mean of their examples' features (Snell et al. 2017)"
  ) { _, _ in Prototypical() }
  static let matching = ComparisonDefinition(
    name: "matching", summary: "Classes by attention to their examples' features (Vinyals et al. 2016)"
  ) { Matching(context: $1.fullContext ? FullContext(featureCount: $0.featureCount) : nil) }
  static let siamese = ComparisonDefinition(
    name: "siamese", summary: "Classes by pairs that show the same (Koch et al. 2015)"
  ) { embedding, _ in Siamese(featureCount: embedding.featureCount) }

  init(
    name: String, summary: String,
    _ comparison: @escaping @Sendable (ExampleEmbedding, ComparisonConfiguration) -> any Comparison
  ) {
    (self.name, self.summary, self.comparison) = (name, summary, comparison)
  }

  /// Many classes at a time, which is harder than what is asked in the end and teaches more (Snell et al., section 3.1).
  private static var glyphs: ComparisonConfiguration {
    var configuration = ComparisonConfiguration()
    configuration.episodes.shots = 1
    configuration.episodes.trainingWays = 60
    configuration.learningRate = .linear(from: 2e-3, to: 1e-5, fraction: 1)
    return configuration
  }

  /// All of the few digits at a time.
  private static var digits: ComparisonConfiguration {
    var configuration = ComparisonConfiguration()
    configuration.episodes.shots = 1
    configuration.episodes.trainingWays = 4
    return configuration
  }

  func refusal(of family: any TaskFamily) -> String? {
    guard family.target != .classes else { return nil }
    return "\(name) tells classes apart, and tasks of \(family.name) have none; train it on glyphs."
  }

  func makeLearner(
    for family: any TaskFamily, _ configuration: ComparisonConfiguration, using generator: inout RandomGenerator
  ) throws -> any MetaLearner {
    ComparisonLearner(for: family, configuration, by: { comparison($0, configuration) }, using: &generator)
  }
}
