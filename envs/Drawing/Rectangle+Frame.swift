import Raster

extension Rectangle {
  /// The band of a frame between two heights; without them, up to its upper and lower edges.
  ///
  /// At most zooms the edges of a frame lie within pixels. What fills the frame goes beyond it, so that these pixels
  /// are covered wholly.
  static func band(of frame: Size, from top: Double? = nil, to bottom: Double? = nil) -> Rectangle {
    let beyond = 20.0
    let (top, bottom) = (top ?? -beyond, bottom ?? frame.height + beyond)
    return Rectangle(x: -beyond, y: top, width: frame.width + 2 * beyond, height: bottom - top)
  }
}
