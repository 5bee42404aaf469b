/// The buffer in which a figure's exact coverage of every pixel is summed up from the signed areas beside its edges.
///
/// Every edge adds, to the cell of each pixel it crosses, by how much the coverage changes from there on to the right;
/// the running sum along a row is then the coverage itself. A bit per cell remembers which were written, so that
/// reading a row costs as much as its edges and not as much as its pixels, and leaves it zeroed for the next figure.
struct CoverageBuffer: Sendable {
  private let layout: CellLayout
  private var cells: [Float]
  private var written: [UInt64]

  init(width: Int, height: Int) {
    layout = CellLayout(width: width)
    cells = [Float](repeating: 0, count: layout.stride * height)
    written = [UInt64](repeating: 0, count: layout.wordsPerRow * height)
  }

  /// Lays the closed figure that `edges` surround onto the part of `pixels` inside `bounds`.
  ///
  /// A figure with a coordinate that is not finite is left out.
  mutating func paint(
    _ edges: [Edge], with shader: some Shader, onto pixels: inout [Color], width: Int,
    within bounds: PixelBounds
  ) {
    let extent = Extent(of: edges)
    let clip = CellClip(bounds)
    guard extent.isFinite, extent.overlaps(clip) else { return }
    let rows = Int(max(extent.top, clip.top))..<Int(min(extent.bottom, clip.bottom).rounded(.up))
    layout.add(edges, clip: clip, cells: &cells, written: &written)
    layout.drain(rows, bounds, shader, cells: &cells, written: &written, pixels: &pixels, width: width)
  }
}

extension CellLayout {
  fileprivate func add(_ edges: [Edge], clip: CellClip, cells: inout [Float], written: inout [UInt64]) {
    var cells = cells.mutableSpan
    var written = written.mutableSpan
    for index in edges.indices { add(edges[index], clip: clip, cells: &cells, written: &written) }
  }

  fileprivate func drain(
    _ rows: Range<Int>, _ bounds: PixelBounds, _ shader: some Shader, cells: inout [Float],
    written: inout [UInt64], pixels: inout [Color], width: Int
  ) {
    var cells = cells.mutableSpan
    var written = written.mutableSpan
    var pixels = pixels.mutableSpan
    for row in rows {
      let line = PixelLine(start: row * width, row: row, shader: shader)
      drain(row, line, bounds, cells: &cells, written: &written, pixels: &pixels)
    }
  }
}

/// The box around a figure's edges.
private struct Extent {
  var left = Float.infinity
  var top = Float.infinity
  var right = -Float.infinity
  var bottom = -Float.infinity
  /// A sum that is finite as long as every coordinate is; minima and maxima alone would hide one that is not a number.
  var probe: Float = 0

  init(of edges: [Edge]) {
    // The edges form closed outlines, so that the starts are all the points there are.
    for index in edges.indices {
      let edge = edges[index]
      left = min(left, edge.x0)
      right = max(right, edge.x0)
      top = min(top, edge.y0)
      bottom = max(bottom, edge.y0)
      probe += edge.x0 * 0 + edge.y0 * 0
    }
  }

  var isFinite: Bool { probe.isFinite }

  func overlaps(_ clip: CellClip) -> Bool {
    left < clip.right && right > clip.left && top < clip.bottom && bottom > clip.top
  }
}
