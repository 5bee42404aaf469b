/// A layer without parameters, number by number.
public protocol Activation: Layer {
  /// The function.
  func apply(_ input: Tensor) -> Tensor
}

extension Activation {
  /// None.
  public var parameters: [ParameterDescription] { [] }

  /// The function of every number.
  public func callAsFunction(_ input: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor {
    apply(input)
  }
}

/// max(x, 0).
public struct ReLU: Activation {
  /// Makes the layer.
  public init() {}
  /// The function.
  public func apply(_ input: Tensor) -> Tensor { input.relu() }
}

/// x where it is positive, else a fraction of it.
public struct LeakyReLU: Activation {
  /// The fraction.
  public let slope: Float
  /// Makes the layer.
  public init(slope: Float = 0.01) { self.slope = slope }
  /// The function.
  public func apply(_ input: Tensor) -> Tensor { input.leakyReLU(slope: slope) }
}

/// The hyperbolic tangent.
public struct Tanh: Activation {
  /// Makes the layer.
  public init() {}
  /// The function.
  public func apply(_ input: Tensor) -> Tensor { input.tanh() }
}

/// The logistic function.
public struct Sigmoid: Activation {
  /// Makes the layer.
  public init() {}
  /// The function.
  public func apply(_ input: Tensor) -> Tensor { input.sigmoid() }
}

/// log(1 + eˣ).
public struct Softplus: Activation {
  /// Makes the layer.
  public init() {}
  /// The function.
  public func apply(_ input: Tensor) -> Tensor { input.softplus() }
}

/// x Φ(x), the exact form.
public struct GELU: Activation {
  /// Makes the layer.
  public init() {}
  /// The function.
  public func apply(_ input: Tensor) -> Tensor { input.gelu() }
}
