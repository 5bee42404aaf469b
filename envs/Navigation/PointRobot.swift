/// A point on a plane that steps where it is told to, and remembers where it has been.
struct PointRobot: Sendable {
  /// The position.
  private(set) var position = SIMD2<Double>.zero
  /// The number of steps of the episode so far.
  private(set) var steps = 0
  private var trail = InlineArray<128, SIMD2<Float>>(repeating: .zero)

  /// Stands at a place before the first step.
  init(at position: SIMD2<Double> = .zero) {
    self.position = position
    trail[0] = SIMD2(position)
  }

  /// Takes a step, of which each component is cut at a limit.
  mutating func step(by action: Span<Float>, limit: Double) {
    let step = SIMD2(Double(action[0]), Double(action[1]))
    position += pointwiseMin(pointwiseMax(step, SIMD2(repeating: -limit)), SIMD2(repeating: limit))
    steps += 1
    trail[steps % trail.count] = SIMD2(position)
  }

  /// The last places, the oldest first, for drawings.
  var path: [SIMD2<Double>] {
    (max(0, steps - trail.count + 1)...steps).map { SIMD2<Double>(trail[$0 % trail.count]) }
  }
}

extension SIMD2<Double> {
  /// The length of the vector.
  var length: Double { (x * x + y * y).squareRoot() }
}
