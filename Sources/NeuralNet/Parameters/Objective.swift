/// An objective: a loss that is computed and differentiated again and again, on other numbers each time.
///
/// ```swift
/// var objective = Objective { weights, inputs in
///   Loss.crossEntropy(network(inputs[0], weights), classes: inputs[1])
/// }
/// let (loss, gradients) = objective.valueAndGradient(at: parameters, [observations, actions])
/// optimizer.update(&parameters, along: gradients)
/// ```
///
/// It gives what ``Parameters/valueAndGradient(_:)`` gives, bit by bit. The first call for some shapes records what is
/// computed, backwards as well as forwards, and every further one computes the same operations over again. A network
/// with 32 hidden units learns some three times as fast for it; one with 256 spends its time on products either way. All
/// results keep their memory, which is more than a tape needs that gives back what it is done with.
///
/// So the closure must compute the same for the same shapes. It runs once; what it reads from elsewhere remains as it
/// was then, and so do decisions that it bases on numbers, and randomness such as a dropout's.
public struct Objective: Sendable {
  /// Computes one number from the weights and the inputs.
  public typealias Function = @Sendable (_ weights: Weights, _ inputs: [Tensor]) -> Tensor

  private let loss: @Sendable (Weights, [Tensor], inout ForwardPass) -> (loss: Tensor, auxiliary: [Tensor])
  private let isTraining: Bool
  private var recording: Recording?
  /// The positions of the parameters that layers set, and what they set them to.
  private var updatedPositions: [Int] = []
  private var updates: [Tensor] = []
  private var gradientMemory: Storage?
  /// The further results of the last call, which the next one overwrites.
  public private(set) var auxiliary: [Tensor] = []

  /// Makes an objective of a loss.
  public init(_ loss: @escaping Function) {
    self.init(reporting: { weights, inputs in (loss(weights, inputs), []) })
  }

  /// Makes an objective of a loss and further results that come with it, such as its parts; no gradients are theirs.
  public init(
    reporting loss:
      @escaping @Sendable (_ weights: Weights, _ inputs: [Tensor]) -> (loss: Tensor, auxiliary: [Tensor])
  ) {
    self.loss = { weights, inputs, _ in loss(weights, inputs) }
    isTraining = false
  }

  /// Makes an objective of a loss, and of further results, whose layers run as in training; no layer may be random.
  ///
  /// Running statistics and the like, which layers set in training, go into the parameters by ``apply(to:)``.
  public init(
    training loss:
      @escaping @Sendable (_ weights: Weights, _ inputs: [Tensor], _ pass: inout ForwardPass) -> (
        loss: Tensor, auxiliary: [Tensor]
      )
  ) {
    self.loss = loss
    isTraining = true
  }

  /// Sets the parameters that layers set in the last call, such as running statistics.
  public func apply(to parameters: inout Parameters) {
    for (position, value) in zip(updatedPositions, updates) { parameters.set(position, to: value) }
  }

  /// Computes the loss and its gradients at some parameters.
  ///
  /// - Parameters:
  ///   - parameters: The parameters.
  ///   - inputs: The loss's other inputs; gradients are not taken at them.
  /// - Returns: The loss and its gradients.
  public mutating func valueAndGradient(
    at parameters: Parameters, _ inputs: [Tensor]
  ) -> (value: Float, gradients: Gradients) {
    let isUnshared = isKnownUniquelyReferenced(&recording)
    guard let recording, isUnshared, recording.fits(parameters, inputs) else {
      let recording = record(at: parameters, inputs)
      self.recording = recording
      return results(of: recording, for: parameters)
    }
    recording.run(with: parameters, on: inputs)
    return results(of: recording, for: parameters)
  }

  private mutating func results(
    of recording: Recording, for parameters: Parameters
  ) -> (value: Float, gradients: Gradients) {
    let gradientCount = parameters.descriptions.count { $0.isTrainable }
    let reported = recording.outputs.dropFirst().dropLast(gradientCount)
    auxiliary = Array(reported.dropLast(updatedPositions.count))
    updates = reported.suffix(updatedPositions.count)
    // Whoever still holds gradients from before keeps them as they were.
    if !isKnownUniquelyReferenced(&gradientMemory) {
      gradientMemory = Storage(count: parameters.count, pool: parameters.pool)
    }
    guard let gradientMemory else { preconditionFailure("there is no memory for \(parameters.count) gradients") }
    let gradients = Gradients(
      copying: recording.outputs.suffix(gradientCount), at: parameters.descriptions, into: gradientMemory)
    return (recording.outputs[0].item, gradients)
  }

  private mutating func record(at parameters: Parameters, _ inputs: [Tensor]) -> Recording {
    var pass = isTraining ? ForwardPass(trainingWithSeed: 0) : ForwardPass()
    let recording = Recording(with: parameters, on: inputs) { weights, inputs in
      let (value, auxiliary) = loss(weights, inputs, &pass)
      let trainable = zip(weights.all, parameters.descriptions).filter { $1.isTrainable }.map(\.0)
      let updates = pass.updates.sorted { $0.key < $1.key }.map(\.value)
      return [value] + auxiliary + updates + gradient(of: value, at: trainable, createGraph: true)
    }
    updatedPositions = pass.updates.keys.sorted()
    return recording
  }
}
