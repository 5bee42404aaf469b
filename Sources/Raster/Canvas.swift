/// A picture in memory that is drawn on in software, with smooth edges and no window system.
///
/// Drawings are written in logical units, x to the right and y down. The current transform says how those become pixels,
/// so that the same drawing is crisp at any zoom. A canvas is opaque: a colour's alpha says how much of what lies beneath
/// it covers. Filling shapes and drawing lines allocates nothing once the canvas has drawn a figure of like size; building
/// paths, dashing and text do.
public struct Canvas: Sendable {
  /// The width in pixels.
  public let width: Int
  /// The height in pixels.
  public let height: Int
  /// The fonts that `drawText` uses, or `nil` when this canvas draws no text.
  public let fonts: FontSet?
  /// The picture, row by row from the top, every pixel opaque.
  public internal(set) var pixels: [Color]
  /// The current map from logical units to pixels.
  public private(set) var transform = Transform2D.identity

  private(set) var clip: PixelBounds
  private var coverage: CoverageBuffer
  private var outline = Outline()
  private var stroker = Stroker()

  /// A canvas of `width` by `height` pixels (1...16384 each), all of `background`.
  public init(width: Int, height: Int, background: Color = .black, fonts: FontSet? = nil) {
    precondition(
      (1...Canvas.maximumSide).contains(width) && (1...Canvas.maximumSide).contains(height),
      "A canvas is 1...\(Canvas.maximumSide) pixels wide and high, not \(width) by \(height)")
    self.width = width
    self.height = height
    self.fonts = fonts
    pixels = [Color](repeating: background.opaque, count: width * height)
    clip = PixelBounds(left: 0, top: 0, right: width, bottom: height)
    coverage = CoverageBuffer(width: width, height: height)
  }

  /// The largest width or height of a canvas, in pixels.
  public static let maximumSide = 16384

  /// The colour of the pixel in column `x` and row `y`.
  public subscript(x: Int, y: Int) -> Color {
    precondition(
      (0..<width).contains(x) && (0..<height).contains(y),
      "Pixel (\(x), \(y)) lies outside a canvas of \(width) by \(height)")
    return pixels[y * width + x]
  }

  /// Gives every pixel inside the current clip the same colour.
  public mutating func clear(_ color: Color) {
    let (opaque, width, clip) = (color.opaque, width, clip)
    var pixels = pixels.mutableSpan
    for row in clip.top..<clip.bottom {
      for index in row * width + clip.left..<row * width + clip.right { pixels[index] = opaque }
    }
  }

  /// Draws with `inner` applied first to all coordinates, then what was the transform before.
  public mutating func withTransform<Failure: Error>(
    _ inner: Transform2D, _ draw: (inout Canvas) throws(Failure) -> Void
  ) throws(Failure) {
    let outer = transform
    transform = outer.concatenating(inner)
    defer { transform = outer }
    try draw(&self)
  }

  /// Draws with everything outside `rectangle` left as it is.
  ///
  /// Under a rotation, the upright box around it counts. The edges of a clip lie between pixels.
  public mutating func withClip<Failure: Error>(
    _ rectangle: Rectangle, _ draw: (inout Canvas) throws(Failure) -> Void
  ) throws(Failure) {
    let outer = clip
    clip = outer.intersection(pixelBounds(of: rectangle))
    defer { clip = outer }
    try draw(&self)
  }

  /// Draws in pixels, wherever the current transform and clip are.
  mutating func inPixels(_ draw: (inout Canvas) -> Void) {
    let outer = (transform, clip)
    transform = .identity
    clip = PixelBounds(left: 0, top: 0, right: width, bottom: height)
    defer { (transform, clip) = outer }
    draw(&self)
  }

  private func pixelBounds(of rectangle: Rectangle) -> PixelBounds {
    let x = (rectangle.minX, rectangle.maxX)
    let y = (rectangle.minY, rectangle.maxY)
    let corners = (
      transform.apply(to: Point(x.0, y.0)), transform.apply(to: Point(x.1, y.0)),
      transform.apply(to: Point(x.0, y.1)), transform.apply(to: Point(x.1, y.1))
    )
    func pixel(_ coordinate: Double) -> Int {
      Int(min(max(coordinate.rounded(), 0), Double(Canvas.maximumSide)))
    }
    return PixelBounds(
      left: pixel(min(min(corners.0.x, corners.1.x), min(corners.2.x, corners.3.x))),
      top: pixel(min(min(corners.0.y, corners.1.y), min(corners.2.y, corners.3.y))),
      right: pixel(max(max(corners.0.x, corners.1.x), max(corners.2.x, corners.3.x))),
      bottom: pixel(max(max(corners.0.y, corners.1.y), max(corners.2.y, corners.3.y))))
  }
}

extension Canvas {
  /// The tolerance of curves: the largest distance of a drawn line from its curve, in pixels.
  private static let tolerance = 0.05

  /// The same tolerance of curves in logical units.
  var logicalTolerance: Double { Canvas.tolerance / max(transform.meanScale, 1e-9) }

  /// Fills the inside of `path`; outlines that are open count as closed.
  public mutating func fill(_ path: Path, _ color: Color) {
    fill(with: SolidShader(color: color)) { outline, transform in
      path.flatten(transform: transform, tolerance: Canvas.tolerance, into: &outline)
    }
  }

  /// Fills the inside of `path` with a gradient.
  public mutating func fill(_ path: Path, _ gradient: LinearGradient) {
    fill(with: GradientShader(gradient, transform: transform)) { outline, transform in
      path.flatten(transform: transform, tolerance: Canvas.tolerance, into: &outline)
    }
  }

  /// Draws a line along `path`.
  public mutating func stroke(_ path: Path, _ color: Color, style: StrokeStyle) {
    let tolerance = logicalTolerance
    stroke(color, style: style) { path.flatten(transform: .identity, tolerance: tolerance, into: &$0) }
  }

  /// Draws a line along `path`, `width` logical units wide.
  public mutating func stroke(_ path: Path, _ color: Color, width: Double) {
    stroke(path, color, style: StrokeStyle(width: width))
  }

  /// Draws a line along the figure that `trace` gives, in logical units.
  @inline(__always)
  mutating func stroke(_ color: Color, style: StrokeStyle, _ trace: (inout Stroker) -> Void) {
    outline.removeAll()
    stroker.begin(style, tolerance: logicalTolerance)
    trace(&stroker)
    stroker.finish(transform: transform, into: &outline)
    outline.close()
    paint(SolidShader(color: color))
  }

  /// Fills the figure that `trace` gives, in device coordinates.
  @inline(__always)
  mutating func fill(with shader: some Shader, _ trace: (inout Outline, Transform2D) -> Void) {
    outline.removeAll()
    trace(&outline, transform)
    outline.close()
    paint(shader)
  }

  private mutating func paint(_ shader: some Shader) {
    coverage.paint(outline.edges, with: shader, onto: &pixels, width: width, within: clip)
  }
}

extension Color {
  /// The colour without its transparency.
  var opaque: Color { Color(packed: packed | 0xFF00_0000) }
}

extension Canvas: CustomStringConvertible, CustomReflectable {
  /// The size; the pixels would fill pages of a test's report.
  public var description: String { "Canvas of \(width) by \(height)" }

  /// The size alone, without the pixels.
  public var customMirror: Mirror { Mirror(self, children: ["width": width, "height": height]) }
}
