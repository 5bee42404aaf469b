/// A key that acts in an environment.
public struct KeyBinding: Sendable, Equatable {
  /// The key, by the name on it: `left`, `right`, `up`, `down`, `space`, or a letter or digit.
  public let key: String
  /// The action, one number per scalar of the action space.
  public let action: [Double]
  /// What the action does, in a word or two.
  public let meaning: String

  init(_ key: String, _ action: Double, _ meaning: String) {
    self.key = key
    self.action = [action]
    self.meaning = meaning
  }
}

/// How an environment is played with the keyboard.
public struct KeyMap: Sendable, Equatable {
  /// What happens while no key is held.
  public enum Idle: Sendable, Equatable {
    /// Time stands still: the game takes turns.
    case waits
    /// The last action goes on; the first one until a key was pressed.
    case repeatsLastAction
    /// This action is taken.
    case takes(action: [Double])
  }

  /// The keys.
  public let bindings: [KeyBinding]
  /// What happens while no key is held.
  public let idle: Idle

  init(_ bindings: [KeyBinding], idle: Idle) {
    self.bindings = bindings
    self.idle = idle
  }
}
