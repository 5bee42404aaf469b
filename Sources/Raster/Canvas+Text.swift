/// The horizontal alignment of a text with the point it is drawn at.
public enum TextAlignment: Hashable, Sendable {
  /// The text starts at the point.
  case leading
  /// The text's middle lies at the point.
  case center
  /// The text ends at the point.
  case trailing
}

/// The height of a text that lies at the point it is drawn at.
public enum TextBaseline: Hashable, Sendable {
  /// The line that letters stand on.
  case alphabetic
  /// Half the height of capital letters, the visual middle.
  case middle
  /// The top of capital letters.
  case capitals
}

extension Canvas {
  /// Draws one line of text.
  ///
  /// - Parameters:
  ///   - text: The line.
  ///   - point: The point that `alignment` and `baseline` refer to.
  ///   - size: The font's size in logical units.
  ///   - weight: The font's weight.
  ///   - color: The letters' colour.
  ///   - alignment: The part of the line that lies at the point's x.
  ///   - baseline: The height in the line that lies at the point's y.
  ///   - tabularDigits: True if all digits are equally wide, so that a number that changes does not jump.
  /// - Precondition: The canvas was made with fonts.
  public mutating func drawText(
    _ text: String, at point: Point, size: Double, weight: FontWeight = .regular, color: Color,
    alignment: TextAlignment = .leading, baseline: TextBaseline = .alphabetic, tabularDigits: Bool = false
  ) {
    let font = font(weight, for: text)
    let extent = font.measure(text, size: size, tabularDigits: tabularDigits)
    let left =
      switch alignment {
      case .leading: point.x
      case .center: point.x - extent.width / 2
      case .trailing: point.x - extent.width
      }
    let bottom =
      switch baseline {
      case .alphabetic: point.y
      case .middle: point.y + extent.capHeight / 2
      case .capitals: point.y + extent.capHeight
      }
    font.forEachGlyph(of: text, tabularDigits: tabularDigits) { outline, position in
      withTransform(.translation(left + position * size, bottom).scaled(size)) { $0.fill(outline, color) }
    }
  }

  /// The extent of `text` as `drawText` draws it.
  ///
  /// - Precondition: The canvas was made with fonts.
  public func measure(
    _ text: String, size: Double, weight: FontWeight = .regular, tabularDigits: Bool = false
  ) -> TextExtent {
    font(weight, for: text).measure(text, size: size, tabularDigits: tabularDigits)
  }

  private func font(_ weight: FontWeight, for text: String) -> Font {
    guard let fonts else {
      preconditionFailure("Text ('\(text)') needs a canvas with fonts: Canvas(width:height:fonts:)")
    }
    return fonts.font(weight)
  }
}
