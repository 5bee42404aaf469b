extension VectorTask {
  /// The same environments with their actions counted from 0, if they are one category that starts elsewhere.
  ///
  /// Tables and networks have a row for each action; ``ShiftedPolicy`` leads back.
  public var actingFromZero: VectorTask {
    guard case .discrete(let categories, let start) = specification.actionSpace, start != 0 else { return self }
    var shifted = makeActions()
    return VectorTask(
      specification.changing(actionSpace: .discrete(count: categories, start: 0)), count: count, streams: streams,
      reset: { self.reset(seed: $0, into: &$1) },
      step: { actions, batch in
        for row in 0..<actions.count { shifted[row, as: Int.self] = actions[row, as: Int.self] + start }
        self.step(shifted, into: &batch)
      })
  }
}
