import Raster
import Simulation

extension Rooms: Drawable {
  /// The rooms from above, at least 480 wide, with a plate for the thing in hand over them.
  public var frameSize: Size { RoomScene(self).frame }

  /// Draws the rooms, what is in them, and the agent; what it does not see lies in the shade.
  public func draw(on canvas: inout Canvas) { RoomScene(self).draw(on: &canvas) }
}

extension Rooms: Watchable {
  /// The outcome: the task is done, or it has failed.
  public func ending(after status: EpisodeStatus) -> EpisodeEnding? {
    ending(status, terminated: ending)
  }

  private var ending: EpisodeEnding {
    switch configuration.layout {
    case .memory:
      agent == landmarks.first
        ? EpisodeEnding("Found the same thing", .success) : EpisodeEnding("Found another thing", .failure)
    case .unlock: EpisodeEnding("Opened the door", .success)
    case .unlockPickup: EpisodeEnding("Picked up the box", .success)
    case .keyCorridor: EpisodeEnding("Picked up the ball", .success)
    case .redBlueDoors:
      grid[landmarks.first].kind == .openDoor
        ? EpisodeEnding("Opened both doors", .success) : EpisodeEnding("Opened the blue door first", .failure)
    default:
      switch grid[agent].kind {
      case .goal: EpisodeEnding("Reached the goal", .success)
      case .lava: EpisodeEnding("Fell into lava", .failure)
      default: EpisodeEnding("Bumped into something", .failure)
      }
    }
  }
}

/// The picture of some rooms.
struct RoomScene {
  private let rooms: Rooms
  private let board: Board

  private static let margin = 20.0
  private static let headroom = 60.0

  init(_ rooms: Rooms) {
    self.rooms = rooms
    let (width, height) = (rooms.grid.width, rooms.grid.height)
    let side = max(480 / Double(max(width, height)), 22)
    board = Board(rows: height, columns: width, tileSide: side, origin: Point(Self.margin, Self.headroom))
  }

  var frame: Size {
    Size(board.bounds.width + 2 * Self.margin, board.bounds.maxY + Self.margin)
  }

  func draw(on canvas: inout Canvas) {
    canvas.fillRectangle(
      .band(of: frame), .vertical(from: 0, to: frame.height, colors: [Palette.skyMiddle, Palette.skyBottom]))
    canvas.softShadow(below: board.bounds.inset(by: -4), cornerRadius: 10, offset: 4, spread: 8)
    canvas.fillRoundedRectangle(board.bounds.inset(by: -5), cornerRadius: 8, Palette.darkRock)
    let isSeen = rooms.grid.visibleCells(
      from: rooms.agent, rooms.direction, seesThroughWalls: rooms.configuration.seesThroughWalls)
    for place in isSeen.indices {
      let position = board.position(of: place)
      let tile = rooms.grid[position.column, position.row]
      board.draw(in: position, on: &canvas) { canvas in
        RoomTileScene(tile: tile, noise: TileNoise(place)).draw(on: &canvas)
        guard !isSeen[place] else { return }
        canvas.fillRectangle(Rectangle(x: 0, y: 0, width: 64.5, height: 64.5), Palette.ink.opacity(0.42))
      }
    }
    drawAgent(on: &canvas)
    drawHand(on: &canvas)
  }

  private func drawAgent(on canvas: inout Canvas) {
    let facing: [GridDirection] = [.right, .down, .left, .up]
    let direction = facing[rooms.direction]
    let position = GridPosition(row: rooms.agent.y, column: rooms.agent.x)
    board.draw(in: position, on: &canvas) { canvas in
      canvas.withTransform(.translation(32, 36).rotated(direction.angle)) { canvas in
        canvas.fillPolygon(
          [Point(29, 0), Point(17, -11), Point(17, 11)], Palette.coral.opacity(0.9))
      }
      canvas.withTransform(.translation(32, 58).scaled(1.1)) { canvas in
        Figure(coat: Palette.coral, hat: .elf, hatColor: Palette.teal, facing: direction).draw(on: &canvas)
      }
    }
  }

  /// The thing in hand, on a plate above the rooms.
  private func drawHand(on canvas: inout Canvas) {
    let plate = Rectangle(center: Point(frame.width / 2, 28), size: Size(108, 40))
    canvas.softShadow(below: plate, cornerRadius: 18, offset: 2, spread: 3)
    canvas.fillRoundedRectangle(plate, cornerRadius: 18, Palette.paper)
    canvas.label(
      rooms.carried == .empty ? "empty hands" : "in hand", at: Point(plate.maxX - 12, 28), size: 13,
      alignment: .trailing)
    guard rooms.carried != .empty else { return }
    canvas.withTransform(.translation(plate.x + 8, 12).scaled(0.5)) { canvas in
      RoomTileScene(tile: rooms.carried, noise: TileNoise(0)).drawThing(on: &canvas)
    }
  }
}

/// The picture of a cell, 64 by 64 units.
private struct RoomTileScene {
  let tile: RoomTile
  let noise: TileNoise

  private var color: Color {
    switch tile.color {
    case .red: Palette.coral
    case .green: Palette.darkGrass
    case .blue: Palette.blue
    case .purple: Palette.plum
    case .yellow: Palette.gold
    case .grey: Palette.rock
    }
  }

  func draw(on canvas: inout Canvas) {
    let cell = Rectangle(x: 0, y: 0, width: 64.5, height: 64.5)
    canvas.fillRectangle(cell, Palette.sand.mixed(with: Palette.darkSand, noise.value(0, in: 0.1...0.5)))
    canvas.strokeRectangle(cell.inset(by: 1), Palette.darkSand.opacity(0.7), width: 2)
    switch tile.kind {
    case .wall: drawWall(on: &canvas)
    case .lava: drawLava(on: &canvas)
    case .goal:
      canvas.fillRoundedRectangle(cell.inset(by: 5), cornerRadius: 8, Palette.lightGrass)
      canvas.flag(at: Point(22, 56), height: 46, color: Palette.teal)
    case .openDoor, .closedDoor, .lockedDoor: drawDoor(on: &canvas)
    default: drawThing(on: &canvas)
    }
  }

  /// A thing that can be carried; nothing for what cannot.
  func drawThing(on canvas: inout Canvas) {
    switch tile.kind {
    case .key: drawKey(on: &canvas)
    case .ball:
      canvas.softShadow(center: Point(32, 52), radiusX: 19, radiusY: 6)
      canvas.fillCircle(center: Point(32, 34), radius: 19, color)
      canvas.fillCircle(center: Point(26, 27), radius: 7, color.mixed(with: .white, 0.6))
    case .box: drawBox(on: &canvas)
    default: break
    }
  }

  private func drawWall(on canvas: inout Canvas) {
    canvas.fillRectangle(Rectangle(x: 0, y: 0, width: 64.5, height: 64.5), Palette.darkRock)
    for row in 0..<3 {
      let y = 2 + 21 * Double(row)
      let split = noise.value(row, in: 18...46)
      let tones = (noise.value(row + 3, in: 0...0.35), noise.value(row + 6, in: 0...0.35))
      canvas.fillRoundedRectangle(
        Rectangle(x: 1, y: y, width: split - 2, height: 19), cornerRadius: 3,
        Palette.rock.mixed(with: Palette.sand, tones.0))
      canvas.fillRoundedRectangle(
        Rectangle(x: split + 1, y: y, width: 62 - split, height: 19), cornerRadius: 3,
        Palette.rock.mixed(with: Palette.darkRock, tones.1))
    }
  }

  private func drawLava(on canvas: inout Canvas) {
    canvas.fillRectangle(
      Rectangle(x: 0, y: 0, width: 64.5, height: 64.5),
      .vertical(from: 0, to: 64, colors: [Palette.amber, Palette.coral]))
    for row in 0..<3 {
      let y = 16 + 16 * Double(row)
      canvas.polyline(
        (0...4).map { Point(16 * Double($0), y + ($0.isMultiple(of: 2) ? 4 : -4)) }, Palette.sun.opacity(0.7),
        width: 3.5)
    }
  }

  private func drawDoor(on canvas: inout Canvas) {
    canvas.fillRectangle(Rectangle(x: 0, y: 0, width: 64.5, height: 64.5), Palette.darkWood)
    if tile.kind == .openDoor {
      canvas.fillRectangle(Rectangle(x: 6, y: 4, width: 52, height: 60.5), Palette.sand)
      canvas.fillRoundedRectangle(Rectangle(x: 50, y: 4, width: 9, height: 60), cornerRadius: 2, color)
      return
    }
    canvas.fillRoundedRectangle(Rectangle(x: 6, y: 5, width: 52, height: 58), cornerRadius: 4, color)
    for x in [13.0, 35] {
      canvas.strokeRectangle(
        Rectangle(x: x, y: 12, width: 16, height: 44), color.mixed(with: Palette.ink, 0.35), width: 3)
    }
    guard tile.kind == .lockedDoor else {
      canvas.bolt(center: Point(52, 36), radius: 4.5)
      return
    }
    canvas.fillRoundedRectangle(Rectangle(x: 22, y: 30, width: 20, height: 18), cornerRadius: 3, Palette.brass)
    canvas.arc(center: Point(32, 30), radius: 7, from: .pi, by: .pi, Palette.ink, width: 4)
    canvas.fillCircle(center: Point(32, 38), radius: 3.4, Palette.ink)
  }

  private func drawKey(on canvas: inout Canvas) {
    let dark = color.mixed(with: Palette.ink, 0.45)
    for (shift, paint) in [(2.0, dark), (0, color)] {
      canvas.strokeCircle(center: Point(22, 26 + shift), radius: 10, paint, width: 6)
      canvas.line(from: Point(30, 33 + shift), to: Point(52, 51 + shift), paint, width: 6)
      canvas.line(from: Point(44, 45 + shift), to: Point(50, 38 + shift), paint, width: 5)
      canvas.line(from: Point(51, 50 + shift), to: Point(57, 43 + shift), paint, width: 5)
    }
  }

  private func drawBox(on canvas: inout Canvas) {
    canvas.softShadow(center: Point(32, 54), radiusX: 24, radiusY: 6)
    canvas.fillRoundedRectangle(Rectangle(x: 10, y: 16, width: 44, height: 38), cornerRadius: 4, color)
    canvas.fillRectangle(Rectangle(x: 10, y: 28, width: 44, height: 5), color.mixed(with: Palette.ink, 0.4))
    canvas.fillRoundedRectangle(Rectangle(x: 27, y: 26, width: 10, height: 11), cornerRadius: 2, Palette.brass)
  }
}
