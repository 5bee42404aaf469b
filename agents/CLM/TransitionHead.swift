import Foundation
import NeuralNet

/// Makes (change of state, reward, end) of a generator's numbers.
///
/// Columns that are flags, the end of the episode among them, are drawn from Bernoulli distributions: the number is a
/// logit, the sample 0 or 1, and the gradient that of the probability (Bengio, Léonard and Courville 2013, the
/// straight-through estimator). All other columns are the numbers themselves.
struct TransitionHead: GeneratorHead, Equatable {
  /// True for each column that is a flag.
  let flags: [Bool]

  var inputSize: Int { flags.count }
  var sampleSize: Int { flags.count }
  var chanceSize: Int { flags.count }

  /// 1 for flags, 0 for numbers.
  var mask: Tensor { Tensor(flags.map { $0 ? 1 : 0 }, shape: [flags.count]) }

  func samples(of numbers: Tensor, chance: Tensor?) -> Tensor {
    guard let chance else { preconditionFailure("flags cannot be drawn without chance") }
    let probabilities = numbers.sigmoid()
    let drawn = Tensor.zip(probabilities.detached, chance) { Self.distribution($1) < $0 ? 1 : 0 }
    return mixed(numbers, probabilities + (drawn - probabilities.detached))
  }

  /// The samples without chance: flags are their probabilities.
  func expectations(of numbers: Tensor) -> Tensor { mixed(numbers, numbers.sigmoid()) }

  private func mixed(_ numbers: Tensor, _ flags: Tensor) -> Tensor {
    let mask = mask
    return numbers + (flags - numbers) * mask
  }

  /// The standard normal distribution function.
  private static func distribution(_ number: Float) -> Float { 0.5 * erfc(-number * Float(0.5).squareRoot()) }
}

extension Tensor {
  /// Returns a function of the numbers of two tensors of one shape, element by element; a constant.
  static func zip(_ first: Tensor, _ second: Tensor, _ body: (Float, Float) -> Float) -> Tensor {
    precondition(first.shape == second.shape, "\(first.shape) and \(second.shape) do not go together")
    return first.withValues { first in
      second.withValues { other in
        Tensor(shape: second.shape) { span in
          for index in span.indices { span[index] = body(first[index], other[index]) }
        }
      }
    }
  }
}
