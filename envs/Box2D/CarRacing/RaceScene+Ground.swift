import Raster

extension RaceScene {
  /// The side of a patch of lighter grass; patches and what is between them are alike in size.
  private static let patch = RaceTrack.fieldExtent / 20
  /// From a point of the road to the farthest corner of its tile's kerb.
  private static let reach = 9.0

  /// Draws field and grass, and what is beyond the field.
  func drawField(_ view: View, _ paint: RacePaint, on canvas: inout Canvas) {
    let extent = RaceTrack.fieldExtent
    let reach = view.halfSize.x + view.halfSize.y
    if max(abs(view.center.x), abs(view.center.y)) + reach < extent {
      canvas.clear(paint.field)
    } else {
      canvas.clear(paint.beyond)
      canvas.withTransform(camera) {
        $0.fillRectangle(Rectangle(x: -extent, y: -extent, width: 2 * extent, height: 2 * extent), paint.field)
      }
    }
    canvas.withTransform(camera) { canvas in
      canvas.fillPolygons(paint.grass) { addPatches(view, to: &$0) }
    }
  }

  private func addPatches(_ view: View, to polygons: inout PolygonCollector) {
    let side = Self.patch
    let radius = (view.halfSize * view.halfSize).sum().squareRoot()
    func indices(_ center: Double) -> ClosedRange<Int> {
      let first = Int(((center - radius) / (2 * side) - 0.5).rounded(.down))
      let last = Int(((center + radius) / (2 * side)).rounded(.down))
      return max(first, -10)...max(min(last, 9), max(first, -10))
    }
    for row in indices(view.center.y) {
      for column in indices(view.center.x) {
        let (x, y) = (2 * side * Double(column), 2 * side * Double(row))
        guard view.distance(of: SIMD2(x + side / 2, y + side / 2)) < 0.75 * side else { continue }
        polygons.add(Point(x + side, y), Point(x, y), Point(x, y + side), Point(x + side, y + side))
      }
    }
  }

  /// Draws the road's tiles in their shades, and the kerbs.
  func drawRoad(_ view: View, _ paint: RacePaint, on canvas: inout Canvas) {
    canvas.withTransform(camera) { canvas in
      canvas.fillPolygons(paint.road) { polygons in
        forEachStretch(in: view) { addStretch($0, to: &polygons) }
      }
      for shade in 1...2 {
        canvas.fillPolygons(shade == 1 ? paint.shade1 : paint.shade2) { polygons in
          forEachTile(in: view) { if $0 % 3 == shade, !isWorn[$0] { addTile($0, to: &polygons) } }
        }
      }
      for remainder in 0...1 {
        canvas.fillPolygons(remainder == 0 ? paint.kerb1 : paint.kerb2) { polygons in
          forEachTile(in: view) { if $0 % 2 == remainder { addKerb(alongTile: $0, to: &polygons) } }
        }
      }
    }
  }

  /// Calls `body` for every tile that may be seen; where the road is far from the view, whole stretches are left out.
  @inline(__always)
  func forEachTile(in view: View, _ body: (Int) -> Void) {
    var index = 0
    while index < track.tileCount {
      let point = track.points[index]
      let distance = view.distance(of: SIMD2(point.x, point.y)) - Self.reach
      if distance <= 0 {
        body(index)
        index += 1
      } else {
        index += max(1, Int(distance / RaceTrack.pointDistance))
      }
    }
  }

  /// Calls `body` for all tiles that may be seen, joined as far as they follow each other.
  private func forEachStretch(in view: View, _ body: (Range<Int>) -> Void) {
    var stretch = 0..<0
    forEachTile(in: view) { index in
      if index == stretch.upperBound, !stretch.isEmpty {
        stretch = stretch.lowerBound..<index + 1
      } else {
        if !stretch.isEmpty { body(stretch) }
        stretch = index..<index + 1
      }
    }
    if !stretch.isEmpty { body(stretch) }
  }

  /// Adds a stretch of road as one polygon: along its left edge, and back along the right one.
  ///
  /// It reaches one tile farther back, so that no seam shows where the road's last stretch meets the first.
  private func addStretch(_ tiles: Range<Int>, to polygons: inout PolygonCollector) {
    let start = track.index(before: track.index(before: tiles.lowerBound))
    let joint = track.index(before: tiles.lowerBound)
    polygons.move(to: Point(track.place(at: start, right: -RaceTrack.halfWidth)))
    polygons.line(to: Point(track.place(at: joint, right: -RaceTrack.halfWidth)))
    for index in tiles { polygons.line(to: Point(track.place(at: index, right: -RaceTrack.halfWidth))) }
    for back in 1...tiles.count {
      polygons.line(to: Point(track.place(at: tiles.upperBound - back, right: RaceTrack.halfWidth)))
    }
    polygons.line(to: Point(track.place(at: joint, right: RaceTrack.halfWidth)))
    polygons.line(to: Point(track.place(at: start, right: RaceTrack.halfWidth)))
  }

  private func addTile(_ index: Int, to polygons: inout PolygonCollector) {
    let corners = track.corners(ofTile: index)
    polygons.add(Point(corners[0]), Point(corners[1]), Point(corners[2]), Point(corners[3]))
  }

  private func addKerb(alongTile index: Int, to polygons: inout PolygonCollector) {
    guard let side = track.kerbs[index] else { return }
    let corners = track.corners(ofKerbAlongTile: index, on: side)
    // The mirrored side would run the other way around.
    if side == .right {
      polygons.add(Point(corners[0]), Point(corners[1]), Point(corners[2]), Point(corners[3]))
    } else {
      polygons.add(Point(corners[3]), Point(corners[2]), Point(corners[1]), Point(corners[0]))
    }
  }
}
