import FewShot
import Simulation
import Training

/// Reptile's row of the catalogue.
struct ReptileDefinition: MetaMethodDefinition {
  let name = "reptile"
  let summary = "A beginning that moves towards where gradient steps on tasks lead (Nichol et al. 2018)"
  let presets = [Preset("sine-grid", ReptileConfiguration(), .metaSteps(30_000))]

  func makeLearner(
    for family: any TaskFamily, _ configuration: ReptileConfiguration, using generator: inout RandomGenerator
  ) throws -> any MetaLearner {
    Reptile(for: family, configuration, using: &generator)
  }
}
