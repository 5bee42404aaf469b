import CKernels

extension Parameters {
  /// Makes room for described parameters; the numbers are undefined.
  init(_ descriptions: [ParameterDescription], in pool: MemoryPool) {
    self.descriptions = descriptions
    var end = 0
    offsets = descriptions.map { description in
      defer { end += description.shape.elementCount }
      return end
    }
    count = end
    storage = Storage(count: end, pool: pool)
  }

  /// All numbers, in the order in which they lie.
  public var values: [Float] {
    get { withExtendedLifetime(storage) { Array(UnsafeBufferPointer(start: storage.address, count: count)) } }
    set {
      precondition(newValue.count == count, "\(newValue.count) numbers cannot be the \(count) of the network")
      makeUnique()
      newValue.withUnsafeBufferPointer { source in
        if let start = source.baseAddress { storage.address.update(from: start, count: count) }
      }
    }
  }

  /// The tensors, as constants.
  var tensors: [Tensor] {
    zip(descriptions, offsets).map { Tensor(shape: $0.shape, storage: storage, offset: $1) }
  }

  /// Moves every number towards another network's: θ ← θ + rate (θ′ − θ).
  ///
  /// A rate of 1 copies.
  public mutating func move(towards other: Parameters, rate: Float) {
    precondition(
      descriptions.map(\.shape) == other.descriptions.map(\.shape), "the two networks' parameters differ in shape")
    makeUnique()
    defer { withExtendedLifetime(other.storage) {} }
    if rate == 1 {
      storage.address.update(from: other.storage.address, count: count)
    } else {
      palaestra_move_towards(storage.address, other.storage.address, rate, count)
    }
  }

  /// Copies the parameters at some places of another network over these.
  mutating func copy(_ places: [Int], of other: Parameters) {
    makeUnique()
    defer { withExtendedLifetime(other.storage) {} }
    for (position, place) in places.enumerated() {
      let size = descriptions[position].shape.elementCount
      precondition(
        other.descriptions[place].shape == descriptions[position].shape,
        "\(other.descriptions[place].name) cannot be copied over \(descriptions[position].name)")
      (storage.address + offsets[position]).update(from: other.storage.address + other.offsets[place], count: size)
    }
  }

  /// Changes the numbers of one parameter in place.
  mutating func update<Failure: Error>(
    _ position: Int, _ change: (inout MutableSpan<Float>) throws(Failure) -> Void
  ) throws(Failure) {
    makeUnique()
    var span = MutableSpan(
      _unsafeStart: storage.address + offsets[position], count: descriptions[position].shape.elementCount)
    try change(&span)
  }

  /// Changes all numbers in place, given where each trainable parameter with a gradient lies.
  mutating func update(
    along gradients: Gradients,
    _ change: (_ numbers: UnsafeMutablePointer<Float>, _ gradient: UnsafePointer<Float>, _ range: Range<Int>) ->
      Void
  ) {
    precondition(
      gradients.tensors.count == descriptions.count,
      "\(gradients.tensors.count) gradients do not fit \(descriptions.count) parameters")
    makeUnique()
    defer { withExtendedLifetime(gradients) {} }
    for (position, gradient) in gradients.tensors.enumerated() {
      guard let gradient else { continue }
      let shape = descriptions[position].shape
      precondition(
        gradient.shape == shape,
        "the gradient of \(descriptions[position].name) has the shape \(gradient.shape), not \(shape)")
      let offset = offsets[position]
      change(storage.address + offset, gradient.address, offset..<offset + gradient.count)
    }
  }

  /// Stops the program unless an optimizer's state has the size of these parameters.
  ///
  /// An optimizer's memory is reached without a look at its size.
  func require(count optimized: Int) {
    precondition(count == optimized, "an optimizer for \(optimized) numbers cannot change \(count)")
  }

  private mutating func makeUnique() {
    guard !isKnownUniquelyReferenced(&storage) else { return }
    let copy = Storage(count: count, pool: storage.pool)
    copy.address.update(from: storage.address, count: count)
    storage = copy
  }

  /// True if every number is finite.
  public var areFinite: Bool {
    withExtendedLifetime(storage) { palaestra_count_not_finite(storage.address, count) == 0 }
  }
}

extension Gradients {
  /// The Euclidean length of all gradients taken together, as scaled.
  public var norm: Float {
    let squares = tensors.reduce(0) { sum, tensor in
      sum + (tensor.map { palaestra_sum_of_squares($0.address, $0.count) } ?? 0)
    }
    return withExtendedLifetime(tensors) { Float(squares.squareRoot()) * scale }
  }
}
