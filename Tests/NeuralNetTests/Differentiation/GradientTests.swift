import Testing

@testable import NeuralNet

@Suite struct GradientTests {
  @Test("Gradients are what differences of the function say", arguments: FunctionCase.all)
  func first(_ function: FunctionCase) {
    let inputs = function.inputs()
    let variables = inputs.map(\.variable)
    let gradients = gradient(of: Probe.loss(of: function.function(variables)), at: variables)
    expectClose(gradients, FiniteDifferences(function: function.function).gradient(at: inputs))
  }

  @Test("Gradients of gradients are what differences of the gradients say", arguments: FunctionCase.all)
  func second(_ function: FunctionCase) {
    let inputs = function.inputs()
    let variables = inputs.map(\.variable)
    let loss = Probe.loss(of: function.function(variables))
    let gradients = gradient(of: loss, at: variables, createGraph: true)
    let seconds = gradient(of: Probe.projection(of: gradients), at: variables)
    expectClose(seconds, FiniteDifferences(function: function.function).secondGradient(at: inputs))
  }

  @Test("There is a case of every primitive")
  func coverage() {
    let covered = FunctionCase.all.flatMap { function in
      Graph(of: function.function(function.inputs().map(\.variable)), at: []).nodes.map {
        PrimitiveKind($0.primitive)
      }
    }
    #expect(Set(covered) == Set(PrimitiveKind.allCases))
  }

  /// Differences are true to some thousandths of the largest derivative.
  private func expectClose(_ tensors: [Tensor], _ expected: [[Double]]) {
    let found = tensors.map { $0.values.map(Double.init) }
    let tolerance = 2e-3 * expected.joined().reduce(0.1) { max($0, abs($1)) }
    let isClose = zip(found.joined(), expected.joined()).allSatisfy { abs($0 - $1) <= tolerance }
    #expect(found.map(\.count) == expected.map(\.count) && isClose, "\(found) is not \(expected) ± \(tolerance)")
  }
}

@Suite struct GradientRuleTests {
  @Test("The slope of a square, and the slope of that slope")
  func square() {
    let x = Tensor(3).variable
    let first = gradient(of: x * x * x, at: [x], createGraph: true)[0]
    #expect(first.item == 27)
    #expect(gradient(of: first, at: [x])[0].item == 18)
  }

  @Test("Gradients can be taken at anything on the way, at the output itself, and at what it does not depend on")
  func places() {
    let (x, other) = (Tensor(3).variable, Tensor([1, 2], shape: [2]).variable)
    let middle = x * x
    let output = middle * middle
    let gradients = gradient(of: output, at: [x, middle, output, other])
    #expect(gradients.map(\.values) == [[108], [18], [1], [0, 0]])
  }

  @Test("A detached tensor is a constant to gradients")
  func detached() {
    let x = Tensor(3).variable
    #expect(gradient(of: x * x.detached, at: [x])[0].item == 3)
  }

  @Test("A gradient without a graph remembers nothing")
  func noGraph() {
    let x = Tensor(3).variable
    #expect(!gradient(of: x * x, at: [x])[0].isRecorded)
    #expect(gradient(of: x * x, at: [x], createGraph: true)[0].isRecorded)
  }

  @Test("Where two numbers are equal, the gradient goes where the documentation says")
  func ties() {
    func gradients(_ function: (Tensor, Tensor) -> Tensor) -> [Float] {
      let (a, b) = (Tensor(2).variable, Tensor(2).variable)
      return gradient(of: function(a, b), at: [a, b]).map(\.item)
    }
    #expect(gradients { $0.maximum($1) } == [0, 1])
    #expect(gradients { $0.minimum($1) } == [1, 0])
    #expect(gradients { a, _ in a.clamped(to: 2...3) } == [1, 0])
    #expect(gradients { a, _ in a.clamped(to: 1...2) } == [1, 0])
    #expect(gradients { a, _ in (a - 2).relu() } == [0, 0])
    #expect(gradients { a, _ in (a - 2).power(2).power(0) } == [0, 0])
  }
}
