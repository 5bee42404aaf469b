extension Parameters {
  /// The parameters as often as told, one copy after the other in a new first dimension of each: those of as many networks,
  /// which an optimizer changes each by its own gradient.
  ///
  /// Their ``variables`` are stacked weights, as of ``Weights/stacked(_:)``.
  public func stacked(_ count: Int) -> Parameters {
    precondition(count > 0, "parameters cannot be stacked \(count) times")
    return Parameters(stacking: Array(repeating: self, count: count), in: pool ?? MemoryPool())
  }

  /// Stacks the parameters of networks of one kind, each of which may have learned something else.
  ///
  /// - Precondition: There is at least one, and all have the same shapes.
  public init(stacking copies: [Parameters], in pool: MemoryPool = MemoryPool()) {
    precondition(!copies.isEmpty, "no parameters make no stack")
    let (first, numbers) = (copies[0], copies.map(\.values))
    precondition(
      copies.allSatisfy { $0.descriptions.map(\.shape) == first.descriptions.map(\.shape) },
      "parameters of different shapes make no stack")
    self.init(
      first.descriptions.map {
        ParameterDescription(
          $0.name, Shape([copies.count] + Array($0.shape)), $0.initializer, isTrainable: $0.isTrainable)
      }, in: pool)
    values = zip(first.offsets, first.descriptions).flatMap { offset, description in
      numbers.flatMap { $0[offset..<offset + description.shape.elementCount] }
    }
  }

  /// Moves every number towards the mean of its copies in a stack: θ ← θ + rate (mean − θ).
  ///
  /// - Precondition: The stack was made by ``stacked(_:)`` of parameters of these shapes.
  public mutating func move(towardsMeanOf stack: Parameters, rate: Float) {
    let stacked = stack.values
    var mean = self
    var numbers = [Float](repeating: 0, count: count)
    for (index, description) in descriptions.enumerated() {
      let (size, copies) = (description.shape.elementCount, stack.descriptions[index].shape[0])
      precondition(
        stack.descriptions[index].shape.dropFirst().elementsEqual(description.shape),
        "a stack of the shape \(stack.descriptions[index].shape) has no copies of \(description.shape)")
      for copy in 0..<copies {
        let start = stack.offsets[index] + copy * size
        for place in 0..<size { numbers[offsets[index] + place] += stacked[start + place] / Float(copies) }
      }
    }
    mean.values = numbers
    move(towards: mean, rate: rate)
  }
}
