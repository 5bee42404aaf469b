import Simulation

/// Sines and lines, one as likely as the other, seen with noise: a few points may leave open which of both they are of.
///
/// Finn, Xu and Levine (2018), "Probabilistic model-agnostic meta-learning", section 5: amplitudes from 0.1 to 5, phases from 0
/// to π, slopes and intercepts from −3 to 3, noise of standard deviation 0.3.
public struct SineOrLineFamily: FunctionFamily {
  /// The name.
  public var name: String { isAmbiguous ? "sine-or-line-open" : "sine-or-line" }
  /// The summary.
  public var summary: String {
    isAmbiguous
      ? "Those of sine-or-line whose support points a sine and a line come equally near"
      : "Sines or lines, seen with noise, so that few points are ambiguous (Finn et al. 2018)"
  }
  /// From −5 to 5.
  public let inputs = -5.0...5.0
  /// The standard deviation of the noise.
  public let noise: Double
  /// True if only tasks are drawn whose support points can be read both ways: a sine and a line each come as near to them as
  /// twice the noise.
  public let isAmbiguous: Bool

  /// The number of functions that are tried for an ambiguous task; far more than the few dozen that five points need.
  private static let attempts = 10_000

  /// Makes a family.
  public init(noise: Double = 0.3, ambiguous isAmbiguous: Bool = false) {
    self.noise = noise
    self.isAmbiguous = isAmbiguous
  }

  /// Draws the kind, and then the two numbers of it.
  public func function(using generator: inout RandomGenerator) -> TaskFunction {
    if generator.choice(2) == 0 {
      let amplitude = generator.uniform(0.1, 5)
      return .sine(amplitude: amplitude, frequency: 1, phase: generator.uniform(0, .pi))
    }
    let slope = generator.uniform(-3, 3)
    return .line(slope: slope, intercept: generator.uniform(-3, 3))
  }

  /// Draws a function and points of it, again and again until they can be read both ways if they are to.
  ///
  /// So many points that none are found are taken as they are.
  public func task(_ size: TaskSize, from part: TaskPart, using generator: inout RandomGenerator) -> FewShotTask {
    var task = pointsOfFunction(size, using: &generator)
    for _ in 0..<(isAmbiguous ? Self.attempts : 0) {
      let reading = FunctionReading(task.support.inputs, task.support.targets)
      if max(reading.sineError, reading.lineError) <= 2 * noise { break }
      task = pointsOfFunction(size, using: &generator)
    }
    return task
  }
}
