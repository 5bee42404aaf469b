extension Tensor {
  /// e to the power of each number.
  public func exponential() -> Tensor { mapped(.exponential) }
  /// The natural logarithm of each number.
  public func logarithm() -> Tensor { mapped(.logarithm) }
  /// The square root of each number.
  public func squareRoot() -> Tensor { mapped(.squareRoot) }
  /// Each number to a constant power.
  public func power(_ exponent: Float) -> Tensor { mapped(.power(exponent)) }
  /// Each number times itself.
  public func squared() -> Tensor { self * self }
  /// The absolute value of each number; at zero its gradient is −1.
  public func magnitude() -> Tensor { leakyReLU(slope: -1) }
  /// The hyperbolic tangent of each number.
  public func tanh() -> Tensor { mapped(.tanh) }
  /// The logistic function of each number, 1 / (1 + e⁻ˣ).
  public func sigmoid() -> Tensor { mapped(.sigmoid) }
  /// The smooth rectifier, log(1 + eˣ), without overflow.
  public func softplus() -> Tensor { mapped(.softplus) }
  /// The error function, 2/√π ∫₀ˣ e⁻ᵗ² dt.
  public func errorFunction() -> Tensor { mapped(.errorFunction) }
  /// The sine of each number.
  public func sine() -> Tensor { mapped(.sine) }
  /// The cosine of each number.
  public func cosine() -> Tensor { mapped(.cosine) }

  /// The logarithm of the gamma function of each number, which must be positive.
  public func logGamma() -> Tensor { polygamma(order: -1) }
  /// The derivative ψ of the logarithm of the gamma function, of each number, which must be positive.
  public func digamma() -> Tensor { polygamma(order: 0) }

  /// Derivative number `order` of ψ of each number; log Γ itself for −1.
  func polygamma(order: Int) -> Tensor { mapped(.polygamma(order: order)) }

  /// Each number where it is positive, else zero.
  public func relu() -> Tensor { gated(by: self, slope: 0) }
  /// Each number where it is positive, else `slope` times it.
  public func leakyReLU(slope: Float = 0.01) -> Tensor { gated(by: self, slope: slope) }
  /// x Φ(x), with the exact normal distribution function: Hendrycks and Gimpel (2016); PyTorch's default form.
  public func gelu() -> Tensor { self * ((self * Float(0.5).squareRoot()).errorFunction() + 1) * 0.5 }

  /// Each number where the other tensor is positive, else `slope` times it.
  func gated(by gate: Tensor, slope: Float) -> Tensor {
    precondition(shape == gate.shape, "numbers of the shape \(shape) cannot be gated by \(gate.shape)")
    return Tensor(.gate(slope: slope), [self, gate], shape: shape)
  }

  private func mapped(_ primitive: Primitive) -> Tensor { Tensor(primitive, [self], shape: shape) }
}
