extension Parameters {
  /// The parameters as often as told, one copy after the other in a new first dimension of each: those of as many networks,
  /// which an optimizer changes each by its own gradient.
  ///
  /// Their ``variables`` are stacked weights, as of ``Weights/stacked(_:)``.
  public func stacked(_ count: Int) -> Parameters {
    precondition(count > 0, "parameters cannot be stacked \(count) times")
    let values = values
    var stack = Parameters(
      descriptions.map {
        ParameterDescription(
          $0.name, Shape([count] + Array($0.shape)), $0.initializer, isTrainable: $0.isTrainable)
      }, in: pool ?? MemoryPool())
    stack.values = zip(offsets, descriptions).flatMap { offset, description in
      let copy = values[offset..<offset + description.shape.elementCount]
      return repeatElement(copy, count: count).flatMap(\.self)
    }
    return stack
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
