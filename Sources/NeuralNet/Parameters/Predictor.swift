import Spans

/// A predictor of a network's outputs for acting: without a tape, in memory that is taken once.
///
/// ```swift
/// var predictor = Predictor(network, inputShape: [8])
/// predictor.predict(observations, with: parameters, into: &values)
/// ```
///
/// The first call for a number of rows records what the network computes; every further one computes the same
/// operations over again on other numbers, and allocates nothing. A copy of a predictor records its own.
public struct Predictor: Sendable {
  /// The network.
  public let network: any Layer
  /// The shape of one row of the input.
  public let inputShape: Shape
  private var recording: Recording?

  /// Makes a predictor.
  public init(_ network: any Layer, inputShape: Shape) {
    self.network = network
    self.inputShape = inputShape
  }

  /// Computes the outputs for some rows.
  ///
  /// - Parameters:
  ///   - input: One row of ``inputShape`` after the other.
  ///   - parameters: The network's parameters.
  ///   - output: Receives one row after the other.
  public mutating func predict(
    _ input: Span<Float>, with parameters: Parameters, into output: inout MutableSpan<Float>
  ) {
    let size = inputShape.elementCount
    precondition(
      input.count > 0 && input.count % size == 0, "\(input.count) numbers are no rows of the shape \(inputShape)")
    let rows = input.count / size
    let isUnshared = isKnownUniquelyReferenced(&recording)
    if !isUnshared || recording?.fits(parameters, rows: rows) != true {
      let zeros = Tensor.filled(0, shape: Shape([rows] + Array(inputShape)))
      recording = Recording(with: parameters, on: [zeros]) { [network($1[0], $0)] }
    }
    recording?.run(with: parameters, on: input, into: &output)
  }

  /// Computes the outputs for the rows of an array.
  public mutating func predict(_ input: [Float], with parameters: Parameters, into output: inout [Float]) {
    var span = output.mutableSpan
    input.withSpan { predict($0, with: parameters, into: &span) }
  }
}
