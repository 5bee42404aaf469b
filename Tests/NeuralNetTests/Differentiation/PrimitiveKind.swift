@testable import NeuralNet

/// The primitives by name.
///
/// A new primitive does not compile here before it has a name, and the name fails a test before there is a case of it.
enum PrimitiveKind: CaseIterable {
  case variable, add, subtract, multiply, divide, gate, select, isGreater, scale, offset, power
  case exponential, logarithm, squareRoot, tanh, sigmoid, softplus, errorFunction, sine, cosine, polygamma
  case reshape, detach, permute, sum, broadcast, slice, pad, concatenate, argmax, quantileErrors, softmax,
    causalSoftmax,
    gather, scatterAdd
  case product, productOfTransposed, productWithTransposed, productOfBothTransposed, affine, windows, overlap

  init(_ primitive: Primitive) {
    self =
      switch primitive {
      case .variable: .variable
      case .add: .add
      case .subtract: .subtract
      case .multiply: .multiply
      case .divide: .divide
      case .gate: .gate
      case .select: .select
      case .isGreater: .isGreater
      case .scale: .scale
      case .offset: .offset
      case .power: .power
      case .exponential: .exponential
      case .logarithm: .logarithm
      case .squareRoot: .squareRoot
      case .tanh: .tanh
      case .sigmoid: .sigmoid
      case .softplus: .softplus
      case .errorFunction: .errorFunction
      case .sine: .sine
      case .cosine: .cosine
      case .polygamma: .polygamma
      case .reshape: .reshape
      case .detach: .detach
      case .permute: .permute
      case .sum: .sum
      case .broadcast: .broadcast
      case .slice: .slice
      case .pad: .pad
      case .concatenate: .concatenate
      case .argmax: .argmax
      case .quantileErrors: .quantileErrors
      case .softmax(isCausal: false): .softmax
      case .softmax(isCausal: true): .causalSoftmax
      case .gather: .gather
      case .scatterAdd: .scatterAdd
      case .product(false, false): .product
      case .product(true, false): .productOfTransposed
      case .product(false, true): .productWithTransposed
      case .product(true, true): .productOfBothTransposed
      case .affine: .affine
      case .windows: .windows
      case .overlap: .overlap
      }
  }
}
