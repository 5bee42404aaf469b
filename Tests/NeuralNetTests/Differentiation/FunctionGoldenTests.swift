import Testing

@testable import NeuralNet

@Suite struct FunctionGoldenTests {
  private let golden: Golden

  init() throws { golden = try Golden("functions") }

  @Test("Numbers, gradients and gradients of gradients are PyTorch's", arguments: FunctionCase.all)
  func function(_ function: FunctionCase) throws {
    let inputs = try golden.all("\(function.name)/input").map(\.variable)
    let output = function.function(inputs)
    let gradients = gradient(of: Probe.loss(of: output), at: inputs, createGraph: true)
    let seconds = gradient(of: Probe.projection(of: gradients), at: inputs)
    expectClose(output, try golden("\(function.name)/output"), "output")
    for index in inputs.indices {
      expectClose(gradients[index], try golden("\(function.name)/gradient.\(index)"), "gradient \(index)")
      expectClose(seconds[index], try golden("\(function.name)/second.\(index)"), "second derivative \(index)")
    }
  }

  @Test("PyTorch has computed the same functions")
  func coverage() {
    #expect(golden.cases == Set(FunctionCase.all.map(\.name)))
  }
}
