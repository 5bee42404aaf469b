#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Double {
  /// The number whose cube this is: how the size of a body grows with its mass.
  var cubeRoot: Double { cbrt(self) }

  /// The number kept in what a picture can show; 0 if it is none, as in a simulation that has come apart.
  func drawable(upTo limit: Double = 1e5) -> Double { isNaN ? 0 : Swift.min(Swift.max(self, -limit), limit) }

  /// The number with its sign and so many decimals.
  func reading(decimals: Int, unit: String = "") -> String {
    let scale = (0..<decimals).reduce(1.0) { power, _ in power * 10 }
    guard isFinite, abs(self) * scale < 1e15 else { return "–" }
    let steps = Int((abs(self) * scale).rounded())
    let (whole, rest) = steps.quotientAndRemainder(dividingBy: Int(scale))
    let digits = String(rest)
    let padded = String(repeating: "0", count: max(0, decimals - digits.count)) + digits
    let sign = self < 0 && steps > 0 ? "−" : "+"
    return sign + (decimals > 0 ? "\(whole).\(padded)" : "\(whole)") + unit
  }
}
