import Foundation
import Testing

@testable import NeuralNet

@Suite struct NatureTests {
  @Test("The network of Mnih and others has PyTorch's names, shapes, results and gradients")
  func nature() throws {
    let golden = try Golden("nature")
    let network = Sequential.nature(outputs: 6)
    let weights = Weights(
      network.parameters.map { wave($0.shape, scale: $0.shape.count > 1 ? 0.1 : 0.05).variable })
    let output = network(wave([2, 4, 84, 84], scale: 1), weights)
    expectClose(output, try golden("output"))

    let gradients = gradient(of: Probe.loss(of: output), at: weights.all)
    for (description, gradient) in zip(network.parameters, gradients) {
      let distance = max(gradient.count / 50, 1) | 1
      let some = stride(from: 0, to: gradient.count, by: distance).map { gradient.values[$0] }
      expectClose(
        Tensor(some, shape: [some.count]), try golden("gradient of \(description.name)"), tolerance: 1e-4,
        description.name)
    }
  }

  private func wave(_ shape: Shape, scale: Double) -> Tensor {
    Tensor((0..<shape.elementCount).map { Float(scale * sin(Double($0) * 0.7 + 0.1)) }, shape: shape)
  }
}
