import CMath

/// The places where NumPy's scalars round otherwise than the plain operation does.
///
/// Gymnasium computes with NumPy, and Acrobot is chaotic: one bit lost is another trajectory some dozen steps later.
enum NumPyArithmetic {
  /// `x ** 2` of a `float64`: NumPy takes the C library's `pow`, which now and then rounds the other way than `x * x`.
  ///
  /// For the second power of numbers between 2⁻⁶⁴ and 2⁶⁴, glibc's `pow` errs by less than 0.5 + 1/64 units in the last
  /// place, so it can differ only where the exact square lies that close to the middle between two doubles.
  /// Elsewhere the product is as good, and several times faster.
  @inline(__always)
  static func square(_ x: Double) -> Double {
    let significand = x.significandBitPattern | 1 << 52
    let exact = significand.multipliedFullWidth(by: significand)
    // What rounding discards, as a fraction of 2⁶⁴: the last 52 bits of the exact product, or 53 if it has 106.
    let discarded = exact.low << (exact.high >> 41 == 1 ? 11 : 12)
    let isNearMiddle = discarded &- (1 << 63 - 1 << 58) < 1 << 59
    return isNearMiddle ? palaestra_pow2(x) : x * x
  }

  /// `x ** 2` of a `float32`, for which NumPy takes `powf`.
  ///
  /// The same holds, with 1/32 for numbers of a size between 1/16 and 16.
  @inline(__always)
  static func square(_ x: Float) -> Float {
    let exact = Double(x) * Double(x)
    let discarded = exact.bitPattern << 35
    let isSettled = discarded &- (1 << 63 - 1 << 59) >= 1 << 60 && exact >= 0x1p-8 && exact <= 0x1p8
    return isSettled ? Float(exact) : palaestra_pow2f(x)
  }

  /// `np.sin` and `np.cos` of a `float32`, which NumPy computes in single precision with polynomials of its own.
  ///
  /// Cody and Waite's reduction by quarter turns and two minimax polynomials, after N. Juffa and T. Myklebust, as
  /// NumPy has them for processors with fused multiplication and addition, and for angles up to 71476 radians, which
  /// the bounds of a first state stay below.
  static func sincos(_ angle: Float) -> (sine: Float, cosine: Float) {
    let turns = (angle * 0x1.45f306p-1).rounded(.toNearestOrEven)
    let rest = angle.addingProduct(turns, -0x1.921fb0p+00).addingProduct(turns, -0x1.5110b4p-22)
      .addingProduct(turns, -0x1.846988p-48)
    let (sine, cosine) = (sineNearZero(rest), cosineNearZero(rest))
    return switch Int(turns) & 3 {
    case 0: (sine, cosine)
    case 1: (cosine, -sine)
    case 2: (-sine, -cosine)
    default: (-cosine, sine)
    }
  }

  private static func sineNearZero(_ x: Float) -> Float {
    let cubic = polynomial([0x1.7d3bbcp-19, -0x1.a06bbap-13, 0x1.11119ap-07, -0x1.555556p-03], x * x)
    return x.addingProduct(cubic * (x * x), x)
  }

  private static func cosineNearZero(_ x: Float) -> Float {
    polynomial([0x1.98e616p-16, -0x1.6c06dcp-10, 0x1.55553cp-05, -0.5, 1], x * x)
  }

  /// Horner's scheme with fused operations, the highest coefficient first.
  private static func polynomial<let count: Int>(_ coefficients: InlineArray<count, Float>, _ x: Float) -> Float {
    var value = coefficients[0]
    for index in 1..<count { value = coefficients[index].addingProduct(value, x) }
    return value
  }
}
