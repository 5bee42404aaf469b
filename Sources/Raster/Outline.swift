/// A straight line between two device pixels' coordinates.
struct Edge {
  var x0, y0, x1, y1: Float
}

/// The outline of a figure: its edges in device coordinates.
///
/// It is emptied and filled again for every figure, so that its memory is allocated only once.
struct Outline: PolylineSink, Sendable {
  private(set) var edges: [Edge] = []
  private var startX: Float = 0
  private var startY: Float = 0
  private var x: Float = 0
  private var y: Float = 0

  mutating func removeAll() {
    edges.removeAll(keepingCapacity: true)
    (startX, startY, x, y) = (0, 0, 0, 0)
  }

  mutating func move(to point: Point) {
    // Only a closed outline has an inside, so that an open one is closed here.
    close()
    x = Float(point.x)
    y = Float(point.y)
    startX = x
    startY = y
  }

  mutating func line(to point: Point) {
    let (nextX, nextY) = (Float(point.x), Float(point.y))
    edges.append(Edge(x0: x, y0: y, x1: nextX, y1: nextY))
    x = nextX
    y = nextY
  }

  mutating func close() {
    if x != startX || y != startY {
      edges.append(Edge(x0: x, y0: y, x1: startX, y1: startY))
    }
    x = startX
    y = startY
  }
}

extension Edge: Sendable {}
