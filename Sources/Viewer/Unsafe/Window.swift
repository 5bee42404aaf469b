import CSDL2
import Files
import Foundation
import Raster

/// A window that shows a canvas.
///
/// It belongs to the thread that opened it, which on most systems must be the main thread. One window at a time receives
/// events. Closing is letting go of it.
public final class Window {
  private let window: OpaquePointer
  private let renderer: OpaquePointer
  private var texture: OpaquePointer?
  private var textureSize = (width: 0, height: 0)

  /// Opens a window, resizable, whose inside is `width` by `height` screen units.
  ///
  /// Where the screen is too small for that, the window is smaller and keeps its proportions.
  ///
  /// - Throws: `WindowError`, where there is no display `WindowError.noDisplay`.
  public init(title: String, width: Int, height: Int) throws(WindowError) {
    // SDL would otherwise turn Ctrl-C into an event, and the terminal could not end a program that reads none.
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1")
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "1")
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0")
    SDL_SetHint(SDL_HINT_RENDER_SCALE_QUALITY, "linear")
    try VideoDriver.choose()
    guard SDL_InitSubSystem(SDL_INIT_VIDEO) == 0 else { throw .noDisplay(Window.message) }
    do {
      (window, renderer) = try Window.open(title: title, width: width, height: height)
    } catch {
      SDL_QuitSubSystem(SDL_INIT_VIDEO)
      throw error
    }
  }

  deinit {
    if let texture { SDL_DestroyTexture(texture) }
    SDL_DestroyRenderer(renderer)
    SDL_DestroyWindow(window)
    SDL_QuitSubSystem(SDL_INIT_VIDEO)
  }

  private static func open(
    title: String, width: Int, height: Int
  ) throws(WindowError) -> (OpaquePointer, OpaquePointer) {
    let anywhere = Int32(bitPattern: SDL_WINDOWPOS_CENTERED_MASK)
    let (width, height) = fitted(width, height)
    let flags = SDL_WINDOW_RESIZABLE.rawValue | SDL_WINDOW_ALLOW_HIGHDPI.rawValue
    guard let window = SDL_CreateWindow(title.visible, anywhere, anywhere, Int32(width), Int32(height), flags)
    else {
      throw .failed(call: "SDL_CreateWindow", message: message)
    }
    let software = SDL_RENDERER_SOFTWARE.rawValue
    guard let renderer = SDL_CreateRenderer(window, -1, 0) ?? SDL_CreateRenderer(window, -1, software) else {
      defer { SDL_DestroyWindow(window) }
      throw .failed(call: "SDL_CreateRenderer", message: message)
    }
    return (window, renderer)
  }

  /// Returns the size, shrunk to the room on the first screen; a title bar and a frame need some, too.
  private static func fitted(_ width: Int, _ height: Int) -> (width: Int, height: Int) {
    var bounds = SDL_Rect()
    guard SDL_GetDisplayUsableBounds(0, &bounds) == 0 else { return (width, height) }
    let room = 0.95 * min(Double(bounds.w) / Double(width), Double(bounds.h) / Double(height))
    guard room < 1 else { return (width, height) }
    return (max(1, Int(Double(width) * room)), max(1, Int(Double(height) * room)))
  }

  private static var message: String { String(cString: SDL_GetError()) }

  /// The size of the window's inside in pixels, at least 1 by 1.
  public var pixelSize: (width: Int, height: Int) {
    var width: Int32 = 0
    var height: Int32 = 0
    SDL_GetRendererOutputSize(renderer, &width, &height)
    return (max(1, Int(width)), max(1, Int(height)))
  }

  /// Shows `canvas`, as large as it fits; its own size is best the window's `pixelSize`.
  ///
  /// - Throws: `WindowError.failed`.
  public func show(_ canvas: Canvas) throws(WindowError) {
    let texture = try texture(width: canvas.width, height: canvas.height)
    let result = canvas.withRGBA { bytes in
      bytes.withUnsafeBytes { SDL_UpdateTexture(texture, nil, $0.baseAddress, Int32(canvas.width * 4)) }
    }
    guard result == 0 else { throw .failed(call: "SDL_UpdateTexture", message: Window.message) }
    let size = pixelSize
    let zoom = min(
      Double(size.width) / Double(canvas.width), Double(size.height) / Double(canvas.height))
    let width = Int32((Double(canvas.width) * zoom).rounded())
    let height = Int32((Double(canvas.height) * zoom).rounded())
    var place = SDL_Rect(
      x: (Int32(size.width) - width) / 2, y: (Int32(size.height) - height) / 2, w: width, h: height)
    SDL_SetRenderDrawColor(renderer, 0, 0, 0, 255)
    SDL_RenderClear(renderer)
    guard SDL_RenderCopy(renderer, texture, nil, &place) == 0 else {
      throw .failed(call: "SDL_RenderCopy", message: Window.message)
    }
    SDL_RenderPresent(renderer)
  }

  private func texture(width: Int, height: Int) throws(WindowError) -> OpaquePointer {
    if let texture, textureSize == (width, height) { return texture }
    if let texture { SDL_DestroyTexture(texture) }
    texture = SDL_CreateTexture(
      renderer, SDL_PIXELFORMAT_RGBA32.rawValue, Int32(SDL_TEXTUREACCESS_STREAMING.rawValue),
      Int32(width), Int32(height))
    textureSize = (width, height)
    guard let texture else { throw .failed(call: "SDL_CreateTexture", message: Window.message) }
    return texture
  }

  /// Returns the oldest event that was not read yet, or `nil`.
  public func nextEvent() -> WindowEvent? {
    var event = SDL_Event()
    while SDL_PollEvent(&event) != 0 {
      if let translated = WindowEvent(event) { return translated }
    }
    return nil
  }

  /// Waits until there is an event, but no longer than `seconds`.
  ///
  /// It looks again and again, as waiting inside SDL 2 can end the process: on X11 SDL sends a message to the window by
  /// a second connection to wake the one who waits, and where the window is gone when it arrives, Xlib exits.
  public func waitForEvent(seconds: Double) {
    let clock = ContinuousClock()
    let end = clock.now + .seconds(seconds)
    while !hasEvent, clock.now < end {
      usleep(UInt32(min(0.004, max(0, clock.now.duration(to: end) / .seconds(1))) * 1e6))
    }
  }

  /// True if there is an event that was not read yet.
  private var hasEvent: Bool {
    SDL_PumpEvents()
    return SDL_HasEvents(SDL_FIRSTEVENT.rawValue, SDL_LASTEVENT.rawValue) == SDL_TRUE
  }
}
