/// A colour with opacity, 8 bits for each of red, green, blue and alpha, not premultiplied.
///
/// In memory the four bytes lie in the order red, green, blue, alpha, so that an array of colours is an RGBA8 image.
public struct Color: Hashable, Sendable, BitwiseCopyable {
  /// The packed components, alpha in the highest byte, red in the lowest: on a little-endian machine the bytes lie as
  /// R, G, B, A.
  var packed: UInt32

  @inline(__always)
  init(packed: UInt32) {
    self.packed = packed
  }

  /// The colour of the given components, each 0...255.
  public init(red: UInt8, green: UInt8, blue: UInt8, alpha: UInt8 = 255) {
    packed = UInt32(red) | UInt32(green) << 8 | UInt32(blue) << 16 | UInt32(alpha) << 24
  }

  /// The colour written as on the web: `Color(0x2E86AB)` has red 0x2E, green 0x86 and blue 0xAB.
  ///
  /// - Parameters:
  ///   - hex: 0x000000...0xFFFFFF.
  ///   - opacity: 0 (invisible) to 1 (opaque).
  public init(_ hex: UInt32, opacity: Double = 1) {
    precondition(hex <= 0xFFFFFF, "A colour is 0x000000...0xFFFFFF, not \(String(hex, radix: 16))")
    self.init(
      red: UInt8(hex >> 16), green: UInt8(hex >> 8 & 0xFF), blue: UInt8(hex & 0xFF),
      alpha: Color.byte(opacity))
  }

  /// The red component, 0...255.
  public var red: UInt8 { UInt8(truncatingIfNeeded: packed) }
  /// The green component, 0...255.
  public var green: UInt8 { UInt8(truncatingIfNeeded: packed >> 8) }
  /// The blue component, 0...255.
  public var blue: UInt8 { UInt8(truncatingIfNeeded: packed >> 16) }
  /// The opacity, 0 (invisible) to 255 (opaque).
  public var alpha: UInt8 { UInt8(truncatingIfNeeded: packed >> 24) }

  /// Returns the same colour, its opacity multiplied by `factor` (0...1).
  public func opacity(_ factor: Double) -> Color {
    let scaled = Color.byte(Double(alpha) / 255 * factor)
    return Color(packed: packed & 0x00FF_FFFF | UInt32(scaled) << 24)
  }

  /// Returns this colour blended with `other`: `amount` 0 gives this one, 1 the other.
  public func mixed(with other: Color, _ amount: Double) -> Color {
    func mix(_ from: UInt8, _ to: UInt8) -> UInt8 {
      Color.byte((Double(from) + (Double(to) - Double(from)) * amount) / 255)
    }
    return Color(
      red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue),
      alpha: mix(alpha, other.alpha))
  }

  /// Opaque black.
  public static let black = Color(0x000000)
  /// Opaque white.
  public static let white = Color(0xFFFFFF)
  /// Wholly invisible.
  public static let clear = Color(0x000000, opacity: 0)

  private static func byte(_ fraction: Double) -> UInt8 {
    UInt8((min(max(fraction, 0), 1) * 255).rounded())
  }
}

extension Color {
  /// This opaque pixel covered by `color`, of which `coverage` (0...255, its own alpha included) is laid on.
  ///
  /// Two components share a word; the division by 255 is exact, with rounding.
  @inline(__always)
  func covered(by color: UInt32, _ coverage: UInt32) -> Color {
    let remaining = 255 &- coverage
    var redBlue = (color & 0x00FF_00FF) &* coverage &+ (packed & 0x00FF_00FF) &* remaining &+ 0x0080_0080
    redBlue = (redBlue &+ (redBlue >> 8 & 0x00FF_00FF)) >> 8 & 0x00FF_00FF
    var green = (color >> 8 & 0xFF) &* coverage &+ (packed >> 8 & 0xFF) &* remaining &+ 0x80
    green = (green &+ (green >> 8)) >> 8 & 0xFF
    return Color(packed: redBlue | green << 8 | 0xFF00_0000)
  }
}
