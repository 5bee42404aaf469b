/// Generalized advantage estimation over a rollout: Schulman and others (2016), equation 16.
///
/// Â(t) = δ(t) + γλ Â(t + 1) with δ(t) = r(t) + γ V(s(t + 1)) − V(s(t)). At the end of an episode the sum is cut; the value
/// of what would follow is nought after a termination, and V of the final observation at a truncation.
struct Advantages {
  /// Â of each step.
  private(set) var values: [Float]
  /// The targets of the value estimate, Â + V: the λ-returns.
  private(set) var returns: [Float]

  /// Estimates the advantages of a rollout's steps.
  ///
  /// - Parameters:
  ///   - rewards: The rewards, the environments of each step one after the other.
  ///   - values: V of every step's observation.
  ///   - endings: For each step that ended an episode, V of the final observation: 0 after a termination. `nil` for others.
  ///   - last: V of each environment's observation behind the last step.
  ///   - discount: γ.
  ///   - decay: λ.
  init(
    rewards: [Float], values: [Float], endings: [Float?], last: [Float], discount: Float, decay: Float
  ) {
    let environments = last.count
    precondition(
      rewards.count == values.count && endings.count == values.count && values.count % environments == 0,
      "\(rewards.count) rewards, \(values.count) values and \(endings.count) endings are no steps of \(environments)"
    )
    self.values = values
    returns = values
    for environment in 0..<environments {
      var (advantage, next) = (Float(0), last[environment])
      for step in stride(from: values.count - environments + environment, through: 0, by: -environments) {
        let ending = endings[step]
        let error = rewards[step] + discount * (ending ?? next) - values[step]
        advantage = error + (ending == nil ? discount * decay * advantage : 0)
        next = values[step]
        self.values[step] = advantage
        returns[step] = advantage + next
      }
    }
  }

  /// The share of the returns' variance that the old values explain; 1 at best.
  var explainedVariance: Double {
    func variance(_ numbers: [Float]) -> Double {
      let mean = numbers.reduce(0) { $0 + Double($1) } / Double(numbers.count)
      return numbers.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / Double(numbers.count)
    }
    let total = variance(returns)
    return total > 0 ? 1 - variance(values) / total : 0
  }
}
