import Demonstrations
import Simulation
import Training

extension VectorTask {
  /// Records episodes that a policy plays.
  func recording(of policy: any Policy, count: Int, seed: UInt64) -> [Episode] {
    var recorder = EpisodeRecorder(policy, in: self, seed: seed)
    return recorder.record(count)
  }

  /// Evaluates a policy on episodes that neither training nor demonstrations use.
  func evaluation(of policy: any Policy, episodes: Int = 100) throws(ConfigurationError) -> Evaluation {
    guard let evaluation = Evaluation.evaluate(policy, on: self, episodes: episodes, seed: 5_000_000) else {
      throw ConfigurationError("\(type(of: policy)) has not ended an episode.")
    }
    return evaluation
  }
}
