import Foundation

/// A display that exists in memory only, with a keyboard that a program presses.
final class VirtualDisplay {
  private let server: Process
  private let name: String

  /// Whether the programs that this needs are installed.
  static let isAvailable = ["Xvfb", "xdotool"].allSatisfy { program in
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
  }

  /// Starts a display, makes it the one that windows open on, and ends it after `body`.
  static func with(_ body: (VirtualDisplay) throws -> Void) throws {
    let display = try VirtualDisplay()
    defer { display.end() }
    try body(display)
  }

  private init() throws {
    let pipe = Pipe()
    let server = Process()
    server.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    server.arguments = ["Xvfb", "-displayfd", "1", "-screen", "0", "800x600x24", "-nolisten", "tcp"]
    server.standardOutput = pipe
    server.standardError = FileHandle.nullDevice
    try VirtualDisplay.withSignalsUnblocked { try server.run() }
    // The server writes the number it found free once it is ready.
    var number = ""
    while let byte = try pipe.fileHandleForReading.read(upToCount: 1), byte != Data([10]) {
      number += String(decoding: byte, as: UTF8.self)
    }
    self.server = server
    name = ":\(number)"
    setenv("DISPLAY", name, 1)
  }

  private func end() {
    unsetenv("DISPLAY")
    server.terminate()
    server.waitUntilExit()
  }

  /// Tests run on threads that block most signals, which the server would inherit: it could not be ended.
  private static func withSignalsUnblocked(_ body: () throws -> Void) rethrows {
    var none = sigset_t()
    var before = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    try body()
  }

  /// Has xdotool do what `arguments` say, while the caller goes on.
  func press(_ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["DISPLAY=\(name)", "xdotool"] + arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
  }
}
