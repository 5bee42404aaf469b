/// A range of numbers that says itself in words; Swift's own ranges are such ranges.
public protocol SettingRange<Bound>: Sendable {
  /// The type of the numbers.
  associatedtype Bound: Comparable

  /// Returns true if a number lies in the range.
  func contains(_ number: Bound) -> Bool

  /// The range in a few words, such as `from 1 to 65536`.
  var inWords: String { get }
}

/// A number that bounds a range.
public protocol SettingBound: Comparable, Sendable {
  /// The number as one would write it: large powers of two and of ten as powers.
  var asBound: String { get }
}

/// A value of which a range can be asked: a number, or several.
public protocol RangedSettingValue: SettingValue {
  /// The type of the numbers.
  associatedtype SettingNumber: SettingBound

  /// Returns true if every number of the value lies in a range.
  func lies(in range: some SettingRange<SettingNumber>) -> Bool
}

extension Double: RangedSettingValue {
  /// The number itself.
  public typealias SettingNumber = Double

  /// Returns true if the number lies in a range.
  public func lies(in range: some SettingRange<Double>) -> Bool { range.contains(self) }
}

extension Int: RangedSettingValue {
  /// The number itself.
  public typealias SettingNumber = Int

  /// Returns true if the number lies in a range.
  public func lies(in range: some SettingRange<Int>) -> Bool { range.contains(self) }
}

extension Array: RangedSettingValue where Element: RangedSettingValue {
  /// The number of an element.
  public typealias SettingNumber = Element.SettingNumber

  /// Returns true if every number of the list lies in a range.
  public func lies(in range: some SettingRange<SettingNumber>) -> Bool { allSatisfy { $0.lies(in: range) } }
}

extension Double: SettingBound {
  /// The number as one would write it.
  public var asBound: String {
    if self >= 0x1p20, self == Double(sign: .plus, exponent: exponent, significand: 1) { return "2^\(exponent)" }
    guard let whole = Int(exactly: self) else { return "\(self)".replacing("e-0", with: "e-") }
    let digits = "\(whole.magnitude)"
    let isPower = digits.count > 6 && digits.first == "1" && digits.dropFirst().allSatisfy { $0 == "0" }
    return isPower ? "\(whole < 0 ? "-" : "")1e\(digits.count - 1)" : "\(whole)"
  }
}

extension Int: SettingBound {
  /// The number as one would write it.
  public var asBound: String { Double(self).asBound }
}

extension ClosedRange: SettingRange where Bound: SettingBound {
  /// Both ends.
  public var inWords: String { "from \(lowerBound.asBound) to \(upperBound.asBound)" }
}

extension Range: SettingRange where Bound: SettingBound {
  /// Both ends, the second excluded.
  public var inWords: String { "from \(lowerBound.asBound) up to, but not, \(upperBound.asBound)" }
}

extension PartialRangeFrom: SettingRange where Bound: SettingBound {
  /// The lower end.
  public var inWords: String { "\(lowerBound.asBound) or more" }
}

/// A range whose lower end is excluded.
public struct OpenSettingRange: SettingRange {
  let low: Double
  let high: Double
  let includesHigh: Bool

  /// Returns true if a number lies in the range.
  public func contains(_ number: Double) -> Bool {
    number > low && (includesHigh ? number <= high : number < high)
  }

  /// The ends.
  public var inWords: String {
    guard includesHigh else { return "between \(low.asBound) and \(high.asBound), both excluded" }
    return "above \(low.asBound)" + (high == .infinity ? "" : " and at most \(high.asBound)")
  }
}

extension SettingRange where Self == OpenSettingRange {
  /// Numbers above one, up to another.
  public static func above(_ low: Double, upTo high: Double = .infinity) -> Self {
    OpenSettingRange(low: low, high: high, includesHigh: true)
  }

  /// Numbers between two others, both excluded.
  public static func between(_ low: Double, _ high: Double) -> Self {
    OpenSettingRange(low: low, high: high, includesHigh: false)
  }
}

extension SettingRange where Self == ClosedRange<Double> {
  /// Positive numbers, neither too small nor too large for the arithmetic of a simulation: divided by less, forces would
  /// have no size any more.
  public static var positive: Self { 1e-9...1e9 }

  /// Numbers small enough for the arithmetic of a simulation.
  public static var size: Self { -1e9...1e9 }
}
