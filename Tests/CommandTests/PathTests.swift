import Foundation
import Testing

@Suite struct PathTests {
  private let palaestra: Palaestra

  init() throws { palaestra = try Palaestra() }

  /// Does what a shell's script says, in which `$1` is the program.
  private func shell(_ script: String, environment: [String: String] = [:]) throws -> Outcome {
    try palaestra.run([], environment: environment, through: "\(script); exit")
  }

  private let training = #""$1" train FrozenLake-v1 --agent q-learning --steps 400 --eval-every 0"#

  @Test(arguments: [
    #"gr\366\337e"#, "a b", "100%%", "a#1", "a%%20b", "~", "~x", "-r", #"it\047s"#, #"a\nb"#, #"\033[31m"#, "$HOME",
    "a?*",
    "größe", "x/../y",
  ])
  func everyNameIsWhatItIsCalled(name: String) throws {
    // What the program tells one to type is typed, in the plainest of shells.
    let outcome = try shell(
      #"n=$(printf -- '\#(name)'); mkdir x; "# + training
        + #" --out="./$n" 2>said && ls "./$n/config.json" >/dev/null "#
        + #"&& c=$(sed -n 's/^Watch it with: //p' said) && sh -c "$c --steps 1 --record out.png""#,
      environment: ["PALAESTRA_COMMAND": ""])
    #expect(outcome.status == 0, "\(outcome.complaint)")
    #expect(try palaestra.folder.names().contains("out.png"))
  }

  @Test func theHomeIsWhatHomeSays() throws {
    let outcome = try shell("mkdir home; \(training) --out '~/run'; ls home", environment: ["HOME": "home"])
    #expect(outcome.output == "run\n", "\(outcome.complaint)")
  }

  @Test func aNameMayBeAsLongAsTheFileSystemTakes() throws {
    let name = String(repeating: "x", count: 251) + ".png"
    let outcome = try palaestra(
      "watch", "CartPole-v1", "--policy", "random", "--steps", "1", "--record", name)
    #expect(outcome.status == 0, "\(outcome.complaint)")
    #expect(try palaestra.folder.names() == [name])
    let tooLong = try palaestra(
      "watch", "CartPole-v1", "--policy", "random", "--steps", "1", "--record", "x" + name)
    #expect(tooLong.status == 1 && tooLong.complaint.contains("File name too long"), "\(tooLong.complaint)")
  }

  @Test(arguments: [
    ["eval", "FrozenLake-v1", "--policy", "a"], ["train", "FrozenLake-v1", "--resume", "a"],
    ["train", "FrozenLake-v1", "--agent", "q-learning", "--out", "a"],
    ["watch", "CartPole-v1", "--policy", "random", "--record", "a/x.png"],
  ])
  func linksInACircleAreSaid(arguments: [String]) throws {
    try FileManager.default.createSymbolicLink(
      atPath: palaestra.folder.file("a").path, withDestinationPath: "b")
    try FileManager.default.createSymbolicLink(
      atPath: palaestra.folder.file("b").path, withDestinationPath: "a")
    let outcome = try palaestra.run(arguments)
    #expect(outcome.status == 1)
    #expect(outcome.complaint.contains("Too many levels of symbolic links"), "\(outcome.complaint)")
  }
}
