import NeuralNet

/// A comparison of queries with the support examples of each class, by their features.
protocol Comparison: Sendable {
  /// The parameters of the comparison itself.
  var parameters: [ParameterDescription] { get }

  /// Returns the logits of the classes for each query: tasks × queries × classes.
  ///
  /// - Parameters:
  ///   - queries: The features of queries, tasks × queries × features.
  ///   - support: Those of support examples, tasks × classes × shots × features.
  ///   - weights: The tensors of ``parameters``.
  func logits(of queries: Tensor, beside support: Tensor, _ weights: Weights) -> Tensor

  /// Returns the loss of all queries, given the classes that they are of: tasks × queries.
  func loss(of queries: Tensor, beside support: Tensor, classes: Tensor, _ weights: Weights) -> Tensor
}

extension Comparison {
  /// None.
  var parameters: [ParameterDescription] { [] }

  /// The mean cross-entropy of the classes.
  func loss(of queries: Tensor, beside support: Tensor, classes: Tensor, _ weights: Weights) -> Tensor {
    -logits(of: queries, beside: support, weights).logSoftmax().picking(classes).mean()
  }
}

/// Prototypical networks: the nearer the mean of a class's examples, the likelier the class.
///
/// Snell, Swersky and Zemel (2017), "Prototypical networks for few-shot learning", equation 2, by the squared distance. The square
/// of the query's own length is left away, as it is the same for all classes.
struct Prototypical: Comparison {
  func logits(of queries: Tensor, beside support: Tensor, _ weights: Weights) -> Tensor {
    let prototypes = support.mean(along: [2])
    return queries.affine(prototypes * 2, -prototypes.squared().sum(along: [2]))
  }
}

/// Matching networks: a class is as likely as the attention that its examples attract.
///
/// Vinyals, Blundell, Lillicrap, Kavukcuoglu and Wierstra (2016), "Matching networks for one shot learning", equation 1: a softmax of
/// cosines. Cosines lie between −1 and 1, which leaves every class likely; the temperature that they are divided by is
/// learned.
struct Matching: Comparison {
  /// The context that examples are embedded in; `nil` for none.
  let context: FullContext?

  init(context: FullContext? = nil) { self.context = context }

  var parameters: [ParameterDescription] {
    [ParameterDescription("sharpness", [], .constant(2))] + (context?.parts.parameters ?? [])
  }

  func logits(of queries: Tensor, beside support: Tensor, _ weights: Weights) -> Tensor {
    let (tasks, classes, shots) = (support.shape[0], support.shape[1], support.shape[2])
    var (queries, examples) = (queries, support.reshaped(to: [tasks, classes * shots, support.shape[3]]))
    if let context {
      let own = Weights(Array(weights.all.dropFirst()))
      examples = context.support(examples, own)
      queries = context.queries(queries, beside: examples, own)
    }
    let cosines = Self.unit(queries).product(Self.unit(examples), transposingRight: true)
    let attention = (cosines * weights[0].exponential()).logSoftmax()
    return attention.reshaped(to: [tasks, queries.shape[1], classes, shots]).logSumExp()
  }

  /// Returns features of the length 1.
  private static func unit(_ features: Tensor) -> Tensor {
    features / (features.squared().sum(along: [2], keepingDimensions: true) + 1e-12).squareRoot()
  }
}

/// Siamese networks: two pictures show the same class or not, by the weighted distances of their features.
///
/// Koch, Zemel and Salakhutdinov (2015), "Siamese neural networks for one-shot image recognition": p = σ(Σ α |h − h′| + β). They learn
/// to verify pairs, here all those of a query and a support example; a query is then of the class whose examples are
/// likeliest to show the same.
struct Siamese: Comparison {
  let parameters: [ParameterDescription]

  init(featureCount: Int) {
    parameters = [
      ParameterDescription("distances", [featureCount], .constant(-1 / Float(featureCount).squareRoot())),
      ParameterDescription("bias", [], .constant(1)),
    ]
  }

  func logits(of queries: Tensor, beside support: Tensor, _ weights: Weights) -> Tensor {
    similarities(of: queries, to: support, weights).mean(along: [3])
  }

  /// The mean cross-entropy of pairs; those of one class weigh as much as all the others together.
  func loss(of queries: Tensor, beside support: Tensor, classes: Tensor, _ weights: Weights) -> Tensor {
    let similarities = similarities(of: queries, to: support, weights).mean(along: [3])
    let count = similarities.shape[2]
    let same = -(-similarities).softplus()
    let different = -similarities.softplus()
    let right = same.picking(classes)
    let wrong = different.sum(along: [2]) - different.picking(classes)
    return -(right + wrong / Float(count - 1)).mean() / 2
  }

  /// Returns the logit that a query shows what a support example does: tasks × queries × classes × shots.
  private func similarities(of queries: Tensor, to support: Tensor, _ weights: Weights) -> Tensor {
    let (tasks, classes, shots) = (support.shape[0], support.shape[1], support.shape[2])
    let (rows, size) = (queries.shape[1], queries.shape[2])
    let left = queries.reshaped(to: [tasks, rows, 1, size])
    let right = support.reshaped(to: [tasks, 1, classes * shots, size])
    let distances = (left - right).magnitude() * weights[0]
    return (distances.sum(along: [3]) + weights[1]).reshaped(to: [tasks, rows, classes, shots])
  }
}
