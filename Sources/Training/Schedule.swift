import Foundation
import Simulation

/// A number that changes with the progress of a training run.
///
/// As text, for the command line and for stored configurations: `0.1`, `linear(1,0.05,0.5)` or
/// `exponential(1,0.01,0.5)`, which fall from the first value to the second over the given fraction of the run.
public enum Schedule: Sendable, Equatable {
  /// Always the same.
  case constant(Double)
  /// From one value to another in a straight line over the first `fraction` of the run, then the same.
  case linear(from: Double, to: Double, fraction: Double)
  /// From one value to another by equal factors over the first `fraction` of the run, then the same.
  case exponential(from: Double, to: Double, fraction: Double)

  /// The value at a progress from 0 to 1.
  public func value(at progress: Double) -> Double {
    switch self {
    case .constant(let value): value
    case .linear(let start, let end, let fraction): start + (end - start) * min(max(progress / fraction, 0), 1)
    case .exponential(let start, let end, let fraction):
      start * pow(end / start, min(max(progress / fraction, 0), 1))
    }
  }
}

extension Schedule: TextRepresentable {
  /// The text form.
  public var description: String {
    switch self {
    case .constant(let value): "\(value)"
    case .linear(let start, let end, let fraction): "linear(\(start),\(end),\(fraction))"
    case .exponential(let start, let end, let fraction): "exponential(\(start),\(end),\(fraction))"
    }
  }

  /// Reads the text form.
  public init(text: String) throws(ConfigurationError) {
    if let value = Double(text), value.isFinite {
      self = .constant(value)
      return
    }
    guard let opening = text.firstIndex(of: "("), text.last == ")" else { throw Self.malformed(text) }
    let parts = text[text.index(after: opening)...].dropLast().split(
      separator: ",", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Double($0.trimmingCharacters(in: .whitespaces)) }.filter(\.isFinite)
    guard parts.count == 3, numbers.count == 3, numbers[2] > 0, numbers[2] <= 1 else { throw Self.malformed(text) }
    switch text[..<opening] {
    case "linear": self = .linear(from: numbers[0], to: numbers[1], fraction: numbers[2])
    case "exponential" where numbers[0] > 0 && numbers[1] > 0:
      self = .exponential(from: numbers[0], to: numbers[1], fraction: numbers[2])
    default: throw Self.malformed(text)
    }
  }

  private static func malformed(_ text: String) -> ConfigurationError {
    ConfigurationError("'\(text)' is no schedule: write \(settingKind).")
  }
}

extension Schedule: RangedSettingValue {
  /// The number of any moment.
  public typealias SettingNumber = Double

  /// The three forms.
  public static let settingKind =
    "a number, linear(FROM,TO,FRACTION), or exponential(FROM,TO,FRACTION) with positive values, the fraction of the run "
    + "being above 0 and up to 1"

  /// Reads the text form; what is wrong with a text is for the setting to say, by its name.
  public init?(settingText text: String) {
    guard let schedule = try? Schedule(text: text) else { return nil }
    self = schedule
  }

  /// Returns true if all values of the schedule lie in a range; schedules are monotonic, so their ends say all.
  public func lies(in range: some SettingRange<Double>) -> Bool {
    range.contains(value(at: 0)) && range.contains(value(at: 1))
  }
}
