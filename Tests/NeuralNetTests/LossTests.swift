import NeuralNet
import Testing

@Suite struct LossTests {
  private static let losses: [String: @Sendable ([Tensor]) -> Tensor] = [
    "mean squared error": { Loss.meanSquaredError($0[0], $0[1]) },
    "mean squared error, weighted": { Loss.meanSquaredError($0[0], $0[1], weights: $0[2]) },
    "huber": { Loss.huber($0[0], $0[1]) },
    "huber, delta 0.5": { Loss.huber($0[0], $0[1], delta: 0.5) },
    "huber, weighted": { Loss.huber($0[0], $0[1], delta: 2, weights: $0[2]) },
    "cross entropy of classes": { Loss.crossEntropy($0[0], classes: Tensor([2, 0, 1, 1, 0], shape: [5])) },
    "cross entropy of probabilities": { Loss.crossEntropy($0[0], probabilities: $0[1]) },
    "binary cross entropy": { Loss.binaryCrossEntropy($0[0], $0[1]) },
    "gaussian negative log likelihood": {
      Loss.gaussianNegativeLogLikelihood(mean: $0[0], variance: $0[1], $0[2])
    },
  ]

  @Test("Losses, their gradients and gradients of gradients are PyTorch's", arguments: losses.keys.sorted())
  func golden(name: String) throws {
    let golden = try Golden("losses")
    let loss = try #require(Self.losses[name])
    let inputs = try golden.all("\(name)/input").map(\.variable)
    let output = loss(inputs)
    let gradients = gradient(of: Probe.loss(of: output), at: inputs, createGraph: true)
    let seconds = gradient(of: Probe.projection(of: gradients), at: inputs)
    expectClose(output, try golden("\(name)/output"))
    for index in inputs.indices {
      expectClose(gradients[index], try golden("\(name)/gradient.\(index)"), "gradient \(index)")
      expectClose(seconds[index], try golden("\(name)/second.\(index)"), "second derivative \(index)")
    }
  }

  @Test("PyTorch has computed the same losses")
  func coverage() throws {
    let golden = try Golden("losses")
    #expect(golden.cases == Set(Self.losses.keys))
  }

  @Test("Logits of any size give finite losses and gradients")
  func stability() {
    let logits = Tensor([-1000, 1000, 0, 200], shape: [2, 2]).variable
    let target = Tensor([1, 0, 1, 1], shape: [2, 2])
    let yes = Loss.binaryCrossEntropy(logits, target)
    let classes = Loss.crossEntropy(logits, classes: Tensor([0, 1], shape: [2]))
    #expect(abs(yes.item - 500.1733) < 0.001)
    #expect(classes.item == 1000)
    for loss in [yes, classes] {
      #expect(gradient(of: loss, at: [logits])[0].values.allSatisfy { $0.isFinite })
    }
  }
}
