/// The parameters of a network as one value.
///
/// ```swift
/// let network = Sequential.perceptron([8, 256, 256, 4])
/// var parameters = Parameters(of: network, named: "q_net", using: &generator)
/// var optimizer = Adam(for: parameters)
/// let target = parameters
///
/// let targets = rewards + 0.99 * network(nextObservations, target.constants).maximum()
/// let (loss, gradients) = parameters.valueAndGradient { weights in
///   Loss.huber(network(observations, weights).picking(actions), targets)
/// }
/// optimizer.update(&parameters, along: gradients)
/// ```
///
/// The numbers lie in one array, so that copying, averaging and optimizing are each one pass. A copy shares them until
/// one of the two changes.
public struct Parameters: Sendable {
  /// The parameters' names, shapes and initial distributions, in the order in which they lie.
  public let descriptions: [ParameterDescription]
  /// The offset of each parameter's first number.
  let offsets: [Int]
  /// The total number of elements.
  public let count: Int
  var storage: Storage

  /// Makes the initial parameters of a network.
  ///
  /// - Parameters:
  ///   - network: The network.
  ///   - name: The prefix of the names: `q_net` gives `q_net.0.weight`.
  ///   - pool: The memory pool of computations with the parameters.
  ///   - generator: The random number generator of the initial values.
  public init(
    of network: some Layer, named name: String? = nil, in pool: MemoryPool = MemoryPool(),
    using generator: inout some RandomNumberGenerator
  ) {
    self.init(name.map(network.parameters.named) ?? network.parameters, in: pool)
    for index in descriptions.indices {
      let description = descriptions[index]
      update(index) { description.initializer.fill(&$0, shape: description.shape, using: &generator) }
    }
  }

  /// The numbers as constants, to compute with.
  public var constants: Weights { Weights(tensors) }

  /// The numbers as variables, to take gradients at; those that are not trained remain constants.
  public var variables: Weights {
    Weights(zip(tensors, descriptions).map { $1.isTrainable ? $0.variable : $0 })
  }

  /// Computes a loss and its gradients at the parameters.
  ///
  /// - Parameter loss: Computes one number from the weights.
  /// - Returns: The loss and its gradients.
  public func valueAndGradient(_ loss: (Weights) throws -> Tensor) rethrows -> (value: Float, gradients: Gradients)
  {
    let weights = variables
    let value = try loss(weights)
    let trainable = zip(weights.all, descriptions).filter { $1.isTrainable }.map(\.0)
    var gradients = gradient(of: value, at: trainable).makeIterator()
    return (value.item, Gradients(descriptions.map { $0.isTrainable ? gradients.next() : nil }))
  }

  /// Returns a copy of the parameters of a part: those whose names begin with its name.
  ///
  /// - Precondition: There are such parameters.
  public func part(named name: String) -> Parameters {
    let places = descriptions.indices.filter { descriptions[$0].name.hasPrefix(name + ".") }
    precondition(!places.isEmpty, "none of the parameters \(descriptions.map(\.name)) belongs to a part '\(name)'")
    var part = Parameters(places.map { descriptions[$0] }, in: MemoryPool())
    part.copy(places, of: self)
    return part
  }

  /// Applies the updates that a forward pass in training has noted, such as running statistics.
  public mutating func apply(_ pass: ForwardPass) {
    for (position, value) in pass.updates { set(position, to: value) }
  }

  /// Replaces the numbers of a parameter.
  mutating func set(_ position: Int, to value: Tensor) {
    value.withValues { values in
      update(position) { numbers in
        for index in values.indices { numbers[index] = values[index] }
      }
    }
  }
}

extension Parameters {
  /// The memory pool of computations with the parameters; inputs that take their memory there leave none behind.
  public var pool: MemoryPool? { storage.pool }
}
