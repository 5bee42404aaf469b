import Foundation
import Testing

@Suite struct SignalTests {
  private let palaestra: Palaestra
  private let endless = [
    "train", "FrozenLake-v1", "--agent", "q-learning", "--steps", "50000000", "--eval-every", "0", "--out", "run",
    "--json",
  ]

  init() throws { palaestra = try Palaestra() }

  private func train(by signal: Int32, through shell: String? = nil) throws -> Outcome {
    let running = try palaestra.start(endless, through: shell)
    try running.wait { try !running.output.isEmpty }
    running.interrupt(by: signal)
    return try running.finish(by: signal)
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func trainingSavesAndEndsByTheSignal(signal: Int32) throws {
    let outcome = try train(by: signal)
    #expect(outcome.signal == signal)
    #expect(try palaestra.folder.names(in: "run").contains("checkpoint.safetensors"))
  }

  @Test func aLostConnectionDoesNotEndWhatIsToOutliveIt() throws {
    let running = try palaestra.start(endless, through: "trap '' HUP")
    try running.wait { try !running.output.isEmpty }
    running.interrupt(by: SIGHUP)
    let before = try running.output.utf8.count
    try running.wait { try running.output.utf8.count > before }
    running.interrupt(by: SIGTERM)
    #expect(try running.finish(by: SIGTERM).signal == SIGTERM)
  }

  @Test func aSignalThatComesTwiceAtOnceIsOne() throws {
    let running = try palaestra.start(endless)
    try running.wait { try !running.output.isEmpty }
    for _ in 0..<2 { running.interrupt(by: SIGHUP) }
    let outcome = try running.finish(by: SIGHUP)
    #expect(try outcome.objects.last?["reason"] as? String == "stopped")
  }

  /// A pipe that had a reader once.
  private static let brokenPipe = "mkfifo pipe; : <pipe & exec 3>pipe; wait"

  @Test(arguments: ["2>&3", "--json >&3"])
  func trainingGoesOnWithoutAReader(redirection: String) throws {
    let outcome = try palaestra.run(
      [],
      through: Self.brokenPipe
        + #"; "$1" train FrozenLake-v1 --agent q-learning --steps 4000 --out run \#(redirection); exit"#)
    #expect(outcome.status == 0)
    #expect(try palaestra.folder.names(in: "run").contains("checkpoint.safetensors"))
  }

  @Test(arguments: ["envs", "envs --json", "help train", "eval CartPole-v1 --policy random --episodes 1 --json"])
  func whatIsOnlyPrintedEndsQuietlyWithoutAReader(command: String) throws {
    let outcome = try palaestra.run([], through: Self.brokenPipe + #"; "$1" \#(command) >&3; exit"#)
    #expect(outcome.signal == SIGPIPE)
    #expect(outcome.complaint.isEmpty)
  }
}
