/// `frameStack=N`: ``FrameStack``.
struct FrameStackWrapper: NamedWrapper {
  static let name = "frameStack"
  static let form = "frameStack=N"
  static let summary =
    "Stacks the last N observations, oldest first; an episode's first one stands in for those before."

  /// The largest number of numbers in a stack: a copy of each is in every environment, and many in a replay.
  private static let mostNumbers = 1 << 24

  let depth: Int
  var stacksFrames: Bool { true }
  var changesObservations: Bool { true }

  init(_ value: String?) throws(ConfigurationError) { depth = try Self.value(value, in: 1...256, such: 4) }

  func change(of spaces: RowSpaces) throws(ConfigurationError) -> RowChange {
    guard let box = spaces.observation.descriptor.space else { throw misfit(spaces) }
    guard box.scalarCount <= Self.mostNumbers / depth else {
      throw ConfigurationError(
        "frameStack=\(depth) makes observations of more than \(Self.mostNumbers) numbers of those of \(box.scalarCount); "
          + "stack fewer, or shrink pictures with resize.")
    }
    func stacking<Observations: Space>(_ space: Observations) -> RowChange? {
      (space as? Box<Observations.Scalar>).map { spaces.observing(FrameStacking($0, depth: depth), of: $0) }
    }
    guard let change = stacking(box) else { throw misfit(spaces) }
    return change
  }

  private func misfit(_ spaces: RowSpaces) -> ConfigurationError {
    Self.misfit(spaces.observation, "observations of a Box")
  }
}

/// `grayscale`: ``GrayscaleObservation``.
struct GrayscaleWrapper: NamedWrapper {
  static let name = "grayscale"
  static let form = "grayscale"
  static let summary = "Turns colour pictures grey, by Gymnasium's weights."

  var actsOnFrames: Bool { true }
  var changesObservations: Bool { true }

  init(_ value: String?) throws(ConfigurationError) { try Self.takesNone(value) }

  func change(of spaces: RowSpaces) throws(ConfigurationError) -> RowChange {
    guard let box = spaces.observation.descriptor.space as? Box<UInt8>, box.shape.count == 3, box.shape[2] == 3
    else {
      throw Self.misfit(spaces.observation, "colour pictures, height × width × 3 of uint8")
    }
    return spaces.observing(Graying(box), of: box)
  }
}

/// `resize=HxW`: ``ResizeObservation``.
struct ResizeWrapper: NamedWrapper {
  static let name = "resize"
  static let form = "resize=N or resize=HxW"
  static let summary =
    "Shrinks pictures to N by N pixels, or to H rows of W, each the mean of the area that it covers."

  let height: Int
  let width: Int
  var actsOnFrames: Bool { true }
  var changesObservations: Bool { true }

  init(_ value: String?) throws(ConfigurationError) {
    let parts = (value ?? "").split(separator: "x", omittingEmptySubsequences: false)
    let sizes = parts.compactMap { Int($0) }.filter { (1...4096).contains($0) }
    guard sizes.count == parts.count, sizes.count <= 2, let height = sizes.first, let width = sizes.last else {
      throw ConfigurationError(
        "\(Self.name)\(value.map { "=\($0)" } ?? "") does not work: its value is one whole number or two, height and width, "
          + "from 1 to 4096, such as resize=84 or resize=48x64.")
    }
    (self.height, self.width) = (height, width)
  }

  func change(of spaces: RowSpaces) throws(ConfigurationError) -> RowChange {
    guard let box = spaces.observation.descriptor.space as? Box<UInt8>, box.shape.count == 2 || box.shape.count == 3
    else { throw Self.misfit(spaces.observation, "pictures, height × width or height × width × channels of uint8") }
    guard height <= box.shape[0], width <= box.shape[1] else {
      throw Self.misfit(
        spaces.observation, "pictures of at least \(height) by \(width) pixels, as they can only shrink")
    }
    return spaces.observing(Shrinking(box, height: height, width: width), of: box)
  }
}

/// `rescaleObservation`: ``RescaleObservation`` to [0, 1].
struct RescaleObservationWrapper: NamedWrapper {
  static let name = "rescaleObservation"
  static let form = "rescaleObservation"
  static let summary = "Stretches the bounds of observed numbers to 0 and 1."

  var changesObservations: Bool { true }

  init(_ value: String?) throws(ConfigurationError) { try Self.takesNone(value) }

  func change(of spaces: RowSpaces) throws(ConfigurationError) -> RowChange {
    guard let box = spaces.observation.descriptor.space as? Box<Float>, box.canBeRescaled else {
      throw Self.misfit(spaces.observation, "numbers of float32 with finite bounds")
    }
    return spaces.observing(ObservationRescaling(box, to: 0...1), of: box)
  }
}

/// `hide=I,J`: ``HideObservation``.
struct HideWrapper: NamedWrapper {
  static let name = "hide"
  static let form = "hide=I,J,..."
  static let summary = "Leaves observed numbers out by their places, from 0 on, so that the task takes a memory."

  let places: Set<Int>
  var changesObservations: Bool { true }

  init(_ value: String?) throws(ConfigurationError) {
    let parts = (value ?? "").split(separator: ",", omittingEmptySubsequences: false)
    let places = parts.compactMap { Int($0) }.filter { (0..<1 << 20).contains($0) }
    guard places.count == parts.count, Set(places).count == places.count else {
      throw ConfigurationError(
        "\(Self.name)\(value.map { "=\($0)" } ?? "") does not work: its value is one or more different places of numbers, from "
          + "0 on, such as hide=1,3.")
    }
    self.places = Set(places)
  }

  func change(of spaces: RowSpaces) throws(ConfigurationError) -> RowChange {
    guard let box = spaces.observation.descriptor.space as? Box<Float>, places.count < box.scalarCount,
      places.allSatisfy({ $0 < box.scalarCount })
    else {
      throw Self.misfit(
        spaces.observation, "more than \(max(places.count, places.max() ?? 0)) numbers of float32")
    }
    return spaces.observing(ObservationHiding(box, hiding: places), of: box)
  }
}

/// `observationNoise=S`: ``NoisyObservation``.
struct ObservationNoiseWrapper: NamedWrapper {
  static let name = "observationNoise"
  static let form = "observationNoise=S"
  static let summary = "Adds normal noise of standard deviation S to every observed number."

  let deviation: Double

  init(_ value: String?) throws(ConfigurationError) { deviation = try Self.value(value, in: 0...1e6, such: 0.1) }

  func change(of spaces: RowSpaces) throws(ConfigurationError) -> RowChange {
    guard let box = spaces.observation.descriptor.space as? Box<Float> else {
      throw Self.misfit(spaces.observation, "numbers of float32")
    }
    try Self.requireStream(spaces)
    let (deviation, action) = (deviation, spaces.action)
    let noisy = spaces.changing(observation: Box<Float>(low: -.infinity, high: .infinity, shape: box.shape))
    return RowChange(to: noisy) {
      RowEnvironment(
        NoisyObservation(RowView($0, observing: box, acting: action), deviation: deviation), spaces: noisy)
    }
  }
}

extension RowSpaces {
  /// The change of observations by a transform.
  fileprivate func observing<Transform: ObservationTransform & Sendable>(
    _ transform: Transform, of space: Transform.Input
  ) -> RowChange {
    let (action, changed) = (action, changing(observation: transform.output))
    return RowChange(to: changed) {
      RowEnvironment(
        TransformObservation(RowView($0, observing: space, acting: action), by: transform), spaces: changed)
    }
  }
}

extension Box<Float> {
  /// True if every number has two bounds that are not the same.
  var canBeRescaled: Bool { zip(low, high).allSatisfy { $0 < $1 && ($1 - $0).isFinite } }
}
