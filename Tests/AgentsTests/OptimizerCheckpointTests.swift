import NeuralNet
import Safetensors
import Simulation
import Testing
import Training

@testable import Agents

@Suite("A checkpoint of an optimizer") struct OptimizerCheckpointTests {
  @Test("goes on bit by bit, and is refused by other parameters, which changes nothing")
  func checkpoint() throws {
    var generator = RandomGenerator(seed: 1)
    var parameters = Parameters(of: Linear(2, 2), using: &generator)
    var optimizer = Adam(for: parameters)
    let gradients = Gradients(parameters.descriptions.map { .filled(0.3, shape: $0.shape) })
    for _ in 0..<7 { optimizer.update(&parameters, along: gradients) }
    let file = try StoredFile { try optimizer.writeCheckpoint(to: &$0, named: "adam") }
    var resumed = Adam(for: parameters)
    try resumed.readCheckpoint(from: file.open(), named: "adam")
    #expect(resumed.state == optimizer.state && resumed.stepCount == 7)

    var other = Adam(for: Parameters(of: Linear(3, 2), using: &generator))
    let before = other.state
    let error = #expect(throws: SafetensorsError.self) {
      try other.readCheckpoint(from: file.open(), named: "adam")
    }
    #expect(error?.problem == .shapeMismatch(tensor: "adam/exp_avg", found: [6], expected: [8]))
    #expect(other.state == before)
  }
}
