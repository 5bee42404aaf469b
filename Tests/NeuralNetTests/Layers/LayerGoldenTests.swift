import Testing

@testable import NeuralNet

@Suite struct LayerGoldenTests {
  private let golden: Golden

  init() throws { golden = try Golden("layers") }

  @Test("Results, gradients, gradients of gradients and running statistics are PyTorch's", arguments: LayerCase.all)
  func layer(_ layer: LayerCase) throws {
    let (name, descriptions) = (layer.name, layer.layer.parameters)
    let input = try golden("\(name)/input").variable
    let weights = Weights(
      try descriptions.map { description in
        let weight = try golden("\(name)/\(description.name)")
        return description.isTrainable ? weight.variable : weight
      })
    var pass = layer.isTraining ? ForwardPass(trainingWithSeed: 1) : ForwardPass()
    let output = layer.layer(input, weights, &pass)
    expectClose(output, try golden("\(name)/output"), "output")

    let trainable = zip(descriptions.map(\.name), weights.all).filter { $1.isRecorded }
    let variables = name == "embedding" ? trainable : trainable + [("input", input)]
    try expectDerivatives(of: output, at: variables, name)
    for (position, value) in pass.updates {
      expectClose(value, try golden("\(name)/new \(descriptions[position].name)"), descriptions[position].name)
    }
    #expect(pass.updates.count == (layer.isTraining ? 2 : 0))
  }

  private func expectDerivatives(of output: Tensor, at variables: [(name: String, Tensor)], _ name: String) throws {
    let tensors = variables.map(\.1)
    let gradients = gradient(of: Probe.loss(of: output), at: tensors, createGraph: true)
    let seconds = gradient(of: Probe.projection(of: gradients), at: tensors)
    for (index, variable) in variables.enumerated() {
      let (first, second) = ("gradient of \(variable.name)", "second derivative by \(variable.name)")
      expectClose(gradients[index], try golden("\(name)/\(first)"), first)
      // Normalization takes differences of large numbers.
      expectClose(seconds[index], try golden("\(name)/\(second)"), tolerance: 5e-5, second)
    }
  }

  @Test("PyTorch has computed the same layers")
  func coverage() {
    #expect(golden.cases == Set(LayerCase.all.map(\.name)))
  }
}
