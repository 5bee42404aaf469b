import NeuralNet

/// Returns the penalty on the gradients of some logits, by their distance from a length: the mean of (|∇f| − length)².
///
/// Gulrajani and others (2017), "Improved training of Wasserstein GANs", equation 3.
///
/// - Parameters:
///   - rows: Where the gradients are taken.
///   - length: How long they are to be.
///   - logits: Computes f.
func gradientPenalty(at rows: Tensor, length: Float, of logits: (Tensor) -> Tensor) -> Tensor {
  let rows = rows.variable
  let slopes = gradient(of: logits(rows).sum(), at: [rows], createGraph: true)[0]
  // A root has no slope at zero.
  let lengths = (slopes.squared().sum(along: [1]) + 1e-12).squareRoot()
  return (lengths - length).squared().mean()
}
