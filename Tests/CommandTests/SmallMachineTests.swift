import Foundation
import Testing

#if os(Linux)
  /// Where the address space is limited, commands end, by themselves or with a sentence.
  @Suite struct SmallMachineTests {
    private let palaestra: Palaestra

    init() throws { palaestra = try Palaestra() }

    /// What the program and its libraries take by themselves depends on the build, so that several limits are tried: below
    /// the first of them it may not even be loaded.
    private static let limits = [200_000, 220_000, 260_000, 320_000, 400_000]

    @Test(arguments: limits)
    func commandsThatMultiplyNothingEnd(limit: Int) throws {
      let outcome = try palaestra.run(
        ["eval", "CartPole-v1", "--policy", "random", "--episodes", "1"], through: "ulimit -v \(limit)")
      #expect([0, 1, 127].contains(outcome.status), "\(outcome.complaint)")
    }

    @Test(arguments: limits)
    func trainingEndsOrSaysWhatIsMissing(limit: Int) throws {
      let outcome = try palaestra.run(
        [
          "train", "CartPole-v1", "--agent", "dqn", "--steps", "300", "--eval-every", "0", "--quiet", "--out",
          "run-\(limit)",
        ], through: "ulimit -v \(limit)")
      #expect([0, 1, 127].contains(outcome.status), "\(outcome.complaint)")
      if outcome.status == 1 { #expect(outcome.complaint.contains("ulimit -v"), "\(outcome.complaint)") }
    }
  }
#endif
