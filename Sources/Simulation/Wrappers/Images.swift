/// Turns colour pictures into grey ones.
///
/// Counterpart of `gymnasium.wrappers.GrayscaleObservation`: weights 0.2125, 0.7154 and 0.0721, cut to an integer.
public struct GrayscaleObservation<Base: Environment & ~Copyable>: Environment, ~Copyable
where Base.ObservationSpace == Box<UInt8> {
  /// The environment inside.
  public var base: Base
  /// Pictures of the same height and width with one channel.
  public let observationSpace: Box<UInt8>
  private var picture: [UInt8]

  /// Turns the pictures of `base` grey.
  ///
  /// - Precondition: The pictures have the shape height × width × 3.
  /// - Parameters:
  ///   - base: The environment.
  ///   - keepsChannelAxis: Whether the shape is height × width × 1 rather than height × width.
  public init(_ base: consuming Base, keepsChannelAxis: Bool = false) {
    let shape = base.observationSpace.shape
    precondition(
      shape.count == 3 && shape[2] == 3, "a colour picture has the shape [height, width, 3], not \(shape)")
    observationSpace = Box(
      low: 0, high: 255, shape: Array(shape[0..<2]) + (keepsChannelAxis ? [1] : []))
    picture = [UInt8](repeating: 0, count: shape.reduce(1, *))
    self.base = base
  }

  /// The space of the environment inside.
  public var actionSpace: Base.ActionSpace { base.actionSpace }

  /// Starts an episode.
  public mutating func reset(seed: UInt64?, into observation: inout MutableSpan<UInt8>) {
    var pixels = picture.take()
    var row = pixels.mutableSpan
    base.reset(seed: seed, into: &row)
    picture = pixels
    writeGrey(into: &observation)
  }

  /// Advances by one step.
  public mutating func step(
    _ action: Span<Base.ActionSpace.Scalar>, into observation: inout MutableSpan<UInt8>
  ) -> StepResult {
    var pixels = picture.take()
    var row = pixels.mutableSpan
    let result = base.step(action, into: &row)
    picture = pixels
    writeGrey(into: &observation)
    return result
  }

  private func writeGrey(into observation: inout MutableSpan<UInt8>) {
    for pixel in observation.indices {
      let red = Double(picture[3 * pixel])
      let green = Double(picture[3 * pixel + 1])
      let blue = Double(picture[3 * pixel + 2])
      observation[pixel] = UInt8(red * 0.2125 + green * 0.7154 + blue * 0.0721)
    }
  }
}

extension GrayscaleObservation: Copyable where Base: Copyable {}

/// Shrinks pictures, each new pixel the mean of the area that it covers.
///
/// Counterpart of `gymnasium.wrappers.ResizeObservation`, which uses OpenCV's `INTER_AREA`; equal to it within one
/// grey level when pictures get smaller.
public struct ResizeObservation<Base: Environment & ~Copyable>: Environment, ~Copyable
where Base.ObservationSpace == Box<UInt8> {
  /// The environment inside.
  public var base: Base
  /// Pictures of the new height and width with the same channels.
  public let observationSpace: Box<UInt8>
  private let rows: AreaWeights
  private let columns: AreaWeights
  private let channels: Int
  private var picture: [UInt8]

  /// Shrinks the pictures of `base`.
  ///
  /// - Precondition: The pictures have two or three axes and do not grow.
  public init(_ base: consuming Base, height: Int, width: Int) {
    let shape = base.observationSpace.shape
    precondition(shape.count == 2 || shape.count == 3, "a picture has two or three axes, not \(shape)")
    rows = AreaWeights(from: shape[0], to: height)
    columns = AreaWeights(from: shape[1], to: width)
    channels = shape.count == 3 ? shape[2] : 1
    observationSpace = Box(low: 0, high: 255, shape: [height, width] + shape.dropFirst(2))
    picture = [UInt8](repeating: 0, count: shape.reduce(1, *))
    self.base = base
  }

  /// The space of the environment inside.
  public var actionSpace: Base.ActionSpace { base.actionSpace }

  /// Starts an episode.
  public mutating func reset(seed: UInt64?, into observation: inout MutableSpan<UInt8>) {
    var pixels = picture.take()
    var row = pixels.mutableSpan
    base.reset(seed: seed, into: &row)
    picture = pixels
    shrink(into: &observation)
  }

  /// Advances by one step.
  public mutating func step(
    _ action: Span<Base.ActionSpace.Scalar>, into observation: inout MutableSpan<UInt8>
  ) -> StepResult {
    var pixels = picture.take()
    var row = pixels.mutableSpan
    let result = base.step(action, into: &row)
    picture = pixels
    shrink(into: &observation)
    return result
  }

  private func shrink(into observation: inout MutableSpan<UInt8>) {
    for row in 0..<rows.count {
      for column in 0..<columns.count {
        for channel in 0..<channels {
          observation[(row * columns.count + column) * channels + channel] =
            UInt8(mean(row, column, channel).rounded(.toNearestOrEven))
        }
      }
    }
  }

  private func mean(_ row: Int, _ column: Int, _ channel: Int) -> Float {
    var sum: Float = 0
    for (y, rowWeight) in rows[row] {
      for (x, columnWeight) in columns[column] {
        sum += rowWeight * columnWeight * Float(picture[(y * columns.sourceCount + x) * channels + channel])
      }
    }
    return sum
  }
}

extension ResizeObservation: Copyable where Base: Copyable {}

/// How much each old pixel contributes to each new one along an axis.
private struct AreaWeights: Sendable {
  let sourceCount: Int
  private let weights: [[(Int, Float)]]

  init(from sourceCount: Int, to count: Int) {
    precondition(count > 0 && count <= sourceCount, "\(sourceCount) pixels cannot shrink to \(count)")
    self.sourceCount = sourceCount
    let ratio = Double(sourceCount) / Double(count)
    weights = (0..<count).map { index in
      let (start, end) = (Double(index) * ratio, Double(index + 1) * ratio)
      return (Int(start)..<min(Int(end.rounded(.up)), sourceCount)).compactMap { pixel in
        let covered = min(end, Double(pixel + 1)) - max(start, Double(pixel))
        return covered > 1e-9 ? (pixel, Float(covered / ratio)) : nil
      }
    }
  }

  var count: Int { weights.count }

  subscript(_ index: Int) -> [(Int, Float)] { weights[index] }
}
