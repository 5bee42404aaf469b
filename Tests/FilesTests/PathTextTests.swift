import Files
import Foundation
import Testing

struct PathTextTests {
  @Test(arguments: [
    Array("grö/ße 🦊.mp4".utf8), [0x67, 0x72, 0xF6, 0xDF, 0x65], [0xF0, 0x9F, 0x98], [0x80, 0xFF, 0xC0, 0xAF],
    // The characters that stand for bytes, in a path of their own.
    Array("\u{10FE80}a\u{10FEFF}".utf8),
  ])
  func anyBytesComeBack(bytes: [UInt8]) {
    #expect(String(pathBytes: bytes).pathBytes == bytes)
    #expect(URL(filePath: "/x/" + String(pathBytes: bytes)).path.pathBytes == Array("/x/".utf8) + bytes)
  }

  @Test func plainTextStandsForItself() {
    #expect(String(pathBytes: Array("größe#%20?".utf8)) == "größe#%20?")
  }

  @Test(arguments: ["a#b", "a%20b", "a?b", "./~", "a/../b", " "])
  func theTypedPathIsKept(path: String) {
    let url = URL(userPath: path)
    #expect(url.relativePath == path)
    #expect(url.path.hasPrefix(URL.workingFolder.path))
  }

  @Test func theHomeIsWhatHomeSays() {
    let home = ProcessInfo.processInfo.environment["HOME"] ?? ""
    #expect(home.isEmpty || URL(userPath: "~/x").path == home + "/x")
    #expect(URL(userPath: "~somebody").lastPathComponent == "~somebody")
  }

  @Test func variablesKeepTheirBytes() {
    setenv("PALAESTRA_TEST_BYTES", String(decoding: [0x61], as: UTF8.self), 1)
    #expect(EnvironmentVariables.value(of: "PALAESTRA_TEST_BYTES") == "a")
    #expect(EnvironmentVariables.all.contains { $0.name == "PALAESTRA_TEST_BYTES" && $0.value == "a" })
    #expect(EnvironmentVariables.value(of: "PALAESTRA_TEST_NOTHING") == nil)
  }

  @Test func theProgramThatRunsIsAFile() throws {
    let program = try #require(URL.program)
    #expect(program.isExecutable)
  }
}
