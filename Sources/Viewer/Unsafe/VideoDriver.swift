import CSDL2
import Files
import Foundation

/// The video drivers by which SDL can put a window on a screen.
enum VideoDriver {
  /// SDL's names of the drivers that draw nowhere.
  private static let blind: Set = ["dummy", "offscreen", "evdev"]

  /// Sets the drivers that SDL tries.
  ///
  /// - Throws: `WindowError.noDisplay` if none shows a window.
  static func choose() throws(WindowError) {
    #if os(Linux)
      let names = try self.names
      // What SDL reads from the environment itself outweighs all but this.
      SDL_SetHintWithPriority(SDL_HINT_VIDEODRIVER, names.joined(separator: ","), SDL_HINT_OVERRIDE)
    #endif
  }

  /// The drivers that the user asks for by `SDL_VIDEODRIVER`, or those that there is a display for.
  private static var names: [String] {
    get throws(WindowError) {
      let asked = (EnvironmentVariables.value(of: "SDL_VIDEODRIVER") ?? "").split(separator: ",").map(String.init)
      guard !asked.isEmpty else { return ["x11"] + (canBeWayland ? ["wayland"] : []) }
      // Without a display, SDL would draw into nowhere and say nothing.
      let seeing = asked.filter { !blind.contains($0) }
      guard !seeing.isEmpty else {
        throw .noDisplay("SDL_VIDEODRIVER is \(asked.joined(separator: ",")), which draws nowhere")
      }
      return seeing
    }
  }

  /// True if Wayland may be there; SDL's driver complains where it cannot be.
  private static var canBeWayland: Bool {
    let display = EnvironmentVariables.value(of: "WAYLAND_DISPLAY") ?? ""
    let folder = EnvironmentVariables.value(of: "XDG_RUNTIME_DIR") ?? ""
    if display.hasPrefix("/") { return URL(userPath: display).status != nil }
    guard !folder.isEmpty else { return false }
    return URL(userPath: folder).appending(component: display.isEmpty ? "wayland-0" : display).status != nil
  }
}
