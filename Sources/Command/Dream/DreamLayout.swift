import Raster

/// The layout of a frame: two panels side by side, each below its caption, and the measurements below them.
struct DreamLayout {
  /// The caption of the real episode.
  let realCaption: Rectangle
  /// The caption of the dream.
  let dreamCaption: Rectangle
  /// The panel of the real episode.
  let real: Rectangle
  /// The panel of the dream.
  let dream: Rectangle
  /// The measurements below the real episode.
  let left: Rectangle
  /// The measurements below the dream.
  let right: Rectangle
  /// The size of the whole.
  let frame: Size

  private static let gap = 4.0
  private static let margin = 18.0
  private static let footer = 152.0
  private static let caption = 60.0

  /// Lays out two panels for frames of a size.
  init(panel: Size) {
    // A wide frame and a square one both come out at a size at which the window is comfortable.
    let scale = min(570 / panel.width, 440 / panel.height)
    let (width, height) = ((panel.width * scale).rounded(), (panel.height * scale).rounded())
    realCaption = Rectangle(x: 0, y: 0, width: width, height: Self.caption)
    dreamCaption = Rectangle(x: width + Self.gap, y: 0, width: width, height: Self.caption)
    real = Rectangle(x: 0, y: Self.caption, width: width, height: height)
    dream = Rectangle(x: width + Self.gap, y: Self.caption, width: width, height: height)
    let top = real.maxY + Self.gap
    left = Rectangle(x: 0, y: top, width: width, height: Self.footer).inset(by: Self.margin)
    right = Rectangle(x: width + Self.gap, y: top, width: width, height: Self.footer).inset(by: Self.margin)
    frame = Size(2 * width + Self.gap, top + Self.footer)
  }
}

/// The colours around the panels.
enum DreamPalette {
  static let night = Color(0x0E1526)
  static let dusk = Color(0x27305A)
  static let text = Color(0xFFFFFF)
  static let quiet = Color(0x9DABC0)
  static let line = Color(0xFFFFFF, opacity: 0.1)
  static let track = Color(0xFFFFFF, opacity: 0.13)
  /// The colour of the real episode.
  static let real = Color(0x5EC8B6)
  /// The colour of the dream.
  static let dream = Color(0xBBA4EE)
  /// The colour of the difference between them.
  static let difference = Color(0xF28C66)
}
