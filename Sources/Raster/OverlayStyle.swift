/// Measures and colours of the overlay, in pixels.
struct OverlayStyle: Hashable {
  /// The number of pixels to a unit of the design, which was made for a picture of 600 by 480.
  let scale: Double

  init(scale: Double) { self.scale = scale }

  /// The style for a picture of a size: letters that can be read, whatever its proportions.
  init(width: Double, height: Double) {
    let area = (width * height / (600 * 480)).squareRoot()
    scale = min(max(min(area, min(width / 380, height / 300)), 0.7), 3)
  }

  /// The background of title, numbers and keys.
  static let strip = Color(0x0B1220)
  /// The background beside a frame whose proportions differ from the room's.
  static let surroundings = Color(0x05090F)

  let text = Color(0xFFFFFF)
  let quiet = Color(0xB4C0D0)
  let highlight = Color(0xFFC145)
  let keycap = Color(0xFFFFFF, opacity: 0.16)

  var margin: Double { 14 * scale }
  var padding: Double { 9 * scale }
  var titleSize: Double { 14 * scale }
  var valueSize: Double { 15 * scale }
  var headingSize: Double { 8.5 * scale }
  var keySize: Double { 10.5 * scale }
  var columnGap: Double { 18 * scale }
  var rowGap: Double { 9 * scale }

  /// The colour of a notice.
  func color(of tone: OverlayTone) -> Color {
    switch tone {
    case .neutral: highlight
    case .success: Color(0x6FD3A3)
    case .failure: Color(0xFF8A70)
    }
  }
}
