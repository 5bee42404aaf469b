import FewShot
import Simulation
import Training

/// PLATIPUS's row of the catalogue.
struct PLATIPUSDefinition: MetaMethodDefinition {
  let name = "platipus"
  let summary = "A distribution over beginnings, for tasks that few examples leave open (Finn et al. 2018)"
  let presets = [Preset("sine-or-line", sineOrLine, .metaSteps(50_000))]

  private static var sineOrLine: PLATIPUSConfiguration {
    var configuration = PLATIPUSConfiguration()
    configuration.network.hiddenSizes = [100, 100, 100]
    return configuration
  }

  func makeLearner(
    for family: any TaskFamily, _ configuration: PLATIPUSConfiguration, using generator: inout RandomGenerator
  ) throws -> any MetaLearner {
    PLATIPUS(for: family, configuration, using: &generator)
  }
}
