import ArgumentParser
import NeuralNet

/// The speed of a DQN's update: target forward, online forward, Huber's loss, backward, Adam.
struct UpdateSpeed: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "update-speed",
    abstract: "Measures the updates per second of a DQN with the network 8-256-256-4 on batches of 128.",
    discussion: "Prints one JSON object with the median of seven runs, in the form of Benchmarks/dqn_update.c.")

  @Flag(help: "Clip gradients by norm as well.") var clip = false
  @Flag(help: "Differentiate by a recorded objective instead of a tape.") var recorded = false
  @Flag(help: "Measure the network 8-32-32-4 on batches of 32.") var small = false

  func run() {
    let width = small ? 32 : 256
    let batch = small ? 32 : 128
    var update = DQNUpdate(width: width, batch: batch)
    let report = SpeedReport("DQN update, 8-\(width)-\(width)-4, batch \(batch)", updates: 1000) {
      update.make(clipping: clip, recorded: recorded)
    }
    print(report.json)
  }
}

/// The networks and the batch of an update.
private struct DQNUpdate {
  let batch: Int
  let network: Sequential
  let observations, nextObservations, rewards, actions: [Float]
  let target: Parameters
  var parameters: Parameters
  var optimizer: Adam
  var objective: Objective

  init(width: Int, batch: Int) {
    self.batch = batch
    let network = Sequential.perceptron([8, width, width, 4])
    self.network = network
    var generator = SystemRandomNumberGenerator()
    func numbers(_ count: Int) -> [Float] { (0..<count).map { _ in .random(in: -0.5...0.5) } }
    observations = numbers(batch * 8)
    nextObservations = numbers(batch * 8)
    rewards = numbers(batch)
    actions = (0..<batch).map { Float($0 % 4) }
    parameters = Parameters(of: network, using: &generator)
    target = parameters
    optimizer = Adam(for: parameters, learningRate: 6.3e-4)
    objective = Objective { weights, inputs in
      Loss.huber(network(inputs[0], weights).picking(inputs[1]), inputs[2])
    }
  }

  mutating func make(clipping: Bool, recorded: Bool) {
    let pool = parameters.pool
    let next = network(Tensor(nextObservations, shape: [batch, 8], in: pool), target.constants)
    let targets = Tensor(rewards, shape: [batch], in: pool) + next.maximum() * 0.99
    let seen = Tensor(observations, shape: [batch, 8], in: pool)
    let chosen = Tensor(actions, shape: [batch], in: pool)
    var (_, gradients) =
      recorded
      ? objective.valueAndGradient(at: parameters, [seen, chosen, targets])
      : parameters.valueAndGradient { Loss.huber(network(seen, $0).picking(chosen), targets) }
    if clipping { gradients.clip(toNorm: 10) }
    optimizer.update(&parameters, along: gradients)
  }
}
