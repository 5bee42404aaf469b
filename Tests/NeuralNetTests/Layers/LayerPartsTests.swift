import NeuralNet
import TestSupport
import Testing

@Suite("The parts of a layer") struct LayerPartsTests {
  private let first = Linear(2, 3)
  private let second = Linear(3, 1)

  @Test("are named, and their weights found, by one list, whatever its order") func order() {
    var generator = SeededGenerator(state: 1)
    let parts: LayerParts = ["second": second, "first": first]
    #expect(parts.parameters.map(\.name) == ["second.weight", "second.bias", "first.weight", "first.bias"])
    let parameters = Parameters(of: Chain(first: first, second: second, parts: parts), using: &generator)
    let weights = parameters.constants
    #expect(weights[parts, "first"].all.map(\.shape) == [[3, 2], [3]])
    #expect(weights[parts, "second"].all.map(\.shape) == [[1, 3], [1]])
    let input = Tensor([1, 2], shape: [1, 2])
    let expected = second(first(input, Weights([weights[2], weights[3]])), Weights([weights[0], weights[1]]))
    #expect(Chain(first: first, second: second, parts: parts)(input, weights).values == expected.values)
  }

  @Test("have different names, and no others") func names() async {
    await #expect(processExitsWith: .failure) {
      _ = LayerParts([("a", Linear(1, 1)), ("a", Linear(1, 1))])
    }
    await #expect(processExitsWith: .failure) {
      let parts: LayerParts = ["a": Linear(1, 1)]
      _ = Weights([])[parts, "b"]
    }
  }
}

private struct Chain: Layer {
  let first: Linear
  let second: Linear
  let parts: LayerParts

  var parameters: [ParameterDescription] { parts.parameters }

  func callAsFunction(_ input: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor {
    second(first(input, weights[parts, "first"], &pass), weights[parts, "second"], &pass)
  }
}
