/// A key that acts in an environment.
public struct KeyBinding: Sendable, Equatable {
  /// The key, by the name on it: `left`, `right`, `up`, `down`, `space`, or a letter or digit.
  public let key: String
  /// The numbers of the action that it sets: all where a key chooses an action, one where it moves an axis.
  public let action: [Double]
  /// The meaning in a word or two; empty where another binding of the same key says it.
  public let meaning: String

  /// A key that sets one number.
  public init(_ key: String, _ action: Double, _ meaning: String) {
    self.init(key, [action], meaning)
  }

  /// A key that sets all numbers of an action.
  public init(_ key: String, _ action: [Double], _ meaning: String) {
    self.key = key
    self.action = action
    self.meaning = meaning
  }
}

/// One number of an action, as held keys move it: a steering wheel, a pedal, a motor.
///
/// The number moves steadily towards what the key that was pressed last asks for, and back to rest when none is held,
/// so that a key, which is either down or up, can still steer a little.
public struct KeyAxis: Sendable, Equatable {
  /// The keys, each with the number that it asks for.
  public let bindings: [KeyBinding]
  /// The number while no key is held.
  public let rest: Double
  /// The speed of the number away from rest, per second of the environment's time.
  public let rate: Double
  /// The speed of the number towards rest, per second of the environment's time.
  public let returnRate: Double

  /// Describes an axis; without rates, it is at once where a key wants it.
  public init(_ bindings: [KeyBinding], rest: Double = 0, rate: Double = .infinity, returnRate: Double? = nil) {
    self.bindings = bindings
    self.rest = rest
    self.rate = rate
    self.returnRate = returnRate ?? rate
  }

  /// The number after some seconds of moving towards a target, the rest or what a key asks for.
  func moved(_ value: Double, towards target: Double, seconds: Double) -> Double {
    let secondsToRest = abs(value - rest) / returnRate
    if (target - rest) * (value - rest) < 0 {
      return secondsToRest < seconds
        ? moved(rest, towards: target, seconds: seconds - secondsToRest)
        : moved(value, towards: rest, seconds: seconds)
    }
    let distance = (abs(target - rest) > abs(value - rest) ? rate : returnRate) * seconds
    return target > value ? min(value + distance, target) : max(value - distance, target)
  }
}

/// The keyboard controls of an environment.
///
/// Of several held keys for the same thing, the one that was pressed last counts.
public enum KeyMap: Sendable, Equatable {
  /// The behaviour while no key is held.
  public enum Idle: Sendable, Equatable {
    /// Time stands still: the game takes turns.
    case waits
    /// The last action goes on; the first one until a key was pressed.
    case repeatsLastAction
    /// This action is taken.
    case takes(action: [Double])
  }

  /// Each key is an action of its own.
  case choices([KeyBinding], idle: Idle)
  /// The keys move the action's numbers, one axis each; a key may be on several.
  case axes([KeyAxis])
  /// Two keys name a square of a board, row by row from the upper left: the letter of its column, and the number of its
  /// row from below. Other keys are actions of their own. The game takes turns.
  case squares(rows: Int, columns: Int, more: [KeyBinding])

  /// Keys that choose an action each.
  public init(_ bindings: [KeyBinding], idle: Idle) { self = .choices(bindings, idle: idle) }

  /// Keys that move the action's numbers.
  public init(axes: [KeyAxis]) { self = .axes(axes) }

  /// No keys: the environment cannot be played.
  public static let none = KeyMap([], idle: .waits)

  /// True if there are no keys.
  public var isEmpty: Bool { bindings.isEmpty }

  /// The keys with their meanings, each once, in the order in which they are shown.
  public var keys: [(name: String, meaning: String)] {
    var keys: [(name: String, meaning: String)] = []
    for binding in bindings {
      if let index = keys.firstIndex(where: { $0.name == binding.key }) {
        if keys[index].meaning.isEmpty { keys[index].meaning = binding.meaning }
      } else {
        keys.append((binding.key, binding.meaning))
      }
    }
    return keys
  }

  private var bindings: [KeyBinding] {
    switch self {
    case .choices(let bindings, _): bindings
    case .axes(let axes): axes.flatMap(\.bindings)
    case .squares(let rows, let columns, let more): Self.naming(rows, columns) + more
    }
  }

  /// The letters and digits that name a square; the first of each say so for all.
  private static func naming(_ rows: Int, _ columns: Int) -> [KeyBinding] {
    let letters = (0..<columns).map { KeyBinding(SquareNames.letter(ofColumn: $0), 0, "") }
    let numbers = (1...rows).map { KeyBinding("\($0)", 0, "") }
    return [KeyBinding(letters[0].key, 0, "… column, then"), KeyBinding("1", 0, "… row")]
      + letters.dropFirst() + numbers.dropFirst()
  }
}
