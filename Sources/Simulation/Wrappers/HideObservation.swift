/// A wrapper that leaves some numbers of observations out, such as velocities, so that the task takes a memory.
public typealias HideObservation<Base: Environment & ~Copyable> = TransformObservation<Base, ObservationHiding>
where Base.ObservationSpace == Box<Float>

/// A transform that leaves some numbers of observations out.
public struct ObservationHiding: ObservationTransform, Sendable {
  /// True: each observation is changed by itself.
  @inlinable public static var isMemoryless: Bool { true }

  /// The numbers that some are left out of.
  public typealias Input = Box<Float>

  /// The space of the numbers that are left, in one dimension.
  public let output: Box<Float>
  /// The places of the numbers that are left.
  private let places: [Int]

  /// Makes a transform.
  ///
  /// - Parameters:
  ///   - space: The space of whole observations.
  ///   - hidden: The places of the numbers to be left out.
  /// - Precondition: There are such numbers, and some are left.
  public init(_ space: Box<Float>, hiding hidden: Set<Int>) {
    let places = (0..<space.scalarCount).filter { !hidden.contains($0) }
    precondition(
      !places.isEmpty && places.count + hidden.count == space.scalarCount,
      "the numbers \(hidden.sorted()) cannot be left out of \(space.scalarCount)")
    self.places = places
    output = Box(low: places.map { space.low[$0] }, high: places.map { space.high[$0] })
  }

  /// Copies the numbers that are left.
  public mutating func apply(to observation: Span<Float>, into changed: inout MutableSpan<Float>) {
    for index in places.indices { changed[index] = observation[places[index]] }
  }
}

extension TransformObservation where Base: ~Copyable, Transform == ObservationHiding {
  /// Leaves some numbers out of the observations of `base`.
  ///
  /// - Precondition: There are such numbers, and some are left.
  public init(_ base: consuming Base, hiding places: Set<Int>) {
    let transform = ObservationHiding(base.observationSpace, hiding: places)
    self.init(base, by: transform)
  }
}
