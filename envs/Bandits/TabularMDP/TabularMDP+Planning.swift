extension TabularMDP {
  /// The greatest expected return of an episode for one who knows the world, by backward induction.
  public var optimalReturn: Double {
    var values = [Double](repeating: 0, count: configuration.states)
    for _ in 0..<configuration.horizon {
      values = values.indices.map { state in
        (0..<configuration.actionCount).reduce(-Double.infinity) { best, action in
          max(best, value(of: action, in: state, before: values))
        }
      }
    }
    return values[0]
  }

  private func value(of action: Int, in state: Int, before values: [Double]) -> Double {
    let range = next(of: action, in: state)
    return means[state * configuration.actionCount + action]
      + range.reduce(0) { $0 + probabilities[$1] * values[$1 - range.lowerBound] }
  }
}
