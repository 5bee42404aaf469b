import CMath
import Simulation

extension CarRacingFeatures {
  /// Steers for a point of the road ahead and brakes for curves.
  public static var heuristic: ScriptedPolicy {
    ScriptedPolicy(observing: Float.self, acting: Control.ActionSpace.Scalar.self) {
      Control.write(RoadDriver(Control.self).command(for: RoadAhead(features: $0)), into: &$1)
    }
  }
}

extension RoadAhead {
  /// Reads the road from an observation in numbers.
  init(features: Span<Float>) {
    func feature(_ index: Int) -> Double { Double(features[index]) }
    speed = feature(DrivingFeatures.forwardSpeed) * DrivingFeatures.speedUnit
    slip =
      max(feature(DrivingFeatures.slips.lowerBound + 2), feature(DrivingFeatures.slips.lowerBound + 3))
      * DrivingFeatures.speedUnit
    offset = feature(DrivingFeatures.offset) * RaceTrack.halfWidth
    angle = palaestra_atan2(feature(DrivingFeatures.sine), feature(DrivingFeatures.cosine))
    for index in 0..<10 {
      turns[index] = feature(DrivingFeatures.curvatures.lowerBound + index) * RaceTrack.maximumTurn
    }
  }
}
