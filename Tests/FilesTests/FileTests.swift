import Files
import Foundation
import Testing

struct FileTests {
  /// A folder of the test's own, whose name is no UTF-8.
  private let folder = URL.temporaryDirectory.appending(
    component: "files-\(UUID().uuidString)-" + String(pathBytes: [0xF6, 0xDF]))

  init() throws { try Folder.make(folder) }

  @Test func aFileIsReplacedWhole() throws {
    defer { try? Folder.remove(folder, withContents: true) }
    // As long as file systems take.
    let url = folder.appending(component: String(repeating: "x", count: 255))
    try FileReplacement.write(Data("old".utf8), to: url)
    do {
      let file = try FileReplacement(of: url)
      try file.write(Data("ne".utf8).bytes)
      #expect(try FileContents.read(url) == Data("old".utf8))
      #expect(try Folder.names(in: folder).count == 2)
    }
    #expect(try Folder.names(in: folder).count == 1)
    try FileReplacement.write(Data("new".utf8), to: url, synchronizes: true)
    #expect(try FileContents.read(url) == Data("new".utf8))
    #expect(try Folder.names(in: folder).count == 1)
  }

  @Test func leftoversAreSweptAndOthersStay() throws {
    defer { try? Folder.remove(folder, withContents: true) }
    // Whoever had this process's number before, or has process 1's now, does not write these.
    let leftovers = [".palaestra-\(Int32.max)-0.png", ".palaestra-1-0.tmp", ".palaestra-\(getpid())-7.mp4"]
    for name in leftovers + [".palaestra-x-0.tmp", "a.tmp"] {
      try FileReplacement.write(Data(), to: folder.appending(component: name))
    }
    let file = try FileReplacement(of: folder.appending(component: "a.mp4"))
    let own = file.temporaryURL.lastPathComponent
    for isOwn in [false, true] {
      FileReplacement.sweep(folder, isOwn: isOwn)
      #expect(try Folder.names(in: folder) == [own, ".palaestra-x-0.tmp", "a.tmp"])
    }
    try file.commit()
    #expect(try Folder.names(in: folder) == [".palaestra-x-0.tmp", "a.mp4", "a.tmp"])
  }

  @Test func aFileWithoutANameIsNotSeenUntilItIsWhole() throws {
    defer { try? Folder.remove(folder, withContents: true) }
    let url = folder.appending(component: "a")
    for text in ["first", "second"] {
      let file = try FileReplacement(of: url, isNamed: false)
      try file.write(Data(text.utf8).bytes)
      let before = try Folder.names(in: folder)
      // Where the system knows no such files, it has a hidden name.
      #expect(before.filter { !$0.hasPrefix(".palaestra-") } == (text == "first" ? [] : ["a"]))
      try file.commit(synchronizes: true)
      #expect(try FileContents.read(url) == Data(text.utf8))
      #expect(try Folder.names(in: folder) == ["a"])
    }
  }

  @Test func whatCannotBeReplacedLeavesNothingBehind() throws {
    defer { try? Folder.remove(folder, withContents: true) }
    let url = folder.appending(component: "a")
    try Folder.make(url.appending(component: "in the way"))
    for isNamed in [true, false] {
      #expect(throws: FileError(code: EISDIR)) { try FileReplacement(of: url, isNamed: isNamed).commit() }
    }
    #expect(try Folder.names(in: folder) == ["a"])
  }

  @Test func linksInACircleAreSaid() throws {
    defer { try? Folder.remove(folder, withContents: true) }
    let (one, two) = (folder.appending(component: "one"), folder.appending(component: "two"))
    try #require(Self.link(to: "two", at: one) && Self.link(to: "one", at: two))
    #expect(throws: FileError(code: ELOOP)) { try one.lookUp() }
    #expect(throws: FileError(code: ELOOP)) { try Folder.make(one) }
    #expect(throws: FileError(code: ELOOP)) { try FileContents.read(one) }
  }

  @Test func theFolderAboveIsTheOneAboveWhereALinkLeads() throws {
    defer { try? Folder.remove(folder, withContents: true) }
    let far = folder.appending(component: "far")
    try Folder.make(far.appending(component: "near"))
    try FileReplacement.write(Data("far".utf8), to: far.appending(component: "a"))
    try #require(Self.link(to: "far/near", at: folder.appending(component: "link")))
    let url = URL(filePath: "link/../a", relativeTo: URL(filePath: folder.path, directoryHint: .isDirectory))
    #expect(try FileContents.read(url) == Data("far".utf8))
  }

  @Test func aLinkIsNotWrittenThrough() throws {
    defer { try? Folder.remove(folder, withContents: true) }
    let (victim, link) = (folder.appending(component: "victim"), folder.appending(component: "link"))
    try FileReplacement.write(Data("mine".utf8), to: victim)
    try #require(Self.link(to: "victim", at: link))
    #expect(throws: FileError.self) { try GrowingFile(at: link).append(Data("x".utf8).bytes) }
    #expect(throws: FileError.self) { try FileContents.read(link, followsLinks: false) }
    try FileReplacement.write(Data("new".utf8), to: link)
    #expect(try FileContents.read(victim) == Data("mine".utf8))
    #expect(link.ownStatus?.kind == .file)
  }

  @Test func oneHolderHasALock() throws {
    defer { try? Folder.remove(folder, withContents: true) }
    do {
      let lock = try FolderLock.take(folder)
      #expect(lock != nil)
      let second = try FolderLock.take(folder)
      #expect(second == nil)
    }
    let third = try FolderLock.take(folder)
    #expect(third != nil)
  }

  @Test func aPipeIsReadToItsEnd() throws {
    defer { try? Folder.remove(folder, withContents: true) }
    let pipe = Pipe()
    try pipe.fileHandleForWriting.write(contentsOf: Data(repeating: 7, count: 1000))
    try pipe.fileHandleForWriting.close()
    let url = URL(filePath: "/dev/fd/\(pipe.fileHandleForReading.fileDescriptor)")
    #expect(try FileContents.read(url) == Data(repeating: 7, count: 1000))
  }

  @Test func lengthsAndFoldersAreRefused() throws {
    defer { try? Folder.remove(folder, withContents: true) }
    let url = folder.appending(component: "a")
    try FileReplacement.write(Data(repeating: 0, count: 10), to: url)
    #expect(throws: FileError(reason: "it has more than 9 bytes")) { try FileContents.read(url, atMost: 9) }
    #expect(throws: FileError(code: EISDIR)) { try FileContents.read(folder) }
    #expect(throws: FileError(code: ENOENT)) { try FileContents.read(folder.appending(component: "b")) }
  }

  private static func link(to target: String, at url: URL) -> Bool {
    (url.path.pathBytes + [0]).withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { $0.baseAddress.map { symlink(target, $0) == 0 } ?? false }
    }
  }
}
