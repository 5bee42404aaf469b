import Safetensors

extension Parameters {
  /// Adds every parameter under its name, in its shape.
  public func write(to writer: inout SafetensorsWriter) {
    for (description, tensor) in zip(descriptions, tensors) {
      writer.add(description.name, tensor.values, shape: Array(description.shape))
    }
  }

  /// Reads the parameters of a network from a file.
  ///
  /// - Parameters:
  ///   - network: The network, which says what names and shapes there must be.
  ///   - name: What the names begin with.
  ///   - file: The file; what else it holds does not matter.
  /// - Throws: `SafetensorsError` if a parameter is missing, or has another type or shape.
  public init(
    of network: some Layer, named name: String? = nil, from file: SafetensorsFile,
    in pool: MemoryPool = MemoryPool()
  ) throws {
    self.init(name.map(network.parameters.named) ?? network.parameters, in: pool)
    values = try descriptions.flatMap { description in
      try file.array(description.name, as: Float.self, shape: Array(description.shape))
    }
  }

  /// The same numbers under names that begin otherwise.
  public func renamed(_ name: String) -> Parameters {
    var renamed = self
    renamed.descriptions = descriptions.map { description in
      var description = description
      description.name = "\(name).\(description.name.drop { $0 != "." }.dropFirst())"
      return description
    }
    return renamed
  }
}
