import Files
import Safetensors
import Simulation

/// Turns observations into the features that a network takes.
///
/// Encoders are stored in policy files and compared with the environment's space when a policy is loaded.
public protocol FeatureEncoder<Scalar>: Codable, Equatable, Sendable {
  /// The type of each observed number.
  associatedtype Scalar: SpaceScalar & SafetensorsElement

  /// Encodes the observations of a space; `nil` if they are of another kind.
  init?(_ space: SpaceDescriptor)

  /// The shape of one observation's features.
  var shape: [Int] { get }

  /// The number of components of an observation.
  var observationSize: Int { get }

  /// The number of frames stacked in an observation, the newest last; a replay keeps only that one of each.
  var frames: Int { get }

  /// The space that observations must lie in to be encoded; `nil` if any numbers are accepted.
  var domain: (any Space<Scalar>)? { get }

  /// True if features are measured in units of their own, so that it makes sense to normalize them.
  var haveUnits: Bool { get }

  /// Writes the features of some observations, one after the other.
  func encode(_ observations: Span<Scalar>, into features: inout MutableSpan<Float>)
}

extension FeatureEncoder {
  /// No space: any numbers are accepted.
  public var domain: (any Space<Scalar>)? { nil }

  /// One frame: observations are not stacks.
  public var frames: Int { 1 }

  /// False: categories and pixels have no units.
  public var haveUnits: Bool { false }

  /// The number of features of an observation.
  public var featureCount: Int { shape.reduce(1, *) }

  /// The layout of a frame, or of an observation that is none of stacked ones.
  var frameLayout: RowLayout { RowLayout(Scalar.kind, shape: [observationSize / frames]) }

  /// Writes the features of some observations over those of an array.
  func encode(_ observations: Span<Scalar>, into features: inout [Float]) {
    var span = features.mutableSpan
    encode(observations, into: &span)
  }
}

/// Observed numbers, as they are.
public struct NumberFeatures: FeatureEncoder {
  /// The shape of one observation.
  public let shape: [Int]

  /// Takes rows of some numbers.
  public init(count: Int) { shape = [count] }

  /// Takes the elements of a box of floats.
  public init?(_ space: SpaceDescriptor) {
    guard case .box(.float32, let shape, _, _) = space else { return nil }
    self.shape = [shape.reduce(1, *)]
  }

  /// The number of components of an observation.
  public var observationSize: Int { shape[0] }

  /// True: each number may be of another magnitude.
  public var haveUnits: Bool { true }

  /// Copies the numbers.
  public func encode(_ observations: Span<Float>, into features: inout MutableSpan<Float>) {
    for index in observations.indices { features[index] = observations[index] }
  }
}

extension NumberFeatures {
  private enum Key: String, CodingKey { case shape }

  /// Reads an encoder; the file it comes from may hold anything.
  public init(from decoder: any Decoder) throws {
    shape = try decoder.container(keyedBy: Key.self).decode([Int].self, forKey: .shape)
    guard shape.count == 1, FeatureCount.isUsable(shape) else { throw FeatureCount.refusal(of: shape, in: decoder) }
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

/// Observed categories, each as one number per possible value: 1 for the value that it has, 0 for the others.
public struct CategoryFeatures: FeatureEncoder {
  /// The number of values of each category.
  public let counts: [Int]
  /// The first value of each category.
  public let starts: [Int]

  /// Takes the elements of any space of categories.
  public init?(_ space: SpaceDescriptor) {
    guard let categories = space.categories else { return nil }
    counts = categories.map(\.count)
    starts = categories.map(\.start)
  }

  /// One number per value.
  public var shape: [Int] { [counts.reduce(0, +)] }

  /// One number per category.
  public var observationSize: Int { counts.count }

  /// The categories.
  public var domain: (any Space<Int>)? { MultiDiscrete(zip(counts, starts).map { Discrete($0, start: $1) }) }

  /// Writes ones and zeros.
  public func encode(_ observations: Span<Int>, into features: inout MutableSpan<Float>) {
    for index in features.indices { features[index] = 0 }
    var start = 0
    var category = 0
    for index in observations.indices {
      features[start + observations[index] - starts[category]] = 1
      start += counts[category]
      category = category + 1 == counts.count ? 0 : category + 1
    }
  }
}

extension CategoryFeatures {
  private enum Key: String, CodingKey { case counts, starts }

  /// Reads an encoder; the file it comes from may hold anything.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    counts = try container.decode([Int].self, forKey: .counts)
    starts = try container.decode([Int].self, forKey: .starts)
    guard FeatureCount.areUsable(counts, from: starts) else { throw FeatureCount.refusal(of: counts, in: decoder) }
  }
}

/// Observed pictures, as channels of numbers from 0 to 1.
///
/// A grey picture is one channel, a colour picture three; pictures stacked by `FrameStack` give as many channels as
/// all of them have together, the oldest first.
public struct PixelFeatures: FeatureEncoder {
  /// The number of stacked pictures.
  public let frames: Int
  /// The height and the width of a picture.
  public let height: Int, width: Int
  /// The number of channels of a pixel.
  public let channels: Int

  /// Takes boxes of bytes of the shapes height × width, × 3, and frames before either.
  public init?(_ space: SpaceDescriptor) {
    guard case .box(.uint8, let shape, _, _) = space else { return nil }
    let isColored = shape.count > 2 && shape.last == 3
    let sizes = isColored ? shape.dropLast() : shape[...]
    guard sizes.count == 2 || sizes.count == 3 else { return nil }
    frames = sizes.count == 3 ? sizes[0] : 1
    (height, width) = (sizes[sizes.endIndex - 2], sizes[sizes.endIndex - 1])
    channels = isColored ? 3 : 1
  }

  /// Channels, height and width.
  public var shape: [Int] { [frames * channels, height, width] }

  /// One number per channel, line and column.
  public var observationSize: Int { frames * channels * height * width }

  /// Brings every channel's pixels together and divides them by 255.
  public func encode(_ observations: Span<UInt8>, into features: inout MutableSpan<Float>) {
    let area = height * width
    guard channels > 1 else {
      for index in observations.indices { features[index] = Float(observations[index]) * (1 / 255) }
      return
    }
    for picture in 0..<observations.count / (area * channels) {
      for channel in 0..<channels {
        let (source, target) = (picture * area * channels + channel, (picture * channels + channel) * area)
        for pixel in 0..<area {
          features[target + pixel] = Float(observations[source + pixel * channels]) * (1 / 255)
        }
      }
    }
  }
}

extension PixelFeatures {
  private enum Key: String, CodingKey { case frames, height, width, channels }

  /// Reads an encoder; the file it comes from may hold anything.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    frames = try container.decode(Int.self, forKey: .frames)
    height = try container.decode(Int.self, forKey: .height)
    width = try container.decode(Int.self, forKey: .width)
    channels = try container.decode(Int.self, forKey: .channels)
    let sizes = [frames, channels, height, width]
    guard FeatureCount.isUsable(sizes) else { throw FeatureCount.refusal(of: sizes, in: decoder) }
  }
}
