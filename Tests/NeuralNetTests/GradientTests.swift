import NeuralNet
import Testing

@Suite struct GradientTests {
  @Test("The slope of a square, and the slope of that slope")
  func square() {
    let x = Tensor(3).variable
    let first = gradient(of: x * x * x, at: [x], createGraph: true)[0]
    #expect(first.item == 27)
    #expect(gradient(of: first, at: [x])[0].item == 18)
  }
}
