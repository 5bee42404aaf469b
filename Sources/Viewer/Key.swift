import Raster

/// A key of the keyboard.
public enum Key: Hashable, Sendable {
  /// A key that writes a character, by that character in lower case.
  case character(Character)
  /// The arrow to the left.
  case left
  /// The arrow to the right.
  case right
  /// The arrow upwards.
  case up
  /// The arrow downwards.
  case down
  /// The space bar.
  case space
  /// Return, or Enter on the number pad.
  case enter
  /// Escape.
  case escape
  /// Tab.
  case tab
  /// Backspace.
  case backspace
  /// Either Shift key.
  case shift
  /// Either Control key.
  case control
  /// F1 to F12.
  case function(Int)

  /// The label of the key.
  public var name: String {
    switch self {
    case .character(let character): character.uppercased()
    case .left: "←"
    case .right: "→"
    case .up: "↑"
    case .down: "↓"
    case .space: "Space"
    case .enter: "Enter"
    case .escape: "Esc"
    case .tab: "Tab"
    case .backspace: "Backspace"
    case .shift: "Shift"
    case .control: "Ctrl"
    case .function(let number): "F\(number)"
    }
  }
}

/// The state of the keyboard: the keys held down, and those pressed since they were last taken.
struct KeyboardState {
  private(set) var held: Set<Key> = []
  private var presses: [Key] = []

  mutating func update(_ key: Key, isPressed: Bool) {
    if isPressed {
      held.insert(key)
      presses.append(key)
    } else {
      held.remove(key)
    }
  }

  /// Clears the held keys, whose release another window will receive.
  mutating func releaseAll() {
    held.removeAll()
  }

  var hasPresses: Bool { !presses.isEmpty }

  /// Returns the keys that were pressed since the last call, in their order.
  mutating func takePresses() -> [Key] {
    defer { presses.removeAll(keepingCapacity: true) }
    return presses
  }
}
