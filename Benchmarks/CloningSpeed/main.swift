// Updates per second of behaviour cloning with the network 8-32-32-4 on batches of 32: everything that training does,
// from drawing the batch to Adam, in memory and without evaluations. Prints one JSON object with the median of seven runs.
import Agents
import Demonstrations
import Simulation
import Training

struct RandomEpisodes {
  var generator = RandomGenerator(seed: 0)

  mutating func episode(of length: Int) -> Episode<Float, Int> {
    Episode(
      observations: (0..<8 * (length + 1)).map { _ in Float(generator.standardNormal()) },
      actions: (0..<length).map { _ in generator.integers(0..<4) },
      rewards: Array(repeating: 0, count: length), ending: .truncated)
  }
}

var random = RandomEpisodes()
let space = SpaceDescriptor.box(
  scalar: "float32", shape: [8], low: Array(repeating: -1, count: 8), high: Array(repeating: 1, count: 8))
guard let features = NumberFeatures(space), let head = CategoricalHead(.discrete(count: 4, start: 0)) else {
  preconditionFailure("the spaces of a lander cannot be encoded")
}
var configuration = BehaviorCloningConfiguration()
configuration.hiddenSizes = [32, 32]
configuration.activation = .tanh
configuration.batchSize = 32
configuration.entropyWeight = 1e-3
configuration.validationFraction = 0
var generator = RandomGenerator(seed: 1)
var learner = BehaviorCloning(
  imitating: (0..<80).map { _ in random.episode(of: 250) }, features: features, head: head,
  configuration: configuration, using: &generator)
let updates = 20_000
var rates: [Double] = []
for _ in 0..<7 {
  let duration = ContinuousClock().measure { for _ in 0..<updates { learner.learn(using: &generator) } }
  rates.append(Double(updates) / duration.seconds)
}
rates.sort()
print(
  #"{"name": "behaviour cloning, 8-32-32-4, batch 32", "unit": "updates/s", "n": 7, "median": \#(Int(rates[3])), "#
    + #""min": \#(Int(rates[0])), "max": \#(Int(rates[6])), "threads": 1}"#)
