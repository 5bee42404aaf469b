/// An event of a window.
public enum WindowEvent: Hashable, Sendable {
  /// The user, or the system, wants the window closed.
  case close
  /// A key was pressed or let go; what holding a key repeats is left out.
  case key(Key, isPressed: Bool)
  /// The window has another size in pixels, or must be drawn again.
  case resized
  /// The window lost the keyboard focus: keys now go to another one.
  case lostFocus
}

/// A window that could not be opened or drawn in.
public enum WindowError: Error, Equatable, CustomStringConvertible {
  /// There is no display to open a window on; with SDL's own words.
  case noDisplay(String)
  /// A call of SDL failed; with its name and SDL's own words.
  case failed(call: String, message: String)

  /// The error as a sentence, with the way out.
  public var description: String {
    switch self {
    case .noDisplay(let message):
      """
      There is no display to open a window on (SDL: \(message)). \
      Set DISPLAY, or record a video instead with --record FILE.mp4
      """
    case .failed(let call, let message): "The window failed: \(call): \(message)"
    }
  }
}
