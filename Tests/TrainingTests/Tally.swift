import Safetensors
import Simulation
import TestSupport
import Training

/// An agent as small as can be: it acts at random and remembers what each action paid in each state.
struct Tally: Agent {
  /// Takes the action that has paid most.
  struct Greedy: SavablePolicy {
    var payments: [Double]
    var isContrary = false

    func act(
      on observations: borrowing RowBuffer, into actions: inout RowBuffer, using generator: inout RandomGenerator
    ) {
      for row in 0..<actions.count {
        let state: Int = observations[row]
        let choices = payments[state * 3..<state * 3 + 3]
        let best = choices.indices.max { choices[$0] < choices[$1] } ?? choices.startIndex
        actions[row] = (best - choices.startIndex + (isContrary ? 1 : 0)) % 3
      }
    }

    func write(to writer: inout SafetensorsWriter) { writer.add("payments", payments, shape: [3, 3]) }
  }

  private(set) var payments = [Double](repeating: 0, count: 9)
  private(set) var updateCount = 0
  private(set) var progress = 0.0
  /// The number of calls that said that all episodes begin.
  private(set) var beginnings = 0
  /// The length of each running episode, as a policy with a memory keeps it.
  private(set) var memory: [Int] = []
  /// After how many updates it forgets what is good.
  var goesBadAfter = Int.max

  var greedyPolicy: Greedy { Greedy(payments: payments, isContrary: updateCount > goesBadAfter) }
  var measurements: [Measurement] { [Measurement("train/progress", progress)] }

  mutating func advance(to progress: Double) { self.progress = progress }

  func act(
    on observations: borrowing RowBuffer, into actions: inout RowBuffer, using generator: inout RandomGenerator
  ) {
    for row in 0..<actions.count { actions[row] = generator.integers(0..<3) }
  }

  mutating func observe(_ transitions: borrowing Transitions, using generator: inout RandomGenerator) {
    for row in 0..<transitions.count {
      let (state, action): (Int, Int) = (transitions.observations[row], transitions.actions[row])
      payments[state * 3 + action] += transitions.outcome.rewards[row]
    }
  }

  mutating func beginEpisodes() { (beginnings, memory) = (beginnings + 1, []) }

  mutating func observeOutcome(_ outcome: borrowing StepBatch) {
    if memory.isEmpty { memory = [Int](repeating: 0, count: outcome.count) }
    for row in memory.indices { memory[row] = outcome.statuses[row].isFinished ? 0 : memory[row] + 1 }
  }

  mutating func learn(using generator: inout RandomGenerator) { updateCount += 1 }

  mutating func exchange(with scope: inout CheckpointScope) throws {
    try scope.exchange("payments", &payments, shape: [3, 3])
    try scope.exchange("updates", count: &updateCount)
  }
}

extension Trainer<Tally> {
  /// A trainer on the identity task with four environments.
  static func tally(_ plan: TrainingPlan, agent: Tally = Tally(), folder: RunFolder? = nil) -> Trainer {
    Trainer(
      agent, in: Identity.batch(of: 4), evaluatingIn: Identity.batch(of: 3), plan: plan, folder: folder)
  }
}

extension TrainingPlan {
  /// A plan for four environments.
  static func short(_ steps: Int, evaluatingEvery interval: Int = 0, seed: UInt64 = 0) -> TrainingPlan {
    var plan = TrainingPlan(steps: steps, environments: 4, evaluationInterval: interval, evaluationEpisodes: 5)
    plan.seed = seed
    return plan
  }
}

extension RunConfiguration {
  /// A run of the tally.
  static func tally(_ plan: TrainingPlan) -> RunConfiguration {
    var configuration = RunConfiguration(
      environment: "Identity-v0", environmentOverrides: ConfigurationOverrides(["count": "3"]), agent: "tally",
      preset: nil, agentOverrides: ConfigurationOverrides(), agentConfiguration: ["discount": "1.0"], plan: plan,
      rewardThreshold: 7)
    configuration.wrappers = ["clipReward", "timeLimit=9"]
    return configuration
  }
}
