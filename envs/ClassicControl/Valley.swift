import CMath
import Simulation

/// The valley that both mountain cars drive in.
enum Valley {
  static let minimumPosition = -1.2
  static let maximumPosition = 0.6
  static let maximumSpeed = 0.07

  static var observationSpace: Box<Float> {
    Box(
      low: [Float(minimumPosition), Float(-maximumSpeed)], high: [Float(maximumPosition), Float(maximumSpeed)])
  }

  /// The height of the ground, for drawings.
  static func height(at position: Double) -> Double { palaestra_sin(3 * position) * 0.45 + 0.55 }
}
