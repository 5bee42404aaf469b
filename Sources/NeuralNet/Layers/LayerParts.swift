/// The parts of a layer that consists of others, listed once: with it their parameters are named, and their weights found.
///
/// ```swift
/// struct Residual: Layer {
///   let (first, second) = (Linear(64, 64), Linear(64, 64))
///   let parts: LayerParts
///   init() { parts = ["first": first, "second": second] }
///   var parameters: [ParameterDescription] { parts.parameters }
///   func callAsFunction(_ input: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor {
///     let hidden = first(input, weights[parts, "first"], &pass).relu()
///     return input + second(hidden, weights[parts, "second"], &pass)
///   }
/// }
/// ```
public struct LayerParts: Sendable, ExpressibleByDictionaryLiteral {
  /// The parameters of all parts, each under its part's name: `weight` becomes `first.weight`.
  public let parameters: [ParameterDescription]
  private let ranges: [Range<Int>]
  private let places: [String: Int]

  /// Lists parts by their names.
  ///
  /// - Precondition: The names differ.
  public init(_ parts: [(name: String, layer: any Layer)]) {
    var (parameters, ranges, places) = ([ParameterDescription](), [Range<Int>](), [String: Int]())
    for (name, layer) in parts {
      let start = parameters.count
      parameters += layer.parameters.named(name)
      precondition(places.updateValue(ranges.count, forKey: name) == nil, "two parts are named '\(name)'")
      ranges.append(start..<parameters.count)
    }
    (self.parameters, self.ranges, self.places) = (parameters, ranges, places)
  }

  /// Lists parts by their names.
  public init(dictionaryLiteral parts: (String, any Layer)...) { self.init(parts.map { ($0, $1) }) }

  /// The places of the weights of a part, by its place in the list.
  func range(ofPart place: Int) -> Range<Int> { ranges[place] }

  /// The places of the weights of a part.
  func range(of name: String) -> Range<Int> {
    guard let place = places[name] else {
      preconditionFailure("there is no part '\(name)' among \(places.keys.sorted())")
    }
    return ranges[place]
  }
}

extension Weights {
  /// The weights of a part.
  ///
  /// - Precondition: There is such a part, and these are the weights of all of them.
  public subscript(parts: LayerParts, name: String) -> Weights { self[parts.range(of: name)] }

  /// The weights of a part, by its place in the list.
  subscript(parts: LayerParts, place: Int) -> Weights { self[parts.range(ofPart: place)] }
}
