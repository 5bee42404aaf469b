import Simulation

/// One of the ways of learning that are compared, on the same tasks and from the same seeds.
struct Arm: Sendable {
  /// The letter by which it is asked for.
  let letter: String
  /// What it is, for tables.
  let name: String
  /// Whether it is DQN alone.
  let isPlain: Bool
  /// What differs from the settings of a CLM, or of DQN.
  let changes: [String: String]

  /// All arms for a number of updates in units of DQN's.
  static func all(updateRatio: Int, gradientSteps: Int) -> [Arm] {
    [
      Arm(letter: "A", name: "DQN", isPlain: true, changes: [:]),
      Arm(
        letter: "B", name: "DQN, as many updates as CLM", isPlain: true,
        changes: ["gradientSteps": "\(gradientSteps * updateRatio)"]),
      Arm(letter: "C", name: "CLM", isPlain: false, changes: [:]),
      Arm(letter: "D", name: "CLM without creativity", isPlain: false, changes: ["creativity": "0"]),
      Arm(
        letter: "E", name: "DQN on a plain learned model", isPlain: false,
        changes: ["creativity": "0", "adversarialWeight": "0", "realismThreshold": "0"]),
    ]
  }
}
