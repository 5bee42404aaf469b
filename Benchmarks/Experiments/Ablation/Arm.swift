import Simulation

/// One of the ways of learning that are compared, on the same tasks and from the same seeds.
struct Arm: Sendable {
  /// The letter by which it is asked for.
  let letter: String
  /// The name, for tables.
  let name: String
  /// True if it is DQN alone.
  let isPlain: Bool
  /// The settings that differ from those of a CLM, or of DQN.
  let changes: [String: String]
  /// True if it makes levels to learn in.
  var makesLevels = false

  /// All arms for a number of updates in units of DQN's.
  ///
  /// Where a CLM makes no more updates than DQN, B makes twice as many all the same, so that it is no second A.
  static func all(updateRatio: Int, gradientSteps: Int) -> [Arm] {
    let ratio = max(2, updateRatio)
    return [
      Arm(letter: "A", name: "DQN", isPlain: true, changes: [:]),
      Arm(
        letter: "B", name: "DQN, \(ratio) × the updates", isPlain: true,
        changes: ["gradientSteps": "\(gradientSteps * ratio)"]),
      Arm(letter: "C", name: "CLM", isPlain: false, changes: [:]),
      Arm(letter: "D", name: "CLM without creativity", isPlain: false, changes: ["creativity": "0"]),
      Arm(
        letter: "E", name: "DQN on a plain learned model", isPlain: false,
        changes: ["adversarialWeight": "0"]),
      Arm(letter: "L", name: "CLM that makes levels, too", isPlain: false, changes: [:], makesLevels: true),
    ]
  }
}
