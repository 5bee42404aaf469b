/// An activation: a layer without parameters that applies a function to each number.
public protocol Activation: Layer {
  /// Returns the function of every number.
  func apply(_ input: Tensor) -> Tensor
}

extension Activation {
  /// The parameters: none.
  public var parameters: [ParameterDescription] { [] }

  /// Applies the function to every number.
  public func callAsFunction(_ input: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor {
    apply(input)
  }
}

/// The rectified linear unit, max(x, 0).
public struct ReLU: Activation {
  /// Makes the layer.
  public init() {}
  /// Returns the function of every number.
  public func apply(_ input: Tensor) -> Tensor { input.relu() }
}

/// The leaky rectified linear unit: x where it is positive, else a fraction of it.
public struct LeakyReLU: Activation {
  /// The slope below zero.
  public let slope: Float
  /// Makes the layer.
  public init(slope: Float = 0.01) { self.slope = slope }
  /// Returns the function of every number.
  public func apply(_ input: Tensor) -> Tensor { input.leakyReLU(slope: slope) }
}

/// The hyperbolic tangent.
public struct Tanh: Activation {
  /// Makes the layer.
  public init() {}
  /// Returns the function of every number.
  public func apply(_ input: Tensor) -> Tensor { input.tanh() }
}

/// The logistic function.
public struct Sigmoid: Activation {
  /// Makes the layer.
  public init() {}
  /// Returns the function of every number.
  public func apply(_ input: Tensor) -> Tensor { input.sigmoid() }
}

/// The smooth rectifier, log(1 + eˣ).
public struct Softplus: Activation {
  /// Makes the layer.
  public init() {}
  /// Returns the function of every number.
  public func apply(_ input: Tensor) -> Tensor { input.softplus() }
}

/// The Gaussian error linear unit, x Φ(x), in its exact form.
public struct GELU: Activation {
  /// Makes the layer.
  public init() {}
  /// Returns the function of every number.
  public func apply(_ input: Tensor) -> Tensor { input.gelu() }
}
