import Simulation

/// The input of a policy network: the features of the last few observations, normalized, and of the last few actions.
///
/// The newest observation comes first, then older ones, then the newest action, then older ones. What lies before the
/// start of an episode is zero.
public struct PolicyInput: Sendable {
  /// The encoder of observations.
  public let encoder: ObservationEncoder
  /// The head, which also turns actions into features.
  public let head: any ActionHead
  /// The normalizer of the observation's features; `nil` leaves them as they are.
  public let normalizer: ObservationNormalizer?
  /// The number of observations seen, the newest included.
  public let observationCount: Int
  /// The number of actions seen.
  public let actionCount: Int
  /// The number of features of an observation.
  let featureCount: Int
  /// The number of features of an action.
  let actionFeatureCount: Int

  /// Describes an input.
  ///
  /// - Precondition: Pictures stand alone: what else there is would not be a picture.
  public init(
    encoder: ObservationEncoder, head: any ActionHead, normalizer: ObservationNormalizer? = nil,
    observationCount: Int = 1,
    actionCount: Int = 0
  ) {
    precondition(
      observationCount >= 1 && actionCount >= 0
        && (!encoder.hasPictures || observationCount == 1 && actionCount == 0),
      "\(observationCount) observations of the shape \(encoder.shape) and \(actionCount) actions make no input")
    self.encoder = encoder
    self.head = head
    self.normalizer = normalizer
    self.observationCount = observationCount
    self.actionCount = actionCount
    featureCount = encoder.featureCount
    actionFeatureCount = head.featureCount
  }

  /// The shape of one row.
  public var shape: [Int] { hasHistory ? [count] : encoder.shape }

  /// The number of a row's features that are of observations, newest or older.
  public var observedCount: Int { observationCount * featureCount }

  /// The number of features of a row.
  public var count: Int { observedCount + actionCount * actionFeatureCount }

  /// True if more is seen than the newest observation.
  public var hasHistory: Bool { observationCount > 1 || actionCount > 0 }

  /// Writes the normalized features of observations alone.
  func encode(_ observations: borrowing RowBuffer, into features: inout MutableSpan<Float>) {
    encoder.encode(observations, into: &features)
    normalizer?.normalize(&features)
  }

  /// Writes the normalized features of observations over the first numbers of an array.
  func encode(_ observations: borrowing RowBuffer, into features: inout [Float]) {
    var span = features.mutableSpan
    var part = span._mutatingExtracting(0..<observations.count * featureCount)
    encode(observations, into: &part)
  }

  /// Writes the features of actions of some rows over the first numbers of an array.
  func encode(_ actions: borrowing RowBuffer, rows: Range<Int>, actionsInto features: inout [Float]) {
    var span = features.mutableSpan
    var part = span._mutatingExtracting(0..<rows.count * actionFeatureCount)
    head.writeFeatures(of: actions, rows: rows, into: &part)
  }
}

extension PolicyInput: Equatable {
  /// Returns true if all parts are equal.
  public static func == (left: Self, right: Self) -> Bool {
    left.encoder == right.encoder && left.head.equals(right.head) && left.normalizer == right.normalizer
      && left.observationCount == right.observationCount && left.actionCount == right.actionCount
  }
}

/// Writes the inputs that belong to rows of recorded steps, without allocating.
public struct PolicyInputReader: Sendable {
  /// The input that is written.
  public let input: PolicyInput
  /// The row that is read for each input; before the start of an episode, its first row.
  private var places: [Int] = []
  private var isThere: [Bool] = []
  private var observations = RowBuffer.none
  private var actions = RowBuffer.none
  private var encoded: [Float] = []

  /// Makes a reader.
  public init(_ input: PolicyInput) { self.input = input }

  /// Writes the inputs of some rows.
  ///
  /// - Parameters:
  ///   - rows: Which.
  ///   - data: The steps.
  ///   - inputs: Receives one input after the other.
  public mutating func read(_ rows: [Int], of data: EpisodeRows, into inputs: inout MutableSpan<Float>) {
    makeRoom(for: rows.count)
    guard input.hasHistory else {
      observations.gather(rows, of: data.observations)
      return input.encode(observations, into: &inputs)
    }
    for index in rows.indices {
      places[index] = rows[index]
      isThere[index] = true
    }
    for age in 0..<max(input.observationCount, input.actionCount + 1) {
      if age > 0 { stepBack(in: data) }
      if age < input.observationCount { readObservations(age, of: data, into: &inputs) }
      if age > 0, age <= input.actionCount { readActions(age - 1, of: data, into: &inputs) }
    }
  }

  /// Writes the targets that the head makes of some rows' labels.
  ///
  /// - Parameters:
  ///   - rows: Which.
  ///   - labels: An action for every row of the data.
  ///   - targets: Receives one target after the other.
  public mutating func read(_ rows: [Int], of labels: RowBuffer, into targets: inout MutableSpan<Float>) {
    actions.gather(rows, of: labels)
    input.head.encode(actions, into: &targets)
  }

  private mutating func makeRoom(for count: Int) {
    guard places.count != count else { return }
    places = Array(repeating: 0, count: count)
    isThere = Array(repeating: true, count: count)
    let widest = max(input.featureCount, input.actionFeatureCount)
    encoded = Array(repeating: 0, count: input.hasHistory ? count * widest : 0)
  }

  /// Goes to the step before in each episode, if there is one.
  private mutating func stepBack(in data: EpisodeRows) {
    for index in places.indices where isThere[index] {
      let predecessor = data.predecessors[places[index]]
      isThere[index] = predecessor >= 0
      if isThere[index] { places[index] = predecessor }
    }
  }

  private mutating func readObservations(_ age: Int, of data: EpisodeRows, into inputs: inout MutableSpan<Float>) {
    observations.gather(places, of: data.observations)
    let width = input.featureCount
    input.encode(observations, into: &encoded)
    place(width, at: age * width, into: &inputs)
  }

  private mutating func readActions(_ age: Int, of data: EpisodeRows, into inputs: inout MutableSpan<Float>) {
    actions.gather(places, of: data.actions)
    let width = input.actionFeatureCount
    input.encode(actions, rows: 0..<places.count, actionsInto: &encoded)
    place(width, at: input.observedCount + age * width, into: &inputs)
  }

  /// Puts encoded features into their place in each input, or zeros where there is no such step.
  private func place(_ width: Int, at start: Int, into inputs: inout MutableSpan<Float>) {
    let count = input.count
    for row in places.indices {
      for index in 0..<width {
        inputs[row * count + start + index] = isThere[row] ? encoded[row * width + index] : 0
      }
    }
  }
}

extension RowBuffer {
  /// No rows, in place of those to come.
  static var none: RowBuffer { RowBuffer(RowLayout(.uint8, shape: []), count: 0) }

  /// Becomes some rows of another buffer; memory stays while their number does.
  mutating func gather(_ rows: [Int], of source: RowBuffer) {
    if count != rows.count || layout != source.layout { self = RowBuffer(source.layout, count: rows.count) }
    gather(rows, from: source)
  }
}
