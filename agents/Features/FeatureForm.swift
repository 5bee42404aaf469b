import Files
import Simulation

/// The form that one part of an observation has as features.
enum FeatureForm: Hashable, Sendable {
  /// Numbers, as they are.
  case numbers(count: Int, hasUnits: Bool)
  /// Categories, each as one number per possible value: 1 for the value that it has, 0 for the others.
  case categories(counts: [Int], starts: [Int])
  /// Pictures, as channels of numbers from 0 to 1.
  ///
  /// A grey picture is one channel, with or without an axis of its own, a colour picture three; pictures stacked by
  /// `FrameStack` give as many channels as all of them have together, the oldest first.
  case pictures(PictureSize)

  /// The number of pictures in a stack, and the size of each.
  struct PictureSize: Hashable, Sendable {
    let frames: Int, height: Int, width: Int, channels: Int
  }

  /// The form of a space that is no composite; `nil` if no network takes its elements.
  init?(_ space: SpaceDescriptor) {
    switch space {
    case .discrete(let count, let start): self = .categories(counts: [count], starts: [start])
    case .multiDiscrete(let counts, let starts): self = .categories(counts: counts, starts: starts)
    case .multiBinary(let count): self = .numbers(count: count, hasUnits: false)
    case .box(.uint8, let shape, _, let high) where PictureSize(shape) != nil && high.allSatisfy { $0 == 255 }:
      guard let size = PictureSize(shape) else { return nil }
      self = .pictures(size)
    case .box(.uint8, let shape, _, let high) where high.allSatisfy { $0 == 1 }:
      self = .numbers(count: shape.reduce(1, *), hasUnits: false)
    case .box(.float16, _, _, _): return nil
    case .box(let kind, let shape, _, _): self = .numbers(count: shape.reduce(1, *), hasUnits: kind != .bool)
    case .tuple, .dictionary: return nil
    }
  }

  /// The form of two parts whose numbers stand behind each other, if it is one: that of all their categories.
  func joined(with next: FeatureForm) -> FeatureForm? {
    guard case .categories(let counts, let starts) = self, case .categories(let moreCounts, let moreStarts) = next
    else { return nil }
    return .categories(counts: counts + moreCounts, starts: starts + moreStarts)
  }

  /// The shape of the features.
  var shape: [Int] {
    switch self {
    case .numbers(let count, _): [count]
    case .categories(let counts, _): [counts.reduce(0, +)]
    case .pictures(let size): [size.frames * size.channels, size.height, size.width]
    }
  }

  /// The number of features.
  var featureCount: Int { shape.reduce(1, *) }

  /// The number of stacked frames.
  var frames: Int { if case .pictures(let size) = self { size.frames } else { 1 } }

  /// True if each number may be of another magnitude.
  var hasUnits: Bool { if case .numbers(_, let hasUnits) = self { hasUnits } else { false } }

  /// Writes the features of some rows.
  ///
  /// - Parameters:
  ///   - observations: The rows.
  ///   - rows: Which.
  ///   - field: The field that holds the part's numbers.
  ///   - first: The place of the first of them in the field.
  ///   - features: Receives the features.
  ///   - start: The place of the first row's features.
  ///   - distance: The distance from there to the next row's.
  func encode(
    _ observations: borrowing RowBuffer, _ rows: Range<Int>, field: Int, from first: Int,
    into features: inout MutableSpan<Float>, at start: Int, every distance: Int
  ) {
    switch self {
    case .numbers(let count, _):
      observations.writeFloats(
        first..<first + count, ofField: field, of: rows, into: &features, from: start, every: distance)
    case .categories(let counts, let starts):
      let numbers = observations.field(field, as: Int.self)
      for row in rows {
        OneHot.write(
          numbers[row].extracting(first..<first + counts.count), counts, starts, into: &features,
          at: start + (row - rows.lowerBound) * distance)
      }
    case .pictures(let size):
      let numbers = observations.field(field, as: UInt8.self)
      for row in rows {
        size.encode(numbers[row], from: first, into: &features, at: start + (row - rows.lowerBound) * distance)
      }
    }
  }
}

/// Categories as ones and zeros.
enum OneHot {
  /// Writes one number per possible value of each category of a row: 1 for the value that it has, 0 for the others.
  static func write(
    _ values: Span<Int>, _ counts: [Int], _ starts: [Int], into features: inout MutableSpan<Float>, at start: Int
  ) {
    var start = start
    for category in counts.indices {
      let count = counts[category]
      for value in 0..<count { features[start + value] = 0 }
      features[start + values[category] - starts[category]] = 1
      start += count
    }
  }
}

extension FeatureForm.PictureSize {
  /// The sizes of boxes of bytes of the shapes height × width, × 1 or 3, and frames before either; `nil` for other shapes.
  init?(_ shape: [Int]) {
    let channels = shape.count > 2 ? shape.last.flatMap { [1, 3].contains($0) ? $0 : nil } : nil
    let sizes = channels != nil ? shape.dropLast() : shape[...]
    guard sizes.count == 2 || sizes.count == 3 else { return nil }
    self.init(
      frames: sizes.count == 3 ? sizes[0] : 1, height: sizes[sizes.endIndex - 2], width: sizes[sizes.endIndex - 1],
      channels: channels ?? 1)
  }

  /// Brings every channel's pixels together and divides them by 255.
  fileprivate func encode(
    _ pixels: Span<UInt8>, from first: Int, into features: inout MutableSpan<Float>, at start: Int
  ) {
    let area = height * width
    guard channels > 1 else {
      for index in 0..<frames * area { features[start + index] = Float(pixels[first + index]) * (1 / 255) }
      return
    }
    for picture in 0..<frames {
      for channel in 0..<channels {
        let source = first + picture * area * channels + channel
        let target = start + (picture * channels + channel) * area
        for pixel in 0..<area { features[target + pixel] = Float(pixels[source + pixel * channels]) * (1 / 255) }
      }
    }
  }
}

extension FeatureForm: Codable {
  private enum Key: String, CodingKey {
    case shape, units, counts, starts, frames, height, width, channels
  }

  /// Writes what sets the form apart by its keys.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .numbers(let count, let hasUnits):
      try container.encode([count], forKey: .shape)
      if !hasUnits { try container.encode(false, forKey: .units) }
    case .categories(let counts, let starts):
      try container.encode(counts, forKey: .counts)
      try container.encode(starts, forKey: .starts)
    case .pictures(let size):
      try container.encode(size.frames, forKey: .frames)
      try container.encode(size.height, forKey: .height)
      try container.encode(size.width, forKey: .width)
      try container.encode(size.channels, forKey: .channels)
    }
  }

  /// Reads a form; the file it comes from may hold anything.
  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    if container.contains(.shape) {
      let shape = try container.decode([Int].self, forKey: .shape)
      guard shape.count == 1, FeatureCount.isUsable(shape) else {
        throw FeatureCount.refusal(of: shape, in: decoder)
      }
      self = .numbers(count: shape[0], hasUnits: try container.decodeIfPresent(Bool.self, forKey: .units) ?? true)
    } else if container.contains(.counts) {
      let counts = try container.decode([Int].self, forKey: .counts)
      let starts = try container.decode([Int].self, forKey: .starts)
      guard FeatureCount.areUsable(counts, from: starts) else {
        throw FeatureCount.refusal(of: counts, in: decoder)
      }
      self = .categories(counts: counts, starts: starts)
    } else {
      let size = PictureSize(
        frames: try container.decode(Int.self, forKey: .frames),
        height: try container.decode(Int.self, forKey: .height),
        width: try container.decode(Int.self, forKey: .width),
        channels: try container.decode(Int.self, forKey: .channels))
      let sizes = [size.frames, size.channels, size.height, size.width]
      guard FeatureCount.isUsable(sizes) else { throw FeatureCount.refusal(of: sizes, in: decoder) }
      self = .pictures(size)
    }
  }
}

/// Checks of the number of features that an encoder of a file has.
enum FeatureCount {
  /// The limit, a hundred pictures of a good camera.
  static let limit = 1 << 28

  /// Returns true if all sizes are above 0, and their product is within the limit.
  static func isUsable(_ sizes: [Int]) -> Bool {
    sizes.allSatisfy { $0 > 0 } && Untrusted.product(sizes, atMost: limit) != nil
  }

  /// Returns true if all categories have values, and not too many.
  static func areUsable(_ counts: [Int], from starts: [Int]) -> Bool {
    !counts.isEmpty && counts.count == starts.count && counts.allSatisfy { $0 > 0 }
      && starts.allSatisfy((-1 << 53...1 << 53).contains) && Untrusted.sum(counts, atMost: limit) != nil
  }

  /// Returns the error for sizes that are not usable.
  static func refusal(of sizes: [Int], in decoder: any Decoder) -> DecodingError {
    .dataCorrupted(
      DecodingError.Context(
        codingPath: decoder.codingPath, debugDescription: "there is nothing of the sizes \(sizes)"))
  }
}
