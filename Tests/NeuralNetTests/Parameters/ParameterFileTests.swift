import NeuralNet
import Safetensors
import TestSupport
import Testing

@Suite struct ParameterFileTests {
  private let network = Sequential.perceptron([3, 16, 16, 2])

  @Test("A network that PyTorch has written says what it says there")
  func pyTorch() throws {
    let golden = try Golden("perceptron")
    let parameters = try Parameters(reading: golden.file, for: network, named: "q_net")
    expectClose(network(try golden("inputs"), parameters.constants), try golden("outputs"))
  }

  @Test("What is written is read again bit by bit, under PyTorch's names")
  func roundTrip() throws {
    var generator = SystemRandomNumberGenerator()
    var parameters = Parameters(of: Sequential(Linear(3, 2), BatchNorm(2)), named: "policy", using: &generator)
    parameters.values = (0..<parameters.count).map { Float($0) / 7 * ($0 % 2 == 0 ? -1 : 1) }
    let file = try file(of: parameters)
    #expect(
      Set(file.tensors.map(\.name)) == [
        "policy.0.weight", "policy.0.bias", "policy.1.weight", "policy.1.bias", "policy.1.running_mean",
        "policy.1.running_var",
      ])
    let read = try Parameters(reading: file, for: Sequential(Linear(3, 2), BatchNorm(2)), named: "policy")
    #expect(read.values.map(\.bitPattern) == parameters.values.map(\.bitPattern))
    #expect(read.descriptions == parameters.descriptions)
  }

  @Test("A file of another network is refused with both shapes")
  func shapes() throws {
    var generator = SystemRandomNumberGenerator()
    let file = try file(
      of: Parameters(of: Sequential.perceptron([3, 16, 8, 2]), named: "q_net", using: &generator))
    let error = #expect(throws: SafetensorsError.self) {
      try Parameters(reading: file, for: network, named: "q_net")
    }
    #expect(error?.problem == .shapeMismatch(tensor: "q_net.2.weight", found: [8, 16], expected: [16, 16]))
  }

  @Test("A file without a parameter is refused with its name")
  func names() throws {
    var generator = SystemRandomNumberGenerator()
    let file = try file(of: Parameters(of: Linear(1, 1), named: "actor", using: &generator))
    let error = #expect(throws: SafetensorsError.self) {
      try Parameters(reading: file, for: Linear(1, 1), named: "critic")
    }
    #expect(error?.problem == .missingTensor("critic.weight", available: ["actor.bias", "actor.weight"]))
  }

  private func file(of parameters: Parameters) throws -> SafetensorsFile {
    let folder = try TemporaryFolder()
    var writer = SafetensorsWriter()
    parameters.write(to: &writer)
    try writer.write(to: folder.file("parameters.safetensors"))
    return try SafetensorsFile(contentsOf: folder.file("parameters.safetensors"))
  }
}
