// Updates per second of a DQN with the network 8-256-256-4 on batches of 128: target forward, online forward, Huber's
// loss, backward, Adam; with `--clip`, gradients clipped by norm as well. Prints one JSON object with the median of seven
// runs, in the form of the limit in C.
import NeuralNet

struct Learner {
  let batch = 128
  let network = Sequential.perceptron([8, 256, 256, 4])
  let observations, nextObservations, rewards, actions: [Float]
  let target: Parameters
  var parameters: Parameters
  var optimizer: Adam

  init() {
    var generator = SystemRandomNumberGenerator()
    func numbers(_ count: Int) -> [Float] { (0..<count).map { _ in .random(in: -0.5...0.5) } }
    observations = numbers(batch * 8)
    nextObservations = numbers(batch * 8)
    rewards = numbers(batch)
    actions = (0..<batch).map { Float($0 % 4) }
    parameters = Parameters(of: network, using: &generator)
    target = parameters
    optimizer = Adam(for: parameters, learningRate: 6.3e-4)
  }

  mutating func update(clipping: Bool) {
    let pool = parameters.pool
    let next = network(Tensor(nextObservations, shape: [batch, 8], in: pool), target.constants)
    let targets = Tensor(rewards, shape: [batch], in: pool) + next.maximum() * 0.99
    var (_, gradients) = parameters.valueAndGradient { weights in
      let values = network(Tensor(observations, shape: [batch, 8], in: pool), weights)
      return Loss.huber(values.picking(Tensor(actions, shape: [batch], in: pool)), targets)
    }
    if clipping { gradients.clip(toNorm: 10) }
    optimizer.update(&parameters, along: gradients)
  }
}

let clips = CommandLine.arguments.contains("--clip")
var learner = Learner()
var rates: [Double] = []
for _ in 0..<7 {
  let duration = ContinuousClock().measure { for _ in 0..<1000 { learner.update(clipping: clips) } }
  rates.append(1000 / (Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18))
}
rates.sort()
print(
  #"{"name": "DQN update, 8-256-256-4, batch 128", "unit": "updates/s", "n": 7, "median": \#(Int(rates[3])), "#
    + #""min": \#(Int(rates[0])), "max": \#(Int(rates[6])), "threads": 1}"#)
