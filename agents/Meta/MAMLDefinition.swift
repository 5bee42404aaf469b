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
  static let maml = [sine, varied, sineOrLine]
  static let metaSGD = [
    Preset("sine", metaSGDConfiguration, .metaSteps(50_000)),
    Preset("sine-varied", metaSGDConfiguration, .metaSteps(50_000)),
  ]

  static var metaSGDConfiguration: MAMLConfiguration {
    var configuration = MAMLConfiguration()
    configuration.learnsRates = true
    configuration.evaluationSteps = [1]
    return configuration
  }

  private static var sine: Preset<MAMLConfiguration> {
    Preset("sine", MAMLConfiguration(), .metaSteps(50_000))
  }

  private static var varied: Preset<MAMLConfiguration> {
    Preset("sine-varied", MAMLConfiguration(), .metaSteps(50_000))
  }

  private static var sineOrLine: Preset<MAMLConfiguration> {
    var configuration = MAMLConfiguration()
    configuration.network.hiddenSizes = [100, 100, 100]
    return Preset("sine-or-line", configuration, .metaSteps(50_000))
  }
}
