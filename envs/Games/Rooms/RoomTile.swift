/// The content of a cell of a room: a kind of thing, and its colour.
public struct RoomTile: Equatable, Sendable {
  /// A kind of thing; a door's state is part of its kind.
  public enum Kind: UInt8, Sendable {
    case unseen, empty, wall, floor, openDoor, key, ball, box, goal, lava, agent, closedDoor, lockedDoor
  }

  /// The colour of a thing, in the order of its number.
  public enum Color: UInt8, CaseIterable, Sendable {
    case red, green, blue, purple, yellow, grey

    /// The colours in the alphabetical order in which they are drawn by chance.
    static let alphabetical: InlineArray<6, Color> = [.blue, .green, .grey, .purple, .red, .yellow]
  }

  /// The kind in the lower four bits, the colour above.
  let code: UInt8

  init(code: UInt8) { self.code = code }

  /// A thing of a colour.
  public init(_ kind: Kind, _ color: Color) { code = kind.rawValue | color.rawValue << 4 }

  /// An empty cell.
  public static let empty = RoomTile(.empty, .red)
  /// A wall.
  public static let wall = RoomTile(.wall, .grey)
  /// The goal.
  public static let goal = RoomTile(.goal, .green)
  /// Lava.
  public static let lava = RoomTile(.lava, .red)

  /// The kind of thing.
  public var kind: Kind { Kind(rawValue: code & 15) ?? .unseen }
  /// The colour.
  public var color: Color { Color(rawValue: code >> 4) ?? .red }

  /// The same thing of another kind: a door in another state.
  func with(_ kind: Kind) -> RoomTile { RoomTile(code: code & 0xf0 | kind.rawValue) }

  /// True if one may walk onto it.
  var canBeEntered: Bool {
    switch kind {
    case .empty, .goal, .floor, .lava, .openDoor: true
    default: false
    }
  }

  /// True if it can be carried.
  var canBeCarried: Bool { kind == .key || kind == .ball || kind == .box }

  /// The three numbers by which it is observed, kind, colour and a door's state, in the lower bytes, and above them the code.
  var word: UInt32 {
    let kind = code & 15
    let isShut = kind > Kind.agent.rawValue
    let state: UInt32 = isShut ? UInt32(kind - Kind.agent.rawValue) : 0
    return UInt32(isShut ? Kind.openDoor.rawValue : kind) | UInt32(code >> 4) << 8 | state << 16 | UInt32(code)
      << 24
  }

  init(word: UInt32) { code = UInt8(truncatingIfNeeded: word >> 24) }
}
