import Files
import Simulation

/// An encoder of observations: it turns the numbers of any space into the features that a network takes.
///
/// The features of a row stand behind each other, part by part: numbers as they are, categories as ones and zeros,
/// pictures as channels. Encoders are stored in policy files and compared with the environment's space when a policy is
/// loaded.
///
/// ```swift
/// let encoder = ObservationEncoder(task.observationSpace)
/// encoder?.shape  // [8] for numbers, [3, 96, 96] for a picture
/// ```
public struct ObservationEncoder: Hashable, Sendable {
  /// The encoding of a part of an observation: of all of it, unless it is a tuple or a dictionary.
  struct Part: Hashable, Sendable {
    let form: FeatureForm
    /// The index of the field that holds its numbers.
    let field: Int
    /// The place of its first number in the field.
    let start: Int
    /// The number of its features; kept, since every step asks.
    let featureCount: Int

    init(_ form: FeatureForm, field: Int, start: Int) {
      self.form = form
      self.field = field
      self.start = start
      featureCount = form.featureCount
    }
  }

  let parts: [Part]
  /// The number of features of an observation.
  public let featureCount: Int

  /// Encodes the observations of a space; `nil` if no network takes them.
  public init?(_ space: SpaceDescriptor) { self.init(space.leaves) }

  /// Encodes one value of a dictionary; `nil` if there is none of the name, or no network takes it.
  init?(_ dictionary: SpaceDescriptor, value name: String) {
    let leaves = dictionary.leaves.filter { $0.path.first == .key(name) }
    guard !leaves.isEmpty else { return nil }
    self.init(leaves)
  }

  private init?(_ leaves: [SpaceLeaf]) {
    var parts: [Part] = []
    for leaf in leaves {
      guard let form = FeatureForm(leaf.space) else { return nil }
      if let last = parts.last, last.field == leaf.field, let joined = last.form.joined(with: form) {
        parts[parts.count - 1] = Part(joined, field: last.field, start: last.start)
      } else {
        parts.append(Part(form, field: leaf.field, start: leaf.start))
      }
    }
    self.init(parts)
  }

  private init(_ parts: [Part]) {
    self.parts = parts
    featureCount = parts.reduce(0) { $0 + $1.featureCount }
  }

  /// The shape of one observation's features: channels, height and width of a picture alone, else one size.
  public var shape: [Int] { parts.count == 1 ? parts[0].form.shape : [featureCount] }

  /// The shape of each part's features, where pictures stand beside other things; `nil` otherwise.
  var partShapes: [[Int]]? {
    parts.count > 1 && parts.contains { $0.form.shape.count == 3 } ? parts.map(\.form.shape) : nil
  }

  /// True if the features are a picture.
  public var isPicture: Bool { shape.count == 3 }

  /// True if the features, or some of them, are pictures.
  public var hasPictures: Bool { parts.contains { $0.form.shape.count == 3 } }

  /// Throws if a picture is too small for the convolutions.
  func requireConvolvable() throws(ConfigurationError) {
    let (sides, least) = (parts.flatMap { $0.form.shape.dropFirst() }, FeatureLayers.smallestPicture)
    guard let side = sides.min(), side < least else { return }
    throw ConfigurationError(
      "Pictures with a side of \(side) are too small for the convolutions, which need \(least) × \(least); make them "
        + "larger, such as by --wrap resize=84.")
  }

  /// The number of frames stacked in an observation, the newest last; a replay keeps only that one of each.
  var frames: Int { parts.count == 1 ? parts[0].form.frames : 1 }

  /// The range of features that are measured in units of their own, so that it makes sense to normalize them.
  var unitRanges: [Range<Int>] {
    var (start, ranges) = (0, [Range<Int>]())
    for part in parts {
      let end = start + part.featureCount
      if part.form.hasUnits { ranges.append(start..<end) }
      start = end
    }
    return ranges
  }

  /// Writes the features of all rows, one row after the other.
  public func encode(_ observations: borrowing RowBuffer, into features: inout MutableSpan<Float>) {
    encode(observations, rows: 0..<observations.count, into: &features)
  }

  /// Writes the features of some rows, one row after the other.
  public func encode(
    _ observations: borrowing RowBuffer, rows: Range<Int>, into features: inout MutableSpan<Float>
  ) {
    var start = 0
    // By index: without optimization, an iterator allocates.
    for index in parts.indices {
      let part = parts[index]
      part.form.encode(
        observations, rows, field: part.field, from: part.start, into: &features, at: start, every: featureCount)
      start += part.featureCount
    }
  }

  /// Writes the features of all rows over those of an array.
  func encode(_ observations: borrowing RowBuffer, into features: inout [Float]) {
    var span = features.mutableSpan
    encode(observations, into: &span)
  }
}

extension ObservationEncoder: Codable {
  private enum Key: String, CodingKey { case parts }
  private enum PartKey: String, CodingKey { case form, field, start }

  /// Writes the only part's form alone, and several with their places.
  public func encode(to encoder: any Encoder) throws {
    if parts.count == 1, parts[0].field == 0, parts[0].start == 0 { return try parts[0].form.encode(to: encoder) }
    var container = encoder.container(keyedBy: Key.self)
    var list = container.nestedUnkeyedContainer(forKey: .parts)
    for part in parts {
      var container = list.nestedContainer(keyedBy: PartKey.self)
      try container.encode(part.form, forKey: .form)
      try container.encode(part.field, forKey: .field)
      try container.encode(part.start, forKey: .start)
    }
  }

  /// Reads an encoder; the file it comes from may hold anything.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    guard container.contains(.parts) else {
      self.init([Part(try FeatureForm(from: decoder), field: 0, start: 0)])
      return
    }
    var list = try container.nestedUnkeyedContainer(forKey: .parts)
    var parts: [Part] = []
    while !list.isAtEnd {
      let container = try list.nestedContainer(keyedBy: PartKey.self)
      parts.append(
        Part(
          try container.decode(FeatureForm.self, forKey: .form),
          field: try container.decode(Int.self, forKey: .field),
          start: try container.decode(Int.self, forKey: .start)))
    }
    let counts = parts.map(\.featureCount)
    guard !parts.isEmpty, Untrusted.sum(counts, atMost: FeatureCount.limit) != nil else {
      throw FeatureCount.refusal(of: counts, in: decoder)
    }
    self.init(parts)
  }
}
