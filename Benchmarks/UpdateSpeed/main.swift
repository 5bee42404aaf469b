// Updates per second of a DQN with the network 8-256-256-4 on batches of 128: target forward, online forward, Huber's
// loss, backward, Adam; with `--clip`, gradients clipped by norm as well; with `--recorded`, by an objective instead of a
// tape; with `--small`, the network 8-32-32-4 on batches of 32. Prints one JSON object with the median of seven runs, in the
// form of the limit in C.
import NeuralNet

struct Learner {
  let batch: Int
  let width: Int
  let network: Sequential
  let observations, nextObservations, rewards, actions: [Float]
  let target: Parameters
  var parameters: Parameters
  var optimizer: Adam
  var objective: Objective

  init(width: Int, batch: Int) {
    (self.width, self.batch) = (width, batch)
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

  mutating func update(clipping: Bool, recorded: Bool) {
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

let clips = CommandLine.arguments.contains("--clip")
let records = CommandLine.arguments.contains("--recorded")
let isSmall = CommandLine.arguments.contains("--small")
var learner = Learner(width: isSmall ? 32 : 256, batch: isSmall ? 32 : 128)
var rates: [Double] = []
for _ in 0..<7 {
  let duration = ContinuousClock().measure {
    for _ in 0..<1000 { learner.update(clipping: clips, recorded: records) }
  }
  rates.append(1000 / (Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18))
}
rates.sort()
let network = "8-\(learner.width)-\(learner.width)-4"
print(
  #"{"name": "DQN update, \#(network), batch \#(learner.batch)", "unit": "updates/s", "n": 7, "#
    + #""median": \#(Int(rates[3])), "min": \#(Int(rates[0])), "max": \#(Int(rates[6])), "threads": 1}"#)
