import ArgumentParser
import Foundation
import Training

/// Reads the numbers of options, each refused with what was expected instead.
///
/// A count may be written short: `100k`, `2.5M`, `1G`, `1e6`.
enum Number {
  /// Reads a seed.
  static func seed(_ text: String) throws -> UInt64 {
    guard let seed = UInt64(text) else {
      throw ValidationError("a seed is a whole number from 0 to \(UInt64.max).")
    }
    return seed
  }

  /// Reads a count of at least one.
  static func count(_ text: String) throws -> Int { try whole(text, 1...1 << 53) }

  /// Reads a count that may be zero.
  static func countOrZero(_ text: String) throws -> Int { try whole(text, 0...1 << 53) }

  /// Reads the number of environments stepped together.
  static func environments(_ text: String) throws -> Int { try whole(text, 1...TrainingPlan.mostEnvironments) }

  /// Reads a number of runs.
  static func runs(_ text: String) throws -> Int { try whole(text, 1...1000) }

  /// Reads a number of threads.
  static func threads(_ text: String) throws -> Int { try whole(text, 1...TrainingPlan.mostThreads) }

  /// Reads a pace in steps per second.
  static func framesPerSecond(_ text: String) throws -> Double { try number(text, 0.1...1000) }

  /// Reads a zoom in pixels per unit of a drawing.
  static func zoom(_ text: String) throws -> Double { try number(text, 0.1...8) }

  /// Reads a standard deviation.
  static func deviation(_ text: String) throws -> Double { try number(text, 0...1e6) }

  /// Reads a finite number.
  static func finite(_ text: String) throws -> Double {
    guard let number = Double(text), number.isFinite else { throw ValidationError("it must be a number.") }
    return number
  }

  /// Reads a share of something, neither nothing nor all.
  static func share(_ text: String) throws -> Double {
    guard let number = Double(text), number > 0, number < 1 else {
      throw ValidationError("it must be a number between 0 and 1.")
    }
    return number
  }

  /// Reads a list of numbers and ranges, such as 0,2,5-9.
  static func list(_ text: String) throws -> Set<Int> {
    var numbers: Set<Int> = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1], first >= 0,
        first <= last, last - first < 1 << 24
      else { throw ValidationError("it must be a list of numbers and ranges, such as 0,2,5-9.") }
      numbers.formUnion(first...last)
    }
    return numbers
  }

  private static func whole(_ text: String, _ range: ClosedRange<Int>) throws -> Int {
    let number = Int(text).map { Decimal($0) } ?? decimal(text)
    guard let number, number >= Decimal(range.lowerBound), number == number.roundedDown else {
      throw ValidationError(
        range.upperBound == 1 << 53
          ? "it must be a whole number, \(range.lowerBound) or more."
          : "it must be a whole number from \(range.lowerBound) to \(range.upperBound).")
    }
    guard number <= Decimal(range.upperBound) else {
      throw ValidationError("it must be a whole number from \(range.lowerBound) to \(range.upperBound).")
    }
    return NSDecimalNumber(decimal: number).intValue
  }

  /// Reads a number in decimal digits, exactly: in binary ones, 1.1M need not be whole.
  private static func decimal(_ text: String) -> Decimal? {
    guard let match = text.wholeMatch(of: /([0-9]{1,30}(?:\.[0-9]{1,18})?)(?:[eE]\+?([0-9]{1,2})|([kKMG]))?/),
      let digits = Decimal(string: String(match.output.1), locale: Locale(identifier: "en_US_POSIX"))
    else { return nil }
    let units: [Substring: Int] = ["k": 3, "K": 3, "M": 6, "G": 9]
    let zeros = match.output.2.flatMap { Int($0) } ?? match.output.3.flatMap { units[$0] } ?? 0
    return digits * pow(10, zeros)
  }

  private static func number(_ text: String, _ range: ClosedRange<Double>) throws -> Double {
    guard let number = Double(text), range.contains(number) else {
      throw ValidationError(
        "it must be a number from \(NumberFormat.plain(range.lowerBound)) to \(NumberFormat.plain(range.upperBound))."
      )
    }
    return number
  }
}

extension Decimal {
  /// The number without what stands behind the point.
  fileprivate var roundedDown: Decimal {
    var (number, rounded) = (self, Decimal())
    NSDecimalRound(&rounded, &number, 0, .down)
    return rounded
  }
}
