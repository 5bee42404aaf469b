import Foundation
import Simulation

/// Sines A sin(ω x − φ) of random amplitude, frequency and phase.
///
/// By default those of Finn, Abbeel and Levine (2017), "Model-agnostic meta-learning", section 5.1.
public struct SineFamily: FunctionFamily {
  /// The name.
  public let name: String
  /// The summary.
  public let summary: String
  /// The range of the amplitude A.
  public let amplitudes: ClosedRange<Double>
  /// The range of the frequency ω.
  public let frequencies: ClosedRange<Double>
  /// The range of the phase φ.
  public let phases: ClosedRange<Double>
  /// From −5 to 5.
  public let inputs = -5.0...5.0
  /// The number of evenly spaced inputs; 0 for any.
  public let gridSize: Int

  /// Makes a family.
  public init(
    named name: String = "sine",
    summary: String = "Sines of random amplitude and phase (Finn et al. 2017)",
    amplitudes: ClosedRange<Double> = 0.1...5, frequencies: ClosedRange<Double> = 1...1,
    phases: ClosedRange<Double> = 0 ... .pi, gridSize: Int = 0
  ) {
    self.name = name
    self.summary = summary
    self.amplitudes = amplitudes
    self.frequencies = frequencies
    self.phases = phases
    self.gridSize = gridSize
  }

  /// The sines of Li, Zhou, Chen and Li (2017), "Meta-SGD", section 4.1, whose frequency varies.
  public static let varied = SineFamily(
    named: "sine-varied", summary: "Sines of random amplitude, phase and frequency (Li et al. 2017)",
    frequencies: 0.8...1.2)

  /// The sines of Nichol, Achiam and Schulman (2018), "On first-order meta-learning algorithms", section 3: any phase, and
  /// points at 50 places.
  public static let grid = SineFamily(
    named: "sine-grid", summary: "Sines of random amplitude and any phase at 50 places (Nichol et al. 2018)",
    phases: 0...2 * .pi, gridSize: 50)

  /// Draws amplitude, phase and, if it varies, frequency.
  public func function(using generator: inout RandomGenerator) -> TaskFunction {
    let amplitude = generator.uniform(amplitudes.lowerBound, amplitudes.upperBound)
    let phase = generator.uniform(phases.lowerBound, phases.upperBound)
    let isFixed = frequencies.lowerBound == frequencies.upperBound
    let frequency =
      isFixed ? frequencies.lowerBound : generator.uniform(frequencies.lowerBound, frequencies.upperBound)
    return .sine(amplitude: amplitude, frequency: frequency, phase: phase)
  }
}

extension TaskFunction {
  /// The sine A sin(ω x − φ).
  static func sine(amplitude: Double, frequency: Double, phase: Double) -> TaskFunction {
    let factor = frequency == 1 ? "" : String(format: "%.2f ", frequency)
    return TaskFunction(
      kind: "sine", formula: String(format: "%.2f sin(\(factor)x − %.2f)", amplitude, phase)
    ) { amplitude * sin(frequency * $0 - phase) }
  }

  /// The line a x + b.
  static func line(slope: Double, intercept: Double) -> TaskFunction {
    TaskFunction(
      kind: "line",
      formula: String(format: "%.2f x \(intercept < 0 ? "−" : "+") %.2f", slope, abs(intercept))
    ) { slope * $0 + intercept }
  }
}
