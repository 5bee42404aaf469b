extension ErasedVectorEnvironment where Action == Int {
  /// The same environments with their actions counted from 0, if they are one category that starts elsewhere.
  ///
  /// Tables and networks have a row for each action; ``ShiftedPolicy`` leads back.
  public var actingFromZero: ErasedVectorEnvironment<Observation, Int> {
    guard let actions = actionSpace as? Discrete, actions.start != 0 else { return self }
    let (environments, start) = (self, actions.start)
    var shifted = makeActions()
    return ErasedVectorEnvironment(
      count: count, observationSpace: observationSpace, actionSpace: Discrete(actions.count),
      reset: { environments.reset(seed: $0, into: &$1) },
      step: { actions, batch in
        for index in actions.indices { shifted[index] = actions[index] + start }
        environments.step(shifted, into: &batch)
      },
      starts: { environments.episodeStarts },
      begin: { environments.beginEpisode(inRow: $0, from: $1, into: &$2) })
  }
}
