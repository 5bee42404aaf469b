import CSDL2

extension WindowEvent {
  /// The counterpart of an event of SDL, or `nil` when it means nothing here.
  init?(_ event: SDL_Event) {
    switch SDL_EventType(event.type) {
    case SDL_QUIT: self = .close
    case SDL_KEYDOWN, SDL_KEYUP:
      guard event.key.repeat == 0, let key = Key(symbol: event.key.keysym.sym) else { return nil }
      self = .key(key, isPressed: SDL_EventType(event.type) == SDL_KEYDOWN)
    case SDL_WINDOWEVENT:
      switch SDL_WindowEventID(UInt32(event.window.event)) {
      case SDL_WINDOWEVENT_CLOSE: self = .close
      case SDL_WINDOWEVENT_SIZE_CHANGED, SDL_WINDOWEVENT_EXPOSED: self = .resized
      case SDL_WINDOWEVENT_FOCUS_LOST: self = .lostFocus
      default: return nil
      }
    default: return nil
    }
  }
}

extension Key {
  /// The key that SDL calls `symbol`, or `nil` when it is none that we know.
  init?(symbol: SDL_Keycode) {
    if let named = Key.named[UInt32(bitPattern: symbol)] {
      self = named
    } else if let byte = UInt8(exactly: symbol), (0x21...0x7E).contains(byte) {
      self = .character(Character(Unicode.Scalar(byte)))
    } else {
      return nil
    }
  }

  private static let named: [UInt32: Key] = {
    var keys: [UInt32: Key] = [
      SDLK_LEFT.rawValue: .left, SDLK_RIGHT.rawValue: .right, SDLK_UP.rawValue: .up,
      SDLK_DOWN.rawValue: .down,
      SDLK_SPACE.rawValue: .space, SDLK_RETURN.rawValue: .enter, SDLK_KP_ENTER.rawValue: .enter,
      SDLK_ESCAPE.rawValue: .escape, SDLK_TAB.rawValue: .tab, SDLK_BACKSPACE.rawValue: .backspace,
      SDLK_LSHIFT.rawValue: .shift, SDLK_RSHIFT.rawValue: .shift,
      SDLK_LCTRL.rawValue: .control, SDLK_RCTRL.rawValue: .control,
      SDLK_KP_PLUS.rawValue: .character("+"), SDLK_KP_MINUS.rawValue: .character("-"),
    ]
    for number in 1...12 { keys[SDLK_F1.rawValue + UInt32(number - 1)] = .function(number) }
    return keys
  }()
}
