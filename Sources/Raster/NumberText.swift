/// Numbers as they are written in pictures: with a true minus sign, and no longer than needed.
enum NumberText {
  private static let minus = "\u{2212}"

  /// `value` with a fixed number of decimals.
  static func fixed(_ value: Double, decimals: Int) -> String {
    let factor = (0..<decimals).reduce(1) { factor, _ in factor * 10 }
    guard abs(value) < 1e15, abs(value) * Double(factor) < 1e18 else {
      return value.isNaN ? "?" : (value < 0 ? "\(minus)∞" : "∞")
    }
    let scaled = Int((abs(value) * Double(factor)).rounded())
    let sign = value < 0 && scaled > 0 ? minus : ""
    guard decimals > 0 else { return "\(sign)\(scaled)" }
    let fraction = String(scaled % factor)
    return "\(sign)\(scaled / factor)." + String(repeating: "0", count: decimals - fraction.count) + fraction
  }

  /// A factor, below 1 as a fraction where that is a whole one: 2, 1/4, 1.5.
  static func ratio(_ value: Double) -> String {
    if value < 1, value > 0, (1 / value).rounded() == 1 / value {
      return "1/\(fixed(1 / value, decimals: 0))"
    }
    return fixed(value, decimals: value.rounded() == value ? 0 : 2)
  }

  /// A mark on an axis whose marks lie `step` apart; thousands are written k and millions M.
  static func tick(_ value: Double, step: Double) -> String {
    let largest = max(abs(value), step)
    for (unit, sign) in [(1e9, "G"), (1e6, "M"), (1e3, "k")] where largest >= unit && step * 1000 >= unit {
      return value == 0 ? "0" : fixed(value / unit, decimals: decimals(for: step / unit)) + sign
    }
    return fixed(value, decimals: decimals(for: step))
  }

  /// Returns the number of decimals that distinguishes numbers which lie `step` apart.
  private static func decimals(for step: Double) -> Int {
    var decimals = 0
    var scaled = step
    while decimals < 6, abs(scaled - scaled.rounded()) > 1e-6 * abs(scaled) || scaled.rounded() == 0 {
      scaled *= 10
      decimals += 1
    }
    return decimals
  }
}
