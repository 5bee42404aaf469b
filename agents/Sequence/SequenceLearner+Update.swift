import NeuralNet
import Simulation

extension SequenceLearner {
  /// Draws windows of every task and learns from them.
  mutating func update(at progress: Double, using generator: inout RandomGenerator) {
    let windows = draw(using: &generator)
    var pass = ForwardPass(trainingWithSeed: generator.next())
    var figures: [TaskFigures] = []
    let (loss, gradients) = parameters.valueAndGradient { weights in
      let outputs = network(
        windows.enumerated().map { ($0.offset, $0.element.steps) }, weights, &pass)
      let losses = outputs.indices.map { tables[$0].task.loss(of: outputs[$0], windows[$0]) }
      figures = outputs.indices.map { tables[$0].task.figures(outputs[$0], windows[$0], losses[$0]) }
      return losses.dropFirst().reduce(losses[0], +) / Float(losses.count)
    }
    updateCount += 1
    let step = optimizer.step(
      &parameters, along: gradients, of: loss, rate: configuration.learningRate.value(at: progress),
      normLimit: configuration.gradientNormLimit)
    divergence = step.divergence
    guard divergence == nil else { return }
    statistics.update(figures, gradientNorm: step.norm)
  }

  /// Draws as many windows of each task, and one more of the first tasks if the batch does not divide evenly.
  private func draw(using generator: inout RandomGenerator) -> [Windows] {
    let (share, rest) = configuration.batchSize.quotientAndRemainder(dividingBy: tables.count)
    return tables.enumerated().map { index, table in
      table.draw(
        share + (index < rest ? 1 : 0), context: configuration.contextLength, in: parameters.pool,
        using: &generator)
    }
  }

  /// Looks at the held-out episodes, and keeps the parameters if they do better than ever.
  mutating func validate() {
    validation = tables.indices.map { figures(ofHeldOut: $0) }
    let known = validation.compactMap(\.self)
    guard !known.isEmpty else { return }
    let isBest = record.note(known.meanLoss)
    if configuration.earlyStopping, isBest { best = parameters }
  }

  /// The mean figures of a task's episodes that are held out; `nil` if there are none.
  private func figures(ofHeldOut task: Int) -> TaskFigures? {
    let (table, context) = (tables[task], configuration.contextLength)
    let ends = table.heldOutEnds(context: context, atMost: 128)
    guard !ends.isEmpty else { return nil }
    var (sum, total) = (TaskFigures(), 0.0)
    for start in stride(from: 0, to: ends.count, by: configuration.batchSize) {
      let part = Array(ends[start..<min(start + configuration.batchSize, ends.count)])
      let windows = table.windows(endingAt: part, context: context, in: parameters.pool)
      var pass = ForwardPass()
      let output = network([(task, windows.steps)], parameters.constants, &pass)[0]
      sum.add(
        table.task.figures(output, windows, table.task.loss(of: output, windows)), times: Double(part.count))
      total += Double(part.count)
    }
    return sum.scaled(by: 1 / total)
  }
}

extension SequenceTask {
  /// Returns the mean cross-entropy of the categories that were chosen, or the mean squared error of the numbers.
  func loss(of outputs: Tensor, _ windows: Windows) -> Tensor {
    let done = windows.steps.slice(actionRange, along: 2)
    let errors =
      actions.isCategory
      ? -(outputs.logSoftmax() * done) : (outputs - done).squared() * (1 / Float(actions.count))
    return (errors * windows.weights).sum()
  }

  /// Returns the loss, and the accuracy of categories or the mean absolute error of numbers.
  func figures(_ outputs: Tensor, _ windows: Windows, _ loss: Tensor) -> TaskFigures {
    let done = windows.steps.slice(actionRange, along: 2)
    let outputs = outputs.detached
    let hits =
      actions.isCategory
      ? done.picking(outputs.argmax()) : (outputs - done).magnitude().mean(along: [2])
    return TaskFigures(
      loss: Double(loss.item), hits: Double((hits * windows.weights.reshaped(to: hits.shape)).sum().item))
  }
}
