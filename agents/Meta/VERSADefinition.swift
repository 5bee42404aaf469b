import FewShot
import Simulation
import Training

/// VERSA's row of the catalogue.
struct VERSADefinition: MetaMethodDefinition {
  let name = "versa"
  let summary = "A network that says the distribution of a task's last layer (Gordon et al. 2019)"
  let presets = [
    Preset("gaussian-mean", gaussianMean, .metaSteps(5_000)),
    Preset("sine", VERSAConfiguration(), .metaSteps(50_000)), Preset("glyphs", glyphs, .metaSteps(4000)),
  ]

  /// A linear network says the exact posterior: see the README beside this file.
  private static var gaussianMean: VERSAConfiguration {
    var configuration = VERSAConfiguration()
    configuration.network.hiddenSizes = []
    configuration.amortizerSizes = []
    configuration.network.learningRate = .linear(from: 0.02, to: 1e-4, fraction: 1)
    configuration.episodes.tasksPerStep = 16
    configuration.samples = 100
    configuration.noise = 1
    return configuration
  }

  /// Many classes at a time, as for prototypical networks.
  private static var glyphs: VERSAConfiguration {
    var configuration = VERSAConfiguration()
    configuration.network.learningRate = .linear(from: 2e-3, to: 1e-5, fraction: 1)
    (configuration.episodes.shots, configuration.episodes.trainingWays) = (1, 30)
    (configuration.episodes.tasksPerStep, configuration.episodes.queries) = (1, 5)
    configuration.episodes.evaluationQueries = 15
    return configuration
  }

  func makeLearner(
    for family: any TaskFamily, _ configuration: VERSAConfiguration, using generator: inout RandomGenerator
  ) throws -> any MetaLearner {
    try VERSA(for: family, configuration, using: &generator)
  }
}
