/// The gradients of a loss at a network's parameters, one tensor each; `nil` for those that are not trained.
public struct Gradients: Sendable {
  /// The tensors, before scaling.
  public private(set) var tensors: [Tensor?]
  /// The factor by which the tensors are multiplied when they are used.
  public private(set) var scale: Float = 1

  /// Collects gradients, in the order of the parameters.
  public init(_ tensors: [Tensor?]) { self.tensors = tensors }

  /// Clips the global norm: shortens the gradients, taken together as one vector, to a length if they are longer.
  ///
  /// As PyTorch's `clip_grad_norm_`: they are multiplied with limit / (norm + 10⁻⁶).
  ///
  /// - Returns: The length that they had.
  @discardableResult
  public mutating func clip(toNorm limit: Float) -> Float {
    let norm = norm
    scale *= min(1, limit / (norm + 1e-6))
    return norm
  }

  /// Adds the gradients of several losses at the same parameters, in their order.
  ///
  /// - Precondition: There is at least one, and all have gradients of the same parameters.
  public static func sum(_ parts: [Gradients]) -> Gradients {
    precondition(
      !parts.isEmpty && parts.allSatisfy { $0.tensors.count == parts[0].tensors.count },
      "gradients at \(parts.map(\.tensors.count)) parameters cannot be added")
    return parts.dropFirst().reduce(parts[0]) { sum, part in
      Gradients(
        zip(sum.tensors, part.tensors).map { first, second in
          guard let first, let second else { return nil }
          return sum.scaled(first) + part.scaled(second)
        })
    }
  }

  private func scaled(_ tensor: Tensor) -> Tensor { scale == 1 ? tensor : tensor * scale }

  /// Clips every number of the gradients to −`limit` to `limit`: PyTorch's `clip_grad_value_`.
  public mutating func clip(toValue limit: Float) {
    tensors = tensors.map { $0.map { ($0 * scale).clamped(to: -limit...limit) } }
    scale = 1
  }
}
