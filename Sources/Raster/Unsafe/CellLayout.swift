/// The part of the canvas that is drawn on, in device pixels; `right` and `bottom` lie just outside.
struct PixelBounds: Hashable, Sendable {
  var left, top, right, bottom: Int

  func intersection(_ other: PixelBounds) -> PixelBounds {
    let left = max(left, other.left)
    let top = max(top, other.top)
    return PixelBounds(
      left: left, top: top, right: max(left, min(right, other.right)),
      bottom: max(top, min(bottom, other.bottom)))
  }
}

/// The bounds as the coordinates that edges are cut off at.
struct CellClip {
  let left, top, right, bottom: Float

  init(_ bounds: PixelBounds) {
    left = Float(bounds.left)
    top = Float(bounds.top)
    right = Float(bounds.right)
    bottom = Float(bounds.bottom)
  }
}

/// The layout of a coverage buffer's cells, with the loops that write edges into them and read rows from them.
///
/// This is the innermost loop of all drawing. It goes past bounds checks: every edge was cut off at bounds that lie
/// inside the canvas, for which the cells and pixels were made.
///
/// An edge that crosses a row by a height h, at x in pixel i, adds h × (the part of pixel i right of x) to cell i and the
/// rest of h to cell i + 1.
struct CellLayout: Sendable {
  /// The number of cells in a row; an edge in the last pixel also writes the two cells to its right.
  let stride: Int
  let wordsPerRow: Int

  init(width: Int) {
    stride = width + 2
    wordsPerRow = (stride + 63) / 64
  }

  /// Adds an edge, cut off at `clip`: what lies left of it counts at its left side, what lies elsewhere not at all.
  @inline(__always)
  func add(
    _ edge: Edge, clip: CellClip, cells: inout MutableSpan<Float>, written: inout MutableSpan<UInt64>
  ) {
    let falls = edge.y0 < edge.y1
    let direction: Float = falls ? 1 : -1
    var (x0, y0, x1, y1) = falls ? (edge.x0, edge.y0, edge.x1, edge.y1) : (edge.x1, edge.y1, edge.x0, edge.y0)
    guard y0 < y1, y1 > clip.top, y0 < clip.bottom else { return }
    let slope = (x1 - x0) / (y1 - y0)
    if y0 < clip.top {
      x0 += (clip.top - y0) * slope
      y0 = clip.top
    }
    if y1 > clip.bottom {
      x1 = x0 + (clip.bottom - y0) * slope
      y1 = clip.bottom
    }
    if min(x0, x1) >= clip.left, max(x0, x1) <= clip.right {
      addInside(Edge(x0: x0, y0: y0, x1: x1, y1: y1), slope, direction, clip, &cells, &written)
    } else {
      addCut(Edge(x0: x0, y0: y0, x1: x1, y1: y1), slope, direction, clip, &cells, &written)
    }
  }

  /// Adds an edge that crosses the left or the right bound, in up to three parts.
  @inline(never)
  private func addCut(
    _ edge: Edge, _ slope: Float, _ direction: Float, _ clip: CellClip,
    _ cells: inout MutableSpan<Float>, _ written: inout MutableSpan<UInt64>
  ) {
    var position = edge.y0
    var x = edge.x0
    func height(at bound: Float) -> Float { min(max(edge.y0 + (bound - edge.x0) / slope, edge.y0), edge.y1) }
    let first = slope == 0 ? edge.y1 : height(at: slope > 0 ? clip.left : clip.right)
    let second = slope == 0 ? edge.y1 : height(at: slope > 0 ? clip.right : clip.left)
    let ends: [3 of Float] = [first, second, edge.y1]
    for index in 0..<3 where ends[index] > position {
      let end = ends[index]
      let endX = edge.x0 + (end - edge.y0) * slope
      let middle = (x + endX) / 2
      if middle < clip.left {
        let side = Edge(x0: clip.left, y0: position, x1: clip.left, y1: end)
        addInside(side, 0, direction, clip, &cells, &written)
      } else if middle < clip.right {
        let part = Edge(x0: max(x, clip.left), y0: position, x1: min(endX, clip.right), y1: end)
        addInside(part, slope, direction, clip, &cells, &written)
      }
      position = end
      x = endX
    }
  }

  /// Adds an edge that lies inside the bounds and falls, row by row.
  @inline(__always)
  private func addInside(
    _ edge: Edge, _ slope: Float, _ direction: Float, _ clip: CellClip,
    _ cells: inout MutableSpan<Float>, _ written: inout MutableSpan<UInt64>
  ) {
    var x = edge.x0
    var y = edge.y0
    var row = Int(y)
    var rowEnd = Float(row)
    while y < edge.y1 {
      rowEnd += 1
      let end = min(rowEnd, edge.y1)
      let height = end - y
      // Bounded again, since the rounding of many rows adds up.
      let next = min(max(x + slope * height, clip.left), clip.right)
      addRow(row, from: min(x, next), to: max(x, next), height: height * direction, &cells, &written)
      x = next
      y = end
      row &+= 1
    }
  }

  /// Adds the part of an edge within one row, between `from` and `to` along x.
  @inline(__always)
  private func addRow(
    _ row: Int, from: Float, to: Float, height: Float,
    _ cells: inout MutableSpan<Float>, _ written: inout MutableSpan<UInt64>
  ) {
    let pixel = Int(from)
    let edge = Float(pixel)
    let cell = row &* stride &+ pixel
    mark(row, pixel, &written)
    if to <= edge + 1 {
      let right = (0.5 * (from + to) - edge) * height
      cells[unchecked: cell] += height - right
      cells[unchecked: cell &+ 1] += right
      mark(row, pixel &+ 1, &written)
    } else {
      addWide(row, pixel, from: from, to: to, height: height, &cells, &written)
    }
  }

  /// Adds a part that crosses several pixels of one row: to each the change of the covered area from the one before.
  @inline(__always)
  private func addWide(
    _ row: Int, _ first: Int, from: Float, to: Float, height: Float,
    _ cells: inout MutableSpan<Float>, _ written: inout MutableSpan<UInt64>
  ) {
    let perPixel = height / (to - from)
    var x = from
    var pixel = first
    var edge = Float(first)
    var carried: Float = 0
    while x < to {
      let end = min(edge + 1, to)
      let part = (end - x) * perPixel
      let right = part * (0.5 * (x + end) - edge)
      cells[unchecked: row &* stride &+ pixel] += carried + part - right
      carried = right
      x = end
      edge += 1
      pixel &+= 1
      mark(row, pixel, &written)
    }
    cells[unchecked: row &* stride &+ pixel] += carried
  }

  @inline(__always)
  private func mark(_ row: Int, _ x: Int, _ written: inout MutableSpan<UInt64>) {
    written[unchecked: row &* wordsPerRow &+ x >> 6] |= 1 &<< UInt64(truncatingIfNeeded: x)
  }
}

extension CellLayout {
  /// The coverage below which nothing shows, half a step of 8-bit alpha: also the residue of rounding beside a figure.
  private static let invisible: Float = 0.5 / 255

  /// Sums up the cells of a row, lays the covered runs of pixels onto `line`, and zeroes the row.
  @inline(__always)
  func drain(
    _ row: Int, _ line: PixelLine<some Shader>, _ bounds: PixelBounds, cells: inout MutableSpan<Float>,
    written: inout MutableSpan<UInt64>, pixels: inout MutableSpan<Color>
  ) {
    let firstCell = row &* stride
    var coverage: Float = 0
    var sum: Float = 0
    var position = bounds.left
    for word in 0..<wordsPerRow {
      var bits = written[unchecked: row &* wordsPerRow &+ word]
      if bits == 0 { continue }
      written[unchecked: row &* wordsPerRow &+ word] = 0
      while bits != 0 {
        let x = word &* 64 &+ bits.trailingZeroBitCount
        bits &= bits &- 1
        if x > position, coverage > CellLayout.invisible { line.cover(&pixels, position, x, coverage) }
        sum += cells[unchecked: firstCell &+ x]
        cells[unchecked: firstCell &+ x] = 0
        coverage = min(abs(sum), 1)
        if x < bounds.right, coverage > CellLayout.invisible { line.cover(&pixels, x, coverage) }
        position = x &+ 1
      }
    }
    // Edges beyond the right bound were not written, so that the sum may still stand there.
    if position < bounds.right, coverage > CellLayout.invisible {
      line.cover(&pixels, position, bounds.right, coverage)
    }
  }
}
