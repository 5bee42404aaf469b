import Foundation
import Raster
import Testing

func isInstalled(_ program: String) -> Bool {
  (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
}

@Suite struct RecordingTests {
  private let palaestra: Palaestra

  init() throws { palaestra = try Palaestra() }

  private func watch(_ more: String..., environment: [String: String] = [:], through shell: String? = nil) throws
    -> Outcome
  {
    try palaestra.run(
      ["watch", "FrozenLake-v1", "--policy", "random", "--steps", "3", "--zoom", "0.2"] + more,
      environment: environment, through: shell)
  }

  @Test(
    .enabled(if: isInstalled("ffmpeg"), "needs ffmpeg"),
    arguments: [("a.mp4", 4, Array("ftyp".utf8)), ("a.gif", 0, Array("GIF8".utf8))])
  func aVideoIsWritten(name: String, offset: Int, magic: [UInt8]) throws {
    let outcome = try watch("--record", name)
    #expect(outcome.status == 0)
    #expect(outcome.output.isEmpty)
    #expect(outcome.complaint.wholeMatch(of: /Recorded \d+ frames to a\....\.\n/) != nil)
    let data = try Data(contentsOf: palaestra.folder.file(name))
    #expect(Array(data.dropFirst(offset).prefix(4)) == magic)
    #expect(try palaestra.folder.names() == [name])
  }

  @Test func aPictureIsTheLastFrame() throws {
    let outcome = try watch("--record", "a.png", environment: ["PATH": ""])
    #expect(outcome.status == 0)
    #expect(outcome.complaint.wholeMatch(of: /Recorded the last of \d+ frames to a\.png\.\n/) != nil)
    #expect(try Data(contentsOf: palaestra.folder.file("a.png")).dropFirst().prefix(3) == Data("PNG".utf8))
  }

  @Test func forOnePictureNoOtherIsDrawn() throws {
    // Of a whole race, drawing every picture would take minutes.
    let outcome = try palaestra(
      "watch", "CartPole-v1", "--policy", "random", "--steps", "20000", "--zoom", "4", "--record", "a.png")
    #expect(outcome.status == 0)
    #expect(outcome.complaint.hasPrefix("Recorded the last of "))
  }

  @Test func aLakeLargerThanAScreenIsRecordedAtAScreensSize() throws {
    let outcome = try palaestra(
      "watch", "FrozenLake-v1", "--policy", "random", "--steps", "1", "--record", "a.png", "--env-set",
      "map=" + Array(repeating: String(repeating: "F", count: 199) + "S", count: 1).joined())
    #expect(outcome.status == 0, "\(outcome.complaint)")
    #expect(try Canvas(contentsOfPNG: palaestra.folder.file("a.png")).width == 1600)
  }

  @Test func aTrainedPolicyIsRecorded() throws {
    try palaestra.copyTrainedLake()
    let outcome = try palaestra("watch", "FrozenLake-v1", "--policy", "run", "--record", "a.png", "--zoom", "0.2")
    #expect(outcome.status == 0)
  }

  @Test(arguments: ["a.avi", "a", "mp4"])
  func anUnknownExtensionIsNamed(name: String) throws {
    let outcome = try watch("--record", name)
    #expect(outcome.status != 0)
    #expect(
      outcome.complaint.contains("\(name)' does not say which kind of recording to make: it should end in .mp4, "))
    #expect(outcome.complaint.split(separator: "\n").count == 1)
    #expect(try palaestra.folder.names().isEmpty)
  }

  @Test func withoutFfmpegItSaysHowToGetIt() throws {
    let outcome = try watch("--record", "a.mp4", environment: ["PATH": "/nowhere"])
    #expect(outcome.status == 1)
    #expect(
      outcome.complaint
        == "Error: Recording needs the program 'ffmpeg', which is in none of the folders of PATH. Install it "
        + "('apt install ffmpeg'), or record a single picture to a .png file.\n")
    #expect(try palaestra.folder.names().isEmpty)
  }

  @Test(arguments: ["a.mp4", "a.png"])
  func aFolderThatIsNotThereIsNamed(name: String) throws {
    let outcome = try watch("--record", "films/\(name)")
    #expect(outcome.status == 1)
    #expect(
      outcome.complaint == "Error: The recording films/\(name) cannot be written: there is no folder films.\n")
  }

  /// A limit on the size of files stands in for a disk that is full.
  @Test(.enabled(if: isInstalled("ffmpeg"), "needs ffmpeg"), arguments: ["a.mp4", "a.gif", "a.png"])
  func aFullDiskLeavesTheLastGoodFile(name: String) throws {
    try palaestra.write("the last good one", to: name)
    let outcome = try watch("--record", name, through: "trap '' XFSZ; ulimit -f 1")
    #expect(outcome.status == 1)
    #expect(outcome.complaint.hasPrefix("Error: ") && outcome.complaint.hasSuffix(".\n"), "\(outcome.complaint)")
    #expect(try palaestra.folder.names() == [name])
    #expect(try Data(contentsOf: palaestra.folder.file(name)) == Data("the last good one".utf8))
  }

  @Test func aFullDiskLeavesTheLastGoodRun() throws {
    try palaestra.copyTrainedLake()
    func contents() throws -> [String: Data] {
      let names = try palaestra.folder.names(in: "run")
      return try Dictionary(
        uniqueKeysWithValues: names.map { ($0, try Data(contentsOf: palaestra.folder.file("run/\($0)"))) })
    }
    var before = try contents()
    let outcome = try palaestra.run(
      ["train", "FrozenLake-v1", "--resume", "run", "--steps", "9000"], through: "trap '' XFSZ; ulimit -f 4")
    #expect(outcome.status == 1)
    #expect(
      outcome.complaint.split(separator: "\n").last?.hasSuffix(
        "cannot be written: File too large. What stood there before is untouched.") == true, "\(outcome.complaint)")
    var after = try contents()
    #expect(before.removeValue(forKey: "config.json") != after.removeValue(forKey: "config.json"))
    // What TensorBoard reads may be cut off in a file of its own.
    let added = after.keys.filter { before[$0] == nil }
    #expect(added.count == 1 && added.allSatisfy { $0.hasPrefix("events.out.tfevents.") }, "\(added)")
    for (name, data) in before where !["evaluations.json", "metrics.csv"].contains(name) {
      #expect(after[name] == data, "\(name)")
    }
    #expect(try palaestra("train", "FrozenLake-v1", "--resume", "run", "--steps", "900").status == 0)
  }

  @Test func aDiskThatIsFullAtAReportEndsTheRun() throws {
    let outcome = try palaestra.run(
      ["train", "FrozenLake-v1", "--agent", "q-learning", "--eval-every", "0", "--out", "run"],
      through: "trap '' XFSZ; ulimit -f 2")
    #expect(outcome.status == 1)
    #expect(
      outcome.complaint.split(separator: "\n").last?.wholeMatch(
        of:
          /Error: run\/events\.out\.tfevents\..+ cannot be written: File too large\. What stood there before is untouched\./
      ) != nil, "\(outcome.complaint)")
    #expect(try palaestra.runNames(in: "run") == ["config.json", "events.out.tfevents"])
  }

  @Test(arguments: [
    [:], ["SDL_VIDEODRIVER": "x11"], ["SDL_VIDEODRIVER": ""], ["SDL_VIDEODRIVER": "dummy"],
    ["SDL_VIDEODRIVER": "offscreen,dummy"], ["DISPLAY": ""], ["DISPLAY": ":4711"], ["WAYLAND_DISPLAY": "nothing"],
    ["XDG_RUNTIME_DIR": "/no-such-folder"],
  ])
  func withoutADisplayWatchingSaysSo(environment: [String: String]) throws {
    let outcome = try watch(environment: environment)
    #expect(outcome.status == 1)
    #expect(outcome.output.isEmpty)
    #expect(
      outcome.complaint.wholeMatch(
        of:
          /Error: There is no display to open a window on \(SDL: .+\)\. Set DISPLAY, or record a video instead with --record FILE\.mp4\.\n/
      ) != nil, "\(outcome.complaint)")
  }

  @Test func withoutADisplayPlayingSaysSo() throws {
    let outcome = try palaestra("play", "FrozenLake-v1")
    #expect(outcome.status == 1)
    #expect(
      outcome.complaint.wholeMatch(
        of: /Error: There is no display to open a window on \(SDL: .+\); set DISPLAY to play\.\n/) != nil)
  }
}
