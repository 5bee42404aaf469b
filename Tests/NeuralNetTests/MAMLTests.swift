import NeuralNet
import Testing

/// Model-agnostic meta-learning, Finn and others (2017), on their sine tasks.
private struct MAML {
  let network: Sequential
  var innerRate: Float = 0.01

  /// The weights after a step of gradient descent on a task: tensors that remember what they were computed from.
  func adapted(_ weights: Weights, to task: Task) -> Weights {
    let gradients = gradient(of: loss(weights, task), at: weights.all, createGraph: true)
    return Weights(zip(weights.all, gradients).map { $0 - innerRate * $1 })
  }

  func loss(_ weights: Weights, _ task: Task) -> Tensor { Loss.meanSquaredError(network(task.x, weights), task.y) }

  /// The loss on new numbers of a task after a step on others, and its gradients at the weights before the step.
  func outerLoss(_ parameters: Parameters, support: Task, query: Task) -> (value: Float, gradients: Gradients) {
    parameters.valueAndGradient { weights in loss(adapted(weights, to: support), query) }
  }

  struct Task {
    let x, y: Tensor
  }
}

@Suite struct MAMLTests {
  @Test("The outer gradient of MAML, which is of second order, is PyTorch's", arguments: ["relu", "tanh"])
  func sine(activation: String) throws {
    let golden = try Golden("maml-\(activation)")
    let maml = MAML(network: .perceptron([1, 40, 40, 1], activation: activation == "relu" ? ReLU() : Tanh()))
    let parameters = try Parameters(reading: golden.file, for: maml.network)
    let (support, query) = try tasks(golden)

    let inner = parameters.valueAndGradient { maml.loss($0, support) }
    let outer = maml.outerLoss(parameters, support: support, query: query)
    expectClose(Tensor(inner.value), try golden("inner loss"))
    expectClose(Tensor(outer.value), try golden("outer loss"))
    for (index, description) in parameters.descriptions.enumerated() {
      let first = try #require(inner.gradients.tensors[index])
      let second = try #require(outer.gradients.tensors[index])
      expectClose(first, try golden("inner gradient of \(description.name)"), description.name)
      expectClose(second, try golden("outer gradient of \(description.name)"), description.name)
    }
  }

  @Test("A first-order step has another gradient: what flows through the inner gradient matters")
  func firstOrder() throws {
    let golden = try Golden("maml-tanh")
    let maml = MAML(network: .perceptron([1, 40, 40, 1], activation: Tanh()))
    let parameters = try Parameters(reading: golden.file, for: maml.network)
    let (support, query) = try tasks(golden)
    let first = parameters.valueAndGradient { weights in
      let gradients = gradient(of: maml.loss(weights, support), at: weights.all)
      return maml.loss(Weights(zip(weights.all, gradients).map { $0 - maml.innerRate * $1 }), query)
    }
    let second = maml.outerLoss(parameters, support: support, query: query)
    #expect(first.value == second.value)
    #expect(abs(first.gradients.norm - second.gradients.norm) > 0.01 * second.gradients.norm)
  }

  private func tasks(_ golden: Golden) throws -> (support: MAML.Task, query: MAML.Task) {
    (
      MAML.Task(x: try golden("support x"), y: try golden("support y")),
      MAML.Task(x: try golden("query x"), y: try golden("query y"))
    )
  }
}
