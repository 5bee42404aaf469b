import Foundation

/// A display that exists in memory only, with a keyboard that a program presses.
public final class VirtualDisplay {
  /// What `DISPLAY` must be for windows to open on it.
  public let name: String
  private let server: Process

  /// Whether the programs that this needs are installed.
  public static let isAvailable = ["Xvfb", "xdotool", "ffmpeg"].allSatisfy { program in
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
  }

  /// The number of seconds to wait for a change of a display, enough for the busiest machine.
  public static let patience = 300.0

  private static let size = "800x600"

  /// Starts a display and ends it after `body`.
  public static func with(_ body: (VirtualDisplay) throws -> Void) throws {
    let display = try VirtualDisplay()
    defer { display.end() }
    try body(display)
  }

  /// Starts a display, makes it the one that this program's windows open on, and ends it after `body`.
  public static func withOwnWindows(_ body: (VirtualDisplay) throws -> Void) throws {
    try with { display in
      setenv("DISPLAY", display.name, 1)
      defer { unsetenv("DISPLAY") }
      try body(display)
    }
  }

  private init() throws {
    let pipe = Pipe()
    let server = Process()
    server.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    server.arguments = ["Xvfb", "-displayfd", "1", "-screen", "0", "\(Self.size)x24", "-nolisten", "tcp"]
    server.standardOutput = pipe
    server.standardError = FileHandle.nullDevice
    try server.runWithSignalsUnblocked()
    // The server writes the number it found free once it is ready.
    var number = ""
    while let byte = try pipe.fileHandleForReading.read(upToCount: 1), byte != Data([10]) {
      number += String(decoding: byte, as: UTF8.self)
    }
    self.server = server
    name = ":\(number)"
  }

  private func end() {
    server.terminate()
    server.waitUntilExit()
  }

  /// Has xdotool do what `arguments` say, while the caller goes on.
  public func press(_ arguments: [String]) throws {
    try start(["xdotool"] + arguments)
  }

  /// Waits until a window of this title is there and has the keyboard, then presses the keys.
  public func press(_ keys: String..., times: Int = 1, in title: String) throws {
    try type(["key"] + (0..<times).flatMap { _ in keys }, in: title)
  }

  /// Waits until a window of this title is there and has the keyboard.
  public func focus(on title: String) throws { try type([], in: title) }

  /// Waits until a window of this title is there and has the keyboard, then presses a key and does not let it go.
  public func hold(_ key: String, in title: String) throws { try type(["keydown", key], in: title) }

  private func type(_ keys: [String], in title: String) throws {
    let focus = ["search", "--sync", "--name", title, "windowfocus", "--sync"]
    // A window that never comes must not be waited for without end.
    try start(["timeout", "\(Int(Self.patience))", "xdotool"] + focus + keys).waitUntilExit()
  }

  /// Writes what the display shows as a PNG.
  public func capture(to url: URL) throws {
    let source = ["-f", "x11grab", "-video_size", Self.size, "-i", name]
    try start(["ffmpeg", "-v", "error", "-y"] + source + ["-frames:v", "1", url.path]).waitUntilExit()
  }

  @discardableResult
  private func start(_ command: [String]) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["DISPLAY=\(name)"] + command
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.runWithSignalsUnblocked()
    return process
  }
}
