/// The key hints of an overlay, for a strip of a given width, in as many rows as they need.
struct OverlayKeys {
  private struct Item {
    let hint: KeyHint
    let keyWidth: Double
    let meaningWidth: Double
  }

  private let style: OverlayStyle
  private var rows: [[Item]] = [[]]

  init(_ hints: [KeyHint], _ style: OverlayStyle, width: Double, on canvas: Canvas) {
    self.style = style
    let room = width - 2 * style.margin
    var rowWidth = 0.0
    for hint in hints {
      let key = canvas.measure(hint.key, size: style.keySize, weight: .semiBold)
      let item = Item(
        hint: hint, keyWidth: max(key.width + 9 * style.scale, keyHeight),
        meaningWidth: canvas.measure(hint.meaning, size: style.keySize).width)
      let itemWidth = item.keyWidth + labelGap + item.meaningWidth
      if !rows[rows.count - 1].isEmpty, rowWidth + itemGap + itemWidth > room {
        rows.append([])
        rowWidth = 0
      }
      rowWidth += itemWidth + (rows[rows.count - 1].isEmpty ? 0 : itemGap)
      rows[rows.count - 1].append(item)
    }
  }

  private var keyHeight: Double { 17 * style.scale }
  private var rowGap: Double { 5 * style.scale }
  private var labelGap: Double { 5 * style.scale }
  private var itemGap: Double { 13 * style.scale }

  /// The height that they need, in pixels.
  var height: Double { Double(rows.count) * (keyHeight + rowGap) - rowGap + 2 * style.padding }

  func draw(at origin: Point, on canvas: inout Canvas) {
    for (index, row) in rows.enumerated() {
      var x = origin.x + style.margin
      let middle = origin.y + style.padding + Double(index) * (keyHeight + rowGap) + keyHeight / 2
      for item in row {
        let cap = Rectangle(x: x, y: middle - keyHeight / 2, width: item.keyWidth, height: keyHeight)
        canvas.fillRoundedRectangle(cap, cornerRadius: 4 * style.scale, style.keycap)
        canvas.drawText(
          item.hint.key, at: cap.center, size: style.keySize, weight: .semiBold, color: style.text,
          alignment: .center, baseline: .middle)
        canvas.drawText(
          item.hint.meaning, at: Point(cap.maxX + labelGap, middle), size: style.keySize, color: style.quiet,
          baseline: .middle)
        x = cap.maxX + labelGap + item.meaningWidth + itemGap
      }
    }
  }
}
