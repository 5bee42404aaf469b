import NeuralNet
import Synchronization

/// An objective that is worked out in shards: parts of a batch, whose losses and gradients are added in a fixed order.
///
/// So the sum does not depend on how many threads work. The loss of a shard is its part of the whole batch's: rows weighed
/// by one over the number of rows of the batch, say.
final class ShardedObjective: Sendable {
  /// A loss of a shard, and further numbers that are added as the losses are.
  typealias Function = @Sendable (_ weights: Weights, _ inputs: [Tensor]) -> (loss: Tensor, auxiliary: [Tensor])

  /// The sum over all shards.
  struct Result {
    let loss: Float
    let auxiliary: [Float]
    let gradients: Gradients
  }

  private let shards: [Shard]
  private let team: WorkTeam

  private final class Shard: Sendable {
    let objective: Mutex<Objective>

    init(_ loss: @escaping Function) { objective = Mutex(Objective(reporting: loss)) }

    func result(at parameters: Parameters, _ inputs: [Tensor]) -> Result {
      objective.withLock { objective in
        let (loss, gradients) = objective.valueAndGradient(at: parameters, inputs)
        return Result(loss: loss, auxiliary: objective.auxiliary.map(\.item), gradients: gradients)
      }
    }
  }

  /// Makes an objective of so many shards.
  init(shards count: Int, by team: WorkTeam, _ loss: @escaping Function) {
    precondition(count > 0, "a batch has no \(count) shards")
    shards = (0..<count).map { _ in Shard(loss) }
    self.team = team
  }

  /// The number of shards.
  var count: Int { shards.count }

  /// Computes the loss and its gradients at some parameters.
  ///
  /// - Parameters:
  ///   - parameters: The parameters.
  ///   - inputs: Makes the inputs of a shard, by its number; the shapes of all shards are the same.
  func valueAndGradient(at parameters: Parameters, _ inputs: @escaping @Sendable (Int) -> [Tensor]) -> Result {
    let results = team.map(shards.count) { [shards] shard in
      shards[shard].result(at: parameters, inputs(shard))
    }
    var auxiliary = results[0].auxiliary
    for result in results.dropFirst() {
      for index in auxiliary.indices { auxiliary[index] += result.auxiliary[index] }
    }
    return Result(
      loss: results.reduce(0) { $0 + $1.loss }, auxiliary: auxiliary,
      gradients: .sum(results.map(\.gradients)))
  }
}
