import FewShot
import Simulation
import Training

/// The rows of MAML and of Meta-SGD, which is MAML with learned rates.
struct MAMLDefinition: MetaMethodDefinition {
  let name: String
  let summary: String
  let defaultConfiguration: MAMLConfiguration
  let presets: [Preset<MAMLConfiguration>]

  /// MAML.
  static let maml = MAMLDefinition(
    name: "maml", summary: "Model-agnostic meta-learning, of second or first order (Finn et al. 2017)",
    defaultConfiguration: MAMLConfiguration(), presets: MAMLPresets.maml)

  /// Meta-SGD.
  static let metaSGD = MAMLDefinition(
    name: "meta-sgd", summary: "MAML with a learned rate for every parameter (Li et al. 2017)",
    defaultConfiguration: MAMLPresets.metaSGDConfiguration, presets: MAMLPresets.metaSGD)

  func makeLearner(
    for family: any TaskFamily, _ configuration: MAMLConfiguration, using generator: inout RandomGenerator
  ) throws -> any MetaLearner {
    MAML(for: family, configuration, using: &generator)
  }
}

/// Settings that are known to work; the README beside this file has the results.
enum MAMLPresets {
  static let maml = [
    Preset("sine", falling(MAMLConfiguration()), .metaSteps(20_000)),
    Preset("sine-varied", falling(MAMLConfiguration()), .metaSteps(20_000)), sineOrLine, glyphs,
  ]
  static let metaSGD = [
    Preset("sine", falling(metaSGDConfiguration), .metaSteps(20_000)),
    Preset("sine-varied", falling(metaSGDConfiguration), .metaSteps(20_000)),
  ]

  static var metaSGDConfiguration: MAMLConfiguration {
    var configuration = MAMLConfiguration()
    configuration.learnsRates = true
    // Rates that are learned for one step are too large for several.
    configuration.evaluationSteps = [1]
    return configuration
  }

  private static var sineOrLine: Preset<MAMLConfiguration> {
    var configuration = falling(MAMLConfiguration())
    configuration.network.hiddenSizes = [100, 100, 100]
    return Preset("sine-or-line", configuration, .metaSteps(20_000))
  }

  private static var glyphs: Preset<MAMLConfiguration> {
    var configuration = falling(MAMLConfiguration())
    (configuration.innerRate, configuration.evaluationSteps) = (0.4, [1, 3])
    (configuration.episodes.shots, configuration.episodes.queries) = (1, 5)
    (configuration.episodes.tasksPerStep, configuration.episodes.evaluationQueries) = (8, 15)
    return Preset("glyphs", configuration, .metaSteps(4000))
  }

  /// The settings with a learning rate that begins higher than usual and falls to next to nothing.
  private static func falling(_ configuration: MAMLConfiguration) -> MAMLConfiguration {
    var configuration = configuration
    configuration.network.learningRate = .linear(from: 2e-3, to: 1e-5, fraction: 1)
    return configuration
  }
}
