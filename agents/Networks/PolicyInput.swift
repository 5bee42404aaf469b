import Simulation

/// The input of a policy network: the features of the last few observations, normalized, and of the last few actions.
///
/// The newest observation comes first, then older ones, then the newest action, then older ones. What lies before the
/// start of an episode is zero.
public struct PolicyInput<Features: FeatureEncoder, Head: ActionHead>: Sendable, Equatable {
  /// The encoder of observations.
  public let features: Features
  /// The head, which also turns actions into features.
  public let head: Head
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
    features: Features, head: Head, normalizer: ObservationNormalizer? = nil, observationCount: Int = 1,
    actionCount: Int = 0
  ) {
    precondition(
      observationCount >= 1 && actionCount >= 0
        && (features.shape.count == 1 || observationCount == 1 && actionCount == 0),
      "\(observationCount) observations of the shape \(features.shape) and \(actionCount) actions make no input")
    self.features = features
    self.head = head
    self.normalizer = normalizer
    self.observationCount = observationCount
    self.actionCount = actionCount
    featureCount = features.featureCount
    actionFeatureCount = head.featureCount
  }

  /// The shape of one row.
  public var shape: [Int] { hasHistory ? [count] : features.shape }

  /// The number of a row's features that are of observations, newest or older.
  public var observedCount: Int { observationCount * featureCount }

  /// The number of features of a row.
  public var count: Int { observedCount + actionCount * actionFeatureCount }

  /// True if more is seen than the newest observation.
  public var hasHistory: Bool { observationCount > 1 || actionCount > 0 }

  /// Writes the normalized features of observations alone.
  func encode(_ observations: Span<Features.Scalar>, into features: inout MutableSpan<Float>) {
    self.features.encode(observations, into: &features)
    normalizer?.normalize(&features)
  }

  /// Writes the normalized features of observations over the first numbers of an array.
  func encode(_ observations: Span<Features.Scalar>, into features: inout [Float]) {
    var span = features.mutableSpan
    let rows = observations.count / self.features.observationSize
    var part = span._mutatingExtracting(0..<rows * featureCount)
    encode(observations, into: &part)
  }

  /// Writes the normalized features of an array of observations over the first numbers of another array.
  func encode(_ observations: [Features.Scalar], into features: inout [Float]) {
    withExtendedLifetime(observations) { encode(observations.span, into: &features) }
  }

  /// Writes the features of an array of actions over the first numbers of another array.
  func encode(_ actions: [Head.Scalar], actionsInto features: inout [Float]) {
    withExtendedLifetime(actions) { encode(actions.span, actionsInto: &features) }
  }

  /// Writes the features of actions over the first numbers of an array.
  func encode(_ actions: Span<Head.Scalar>, actionsInto features: inout [Float]) {
    var span = features.mutableSpan
    var part = span._mutatingExtracting(0..<actions.count / head.actionSize * actionFeatureCount)
    head.writeFeatures(of: actions, into: &part)
  }
}

/// Writes the inputs that belong to rows of recorded steps, without allocating.
public struct PolicyInputReader<Features: FeatureEncoder, Head: ActionHead>: Sendable {
  /// The rows that are read.
  public typealias Rows = EpisodeRows<Features.Scalar, Head.Scalar>

  /// The input that is written.
  public let input: PolicyInput<Features, Head>
  /// The row that is read for each input; before the start of an episode, its first row.
  private var places: [Int] = []
  private var isThere: [Bool] = []
  private var observations: [Features.Scalar] = []
  private var actions: [Head.Scalar] = []
  private var encoded: [Float] = []

  /// Makes a reader.
  public init(_ input: PolicyInput<Features, Head>) { self.input = input }

  /// Writes the inputs of some rows.
  ///
  /// - Parameters:
  ///   - rows: Which.
  ///   - data: The steps.
  ///   - inputs: Receives one input after the other.
  public mutating func read(_ rows: [Int], of data: Rows, into inputs: inout MutableSpan<Float>) {
    makeRoom(for: rows.count)
    guard input.hasHistory else {
      observations.gather(rowsOf: input.features.observationSize, at: rows, from: data.observations)
      return withExtendedLifetime(observations) { input.encode(observations.span, into: &inputs) }
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
  public mutating func read(_ rows: [Int], of labels: [Head.Scalar], into targets: inout MutableSpan<Float>) {
    makeRoom(for: rows.count)
    actions.gather(rowsOf: input.head.actionSize, at: rows, from: labels)
    withExtendedLifetime(actions) { input.head.encode(actions.span, into: &targets) }
  }

  private mutating func makeRoom(for count: Int) {
    guard actions.count != count * input.head.actionSize else { return }
    places = Array(repeating: 0, count: count)
    isThere = Array(repeating: true, count: count)
    observations = Array(repeating: .zero, count: count * input.features.observationSize)
    actions = Array(repeating: .zero, count: count * input.head.actionSize)
    let widest = max(input.featureCount, input.actionFeatureCount)
    encoded = Array(repeating: 0, count: input.hasHistory ? count * widest : 0)
  }

  /// Goes to the step before in each episode, if there is one.
  private mutating func stepBack(in data: Rows) {
    for index in places.indices where isThere[index] {
      let predecessor = data.predecessors[places[index]]
      isThere[index] = predecessor >= 0
      if isThere[index] { places[index] = predecessor }
    }
  }

  private mutating func readObservations(_ age: Int, of data: Rows, into inputs: inout MutableSpan<Float>) {
    observations.gather(rowsOf: input.features.observationSize, at: places, from: data.observations)
    let width = input.featureCount
    input.encode(observations, into: &encoded)
    place(width, at: age * width, into: &inputs)
  }

  private mutating func readActions(_ age: Int, of data: Rows, into inputs: inout MutableSpan<Float>) {
    actions.gather(rowsOf: input.head.actionSize, at: places, from: data.actions)
    let width = input.actionFeatureCount
    input.encode(actions, actionsInto: &encoded)
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
