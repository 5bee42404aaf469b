import Foundation
import TestSupport
import TestTraits
import Testing

/// What the READMEs tell a user to write is compiled against the modules that the tests are built with.
@Suite("A program on a page", .mayHang()) struct ReadmeProgramTests {
  private static let programs = Readme.all.flatMap { page in
    page.blocks(in: "swift").map { Program(place: "\(page.path):\($0.line)", text: $0.text) }
  }

  @Test("compiles", .enabled(if: Compiler.shared != nil, "needs swiftc"), arguments: programs)
  func compiles(program: Program) throws {
    let compiler = try #require(Compiler.shared)
    let complaint = try compiler.complaint(about: program.text)
    #expect(complaint == nil, "\(program.place): \(complaint ?? "")")
  }
}

/// A program, and the page and line where it stands.
struct Program: CustomTestStringConvertible {
  let place: String
  let text: String

  var testDescription: String { place }
}

/// The compiler with all that it must be told to find the modules of this package.
struct Compiler {
  let executable: URL
  private let arguments: [String]
  private let libraries: [String]

  /// `nil` if the launcher finds none.
  static let shared = Compiler()

  private init?() {
    let launcher = Readme.repository.appending(path: "palaestra")
    guard let (status, found) = try? Self.run(launcher, ["which-swift"]), status == 0 else { return nil }
    executable =
      found.contains("/")
      ? URL(filePath: found).deletingLastPathComponent().appending(path: "swiftc") : URL(filePath: "/usr/bin/env")
    let build = Palaestra.program.deletingLastPathComponent()
    var arguments = ["-swift-version", "6", "-I", build.appending(path: "Modules").path]
    arguments += ["-module-cache-path", build.appending(path: "ModuleCache").path]
    let sources = Readme.repository.appending(path: "Sources")
    for name in (try? FileManager.default.contentsOfDirectory(atPath: sources.path)) ?? [] where name.hasPrefix("C")
    {
      let maps = [sources.appending(path: name), build.appending(path: "\(name).build")]
        .map { $0.appending(path: "module.modulemap").path }
      guard let map = maps.first(where: FileManager.default.fileExists) else { continue }
      arguments += ["-Xcc", "-fmodule-map-file=\(map)"]
      arguments += ["-Xcc", "-I", "-Xcc", sources.appending(path: "\(name)/include").path]
    }
    let libraries = ["libpng", "freetype2", "openblas", "hdf5-serial", "libturbojpeg"]
    let flags = try? Self.run(URL(filePath: "/usr/bin/env"), ["pkg-config", "--cflags-only-I"] + libraries)
    arguments += (flags?.output ?? "").split(whereSeparator: \.isWhitespace).map(String.init)
    let linked = try? Self.run(URL(filePath: "/usr/bin/env"), ["pkg-config", "--libs"] + libraries)
    self.libraries =
      (linked?.output ?? "").split(whereSeparator: \.isWhitespace).map(String.init) + ["-lbox2d", "-lstdc++"]
    self.arguments = (found.contains("/") ? [] : ["swiftc"]) + arguments
  }

  /// What the compiler says against a program; `nil` if it is well.
  func complaint(about program: String) throws -> String? {
    let folder = try TemporaryFolder()
    let file = folder.file("main.swift")
    try Data(program.utf8).write(to: file)
    let (status, output) = try Self.run(executable, arguments + ["-typecheck", file.path])
    return status == 0 ? nil : output
  }

  /// Builds a program with the objects of the `palaestra` executable, all but its own.
  ///
  /// - Returns: What the compiler says against it; `nil` if it is well.
  func build(_ program: String, to url: URL, in folder: TemporaryFolder) throws -> String? {
    let list = Palaestra.program.deletingLastPathComponent().appending(
      path: "palaestra.product/Objects.LinkFileList")
    let objects = try String(contentsOf: list, encoding: .utf8).split(separator: "\n")
      .map { $0.trimmingCharacters(in: ["'", "\""]) }.filter { !$0.contains("/Program.build/") }
    let (file, inputs) = (folder.file("main.swift"), folder.file("objects"))
    try Data(program.utf8).write(to: file)
    try Data(objects.joined(separator: "\n").utf8).write(to: inputs)
    let (status, output) = try Self.run(
      executable, arguments + ["-Onone", file.path, "-o", url.path, "@\(inputs.path)"] + libraries)
    return status == 0 ? nil : output
  }

  private static func run(_ program: URL, _ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    let pipe = Pipe()
    (process.standardOutput, process.standardError) = (pipe, pipe)
    try process.runWithSignalsUnblocked()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, output)
  }
}
