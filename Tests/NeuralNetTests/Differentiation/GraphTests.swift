import NeuralNet
import Testing

@Suite struct GraphTests {
  @Test("A hundred thousand operations in a row are followed back and released, on a small stack")
  func chain() throws {
    let slope = try #require(Self.slope(after: 100_000) { $0 * 1.00001 })
    #expect(abs(slope - 2.7183) < 0.005)
  }

  @Test("So is a recurrence whose every step leads back to the one before by two paths")
  func residuals() throws {
    let slope = try #require(Self.slope(after: 10_000) { $0 * 1e-4 + $0 })
    #expect(abs(slope - 2.7183) < 0.005)
  }

  /// The derivative of the end by the start after many steps.
  private static func slope(after count: Int, of step: @escaping @Sendable (Tensor) -> Tensor) -> Float? {
    onThread(stackSize: 128 << 10) {
      let start = Tensor(1).variable
      // From an odd place in the chain: the steps of a recurrence may pass over every second place.
      let end = (0..<count).reduce(start * 1) { state, _ in step(state) }
      return gradient(of: end, at: [start])[0].item
    }
  }
}
