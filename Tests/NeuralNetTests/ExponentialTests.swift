import Foundation
import NeuralNet
import Testing

/// The functions that the library's own kernels compute, against the system's in double precision.
@Suite struct ExponentialTests {
  @Test("e to the power is right to 2 units in the last place, from where it vanishes to where it overflows")
  func exponential() {
    let arguments = Self.arguments(in: -104...89)
    expectPrecise(arguments, arguments.exponential()) { exp($0) }
  }

  @Test("The logistic function is right to 2 units in the last place")
  func sigmoid() {
    let arguments = Self.arguments(in: -104...104)
    expectPrecise(arguments, arguments.sigmoid()) { 1 / (1 + exp(-$0)) }
  }

  @Test("The hyperbolic tangent is right to 2 units in the last place")
  func tanh() {
    let arguments = Self.arguments(in: -20...20)
    expectPrecise(arguments, arguments.tanh()) { Foundation.tanh($0) }
  }

  @Test("The smooth rectifier is right to 3 units in the last place")
  func softplus() {
    let arguments = Self.arguments(in: -104...1e6)
    expectPrecise(arguments, arguments.softplus(), units: 3) { max($0, 0) + log1p(exp(-abs($0))) }
  }

  @Test("Limits are limits, and what is no number remains none")
  func limits() {
    let ends = Tensor([-.infinity, .infinity, -1e30, 1e30, 0], shape: [5])
    #expect(ends.exponential().values == [0, .infinity, 0, .infinity, 1])
    #expect(ends.sigmoid().values == [0, 1, 0, 1, 0.5])
    #expect(ends.tanh().values == [-1, 1, -1, 1, 0])
    #expect(ends.softplus().values == [0, .infinity, 0, 1e30, logf(2)])
    let none = Tensor.filled(.nan, shape: [9])
    for result in [none.exponential(), none.sigmoid(), none.tanh(), none.softplus()] {
      #expect(result.values.allSatisfy { $0.isNaN })
    }
  }

  /// Numbers of all sizes and both signs in a range, as the bits of floats are spaced.
  private static func arguments(in range: ClosedRange<Float>) -> Tensor {
    let bits = stride(from: UInt32(0), to: .max, by: 160_009)
    let values = bits.map { Float(bitPattern: $0) }.filter { range.contains($0) }
    return Tensor(values, shape: [values.count])
  }

  private func expectPrecise(
    _ arguments: Tensor, _ results: Tensor, units: Double = 2, _ function: (Double) -> Double
  ) {
    var worst = (error: 0.0, argument: Float(0))
    for (argument, result) in zip(arguments.values, results.values) {
      let exact = function(Double(argument))
      guard Float(exact).isFinite else { continue }
      let error = abs(Double(result) - exact) / Double(Float(exact).ulp)
      if !(error <= worst.error) { worst = (error, argument) }
    }
    #expect(worst.error <= units, "\(worst.error) units in the last place at \(worst.argument)")
  }
}
