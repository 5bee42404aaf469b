import Safetensors

extension Parameters {
  /// Adds every parameter under its name and with its shape, as PyTorch's `state_dict` has them.
  public func write(to writer: inout SafetensorsWriter) {
    let values = values
    for (description, offset) in zip(descriptions, offsets) {
      let range = offset..<offset + description.shape.elementCount
      writer.add(description.name, values[range], shape: Array(description.shape))
    }
  }

  /// Reads the parameters of a network from a file, bit by bit.
  ///
  /// ```swift
  /// let file = try SafetensorsFile(contentsOf: url)
  /// let parameters = try Parameters(reading: file, for: network, named: "q_net")
  /// ```
  ///
  /// What else the file holds is left alone.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - network: The network.
  ///   - name: The prefix of the names: `q_net` asks for `q_net.0.weight`.
  ///   - pool: The memory pool of computations with the parameters.
  /// - Throws: `SafetensorsError`, which names what was found and what was expected, when a parameter is missing or has
  ///   another shape or type.
  public init(
    reading file: SafetensorsFile, for network: some Layer, named name: String? = nil,
    in pool: MemoryPool = MemoryPool()
  ) throws(SafetensorsError) {
    try self.init(reading: name.map(network.parameters.named) ?? network.parameters, from: file, in: pool)
  }

  /// Throws unless a file holds all parameters: before memory for them is taken, since a kilobyte can describe layers of
  /// terabytes.
  private static func check(
    _ descriptions: [ParameterDescription], in file: SafetensorsFile
  ) throws(SafetensorsError) {
    for description in descriptions {
      try file.check(description.name, as: Float.self, shape: Array(description.shape))
    }
  }

  private init(
    reading descriptions: [ParameterDescription], from file: SafetensorsFile, in pool: MemoryPool
  ) throws(SafetensorsError) {
    try Self.check(descriptions, in: file)
    self.init(descriptions, in: pool)
    for (index, description) in descriptions.enumerated() {
      try update(index) { numbers throws(SafetensorsError) in
        try file.read(description.name, into: &numbers, shape: Array(description.shape))
      }
    }
  }
}
