import Foundation
import Testing

@testable import Raster

private let searchPath = ProcessInfo.processInfo.environment["PATH"] ?? ""
private let hasEncoder = (try? VideoEncoder.program(in: searchPath)) != nil

@Suite(.serialized) struct VideoTests {
  private func frame(_ index: Int, width: Int = 63, height: Int = 40) -> Canvas {
    var canvas = Canvas(width: width, height: height, background: Color(0x2E86AB))
    canvas.fillCircle(center: Point(Double(index) * 4, 20), radius: 8, .white)
    return canvas
  }

  /// What ffprobe says of the first stream: codec, width, height, number of frames.
  private func probe(_ url: URL) throws -> [String] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      ["ffprobe", "-v", "error", "-count_frames", "-of", "csv=p=0"]
      + ["-show_entries", "stream=codec_name,width,height,nb_read_frames", url.path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let words = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return words.trimmingCharacters(in: .whitespacesAndNewlines).split(separator: ",").map(String.init)
  }

  @Test(
    .enabled(if: hasEncoder, "needs ffmpeg"),
    arguments: [("a.mp4", ["h264", "64", "40", "12"]), ("a.gif", ["gif", "63", "40", "12"])])
  func recordingsCanBePlayed(name: String, expected: [String]) throws {
    try TestPictures.withFolder { folder in
      let url = folder.appendingPathComponent(name)
      let writer = try VideoWriter(to: url, width: 63, height: 40, framesPerSecond: 25)
      for index in 0..<12 { try writer.append(frame(index)) }
      #expect(!FileManager.default.fileExists(atPath: url.path))
      try writer.finish()
      #expect(writer.frameCount == 12)
      #expect(try probe(url) == expected)
      #expect(try TestPictures.contents(of: folder) == [name])
    }
  }

  /// Frames of a pace that a GIF cannot have, or should not.
  @Test(
    .enabled(if: hasEncoder, "needs ffmpeg"),
    arguments: [(50.0, 100, 50), (30, 60, 60), (60, 120, 60), (120, 240, 60), (1000, 1000, 30), (4, 8, 8)])
  func animationsLastAsLongAsWhatIsRecorded(framesPerSecond: Double, count: Int, expected: Int) throws {
    try TestPictures.withFolder { folder in
      let url = folder.appendingPathComponent("a.gif")
      let writer = try VideoWriter(to: url, width: 63, height: 40, framesPerSecond: framesPerSecond)
      for index in 0..<count { try writer.append(frame(index % 12)) }
      try writer.finish()
      let delays = try Self.delays(of: Data(contentsOf: url))
      let seconds = Double(delays.reduce(0, +)) / 100
      #expect(abs(delays.count - expected) <= 1, "\(delays.count) frames")
      #expect(abs(seconds - Double(count) / framesPerSecond) < 0.08, "\(seconds) s")
      #expect(delays.allSatisfy { $0 >= 2 }, "players show shorter frames slowly")
    }
  }

  /// How long each frame of a GIF is shown, in hundredths of a second, by its graphic control extensions.
  private static func delays(of gif: Data) throws -> [Int] {
    let bytes = [UInt8](gif)
    return bytes.indices.dropLast(8).filter {
      bytes[$0] == 0x21 && bytes[$0 + 1] == 0xF9 && bytes[$0 + 2] == 4 && bytes[$0 + 7] == 0
    }.map { Int(bytes[$0 + 4]) + 256 * Int(bytes[$0 + 5]) }
  }

  @Test(.enabled(if: hasEncoder, "needs ffmpeg")) func whatStandsStillIsStoredOnce() throws {
    try TestPictures.withFolder { folder in
      func size(ofFrames count: Int) throws -> Int {
        let url = folder.appendingPathComponent("\(count).gif")
        let writer = try VideoWriter(to: url, width: 300, height: 200, framesPerSecond: 25)
        for index in 0..<count {
          var canvas = Canvas(width: 300, height: 200)
          canvas.fillRectangle(
            Rectangle(x: 0, y: 0, width: 300, height: 200),
            .vertical(from: 0, to: 200, colors: [Color(0x0E1830), Color(0xA9798C)]))
          canvas.fillCircle(center: Point(Double(index) * 2, 100), radius: 8, .white)
          try writer.append(canvas)
        }
        try writer.finish()
        return try Data(contentsOf: url).count
      }
      let (one, many) = (try size(ofFrames: 1), try size(ofFrames: 60))
      #expect(many < 6 * one, "\(many) bytes for 60 frames, \(one) for one")
    }
  }

  @Test func aPictureIsTheLastFrame() throws {
    try TestPictures.withFolder { folder in
      let url = folder.appendingPathComponent("last.png")
      let writer = try VideoWriter(to: url, width: 63, height: 40, framesPerSecond: 25, searchPath: "")
      for index in 0..<3 { try writer.append(frame(index)) }
      try writer.finish()
      #expect(try Canvas(contentsOfPNG: url).pixels == frame(2).pixels)
    }
  }

  @Test(.enabled(if: hasEncoder, "needs ffmpeg")) func whatIsCancelledLeavesNothing() throws {
    try TestPictures.withFolder { folder in
      let url = folder.appendingPathComponent("a.mp4")
      let writer = try VideoWriter(to: url, width: 63, height: 40, framesPerSecond: 25)
      try writer.append(frame(0))
      writer.cancel()
      #expect(try TestPictures.contents(of: folder).isEmpty)
      do {
        let forgotten = try VideoWriter(to: url, width: 63, height: 40, framesPerSecond: 25)
        try forgotten.append(frame(0))
      }
      #expect(try TestPictures.contents(of: folder).isEmpty)
    }
  }

  @Test func aMissingEncoderNamesThePackage() throws {
    try TestPictures.withFolder { folder in
      let error = try #require(throws: VideoError.self) {
        try VideoWriter(
          to: folder.appendingPathComponent("a.mp4"), width: 8, height: 8, framesPerSecond: 25,
          searchPath: folder.path)
      }
      #expect(error == .encoderMissing)
      #expect(error.description.contains("apt install ffmpeg"))
      #expect(try TestPictures.contents(of: folder).isEmpty)
    }
  }

  @Test func anUnknownExtensionNamesTheKnownOnes() throws {
    let error = try #require(throws: VideoError.self) {
      try VideoWriter(to: URL(fileURLWithPath: "/tmp/a.avi"), width: 8, height: 8, framesPerSecond: 25)
    }
    #expect(error.description.contains(".mp4, .gif, .png"))
  }

  @Test(.enabled(if: hasEncoder, "needs ffmpeg")) func aFolderThatIsNotThereIsNoticedAtOnce() throws {
    let error = try #require(throws: VideoError.self) {
      try VideoWriter(to: URL(fileURLWithPath: "/nowhere/a.mp4"), width: 8, height: 8, framesPerSecond: 25)
    }
    #expect(error.description.contains("/nowhere/a.mp4"))
  }

  @Test(.enabled(if: hasEncoder, "needs ffmpeg")) func aRecordingWithoutFramesIsNone() throws {
    try TestPictures.withFolder { folder in
      let writer = try VideoWriter(
        to: folder.appendingPathComponent("a.gif"), width: 8, height: 8, framesPerSecond: 25)
      #expect(throws: VideoError.self) { try writer.finish() }
      #expect(try TestPictures.contents(of: folder).isEmpty)
    }
  }

  /// A stand-in for ffmpeg that ends as `script` says.
  private func withEncoder(_ script: String, _ body: (URL, String) throws -> Void) throws {
    try TestPictures.withFolder { folder in
      let programs = folder.appendingPathComponent("bin")
      let videos = folder.appendingPathComponent("videos")
      for made in [programs, videos] {
        try FileManager.default.createDirectory(at: made, withIntermediateDirectories: false)
      }
      let program = programs.appendingPathComponent("ffmpeg")
      try Data("#!/bin/sh\n\(script)\n".utf8).write(to: program)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
      try body(videos.appendingPathComponent("a.mp4"), programs.path)
      #expect(try TestPictures.contents(of: videos).isEmpty)
    }
  }

  @Test func anEncoderThatFailsIsQuoted() throws {
    try withEncoder("cat >/dev/null; echo 'No space left on device' >&2; exit 3") { url, path in
      let writer = try VideoWriter(to: url, width: 63, height: 40, framesPerSecond: 25, searchPath: path)
      try writer.append(frame(0))
      let error = try #require(throws: VideoError.self) { try writer.finish() }
      #expect(error.description.contains("No space left on device") && error.description.contains("status 3"))
    }
  }

  @Test func anEncoderThatIsGoneDoesNotEndTheProcess() throws {
    try withEncoder("kill -9 $$") { url, path in
      let writer = try VideoWriter(to: url, width: 63, height: 40, framesPerSecond: 25, searchPath: path)
      let error = try #require(throws: VideoError.self) {
        for index in 0..<10_000 { try writer.append(frame(index)) }
      }
      #expect(error.description.contains("signal 9"))
    }
  }
}
