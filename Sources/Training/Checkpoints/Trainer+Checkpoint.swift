import Simulation

extension Trainer {
  /// Writes the policy and everything that going on needs.
  mutating func save() throws {
    guard let folder else { return }
    try folder.write(policy: loop.learner.greedyPolicy, as: .latest, steps: steps)
    try history?.write(evaluations, metrics)
    try folder.writeCheckpoint(of: self, steps: steps)
  }

  /// Goes on where the folder's checkpoint left off.
  ///
  /// By the plan of the run that was stopped, all goes on as if it had not stopped. By another plan it cannot: the
  /// schedules follow `steps / plan.steps`, so that with more steps they go back to what they were at that share of the
  /// new number.
  public mutating func resume() throws {
    guard let folder else { return }
    try folder.readCheckpoint(of: &self)
    takeUpEpisodes()
  }

  /// Brings environments and agent to where they were, or begins new episodes on streams that were not used before.
  private mutating func takeUpEpisodes() {
    guard let environments = loop.episodes?.environments, let stored = storedEpisodes else { return }
    storedEpisodes = nil
    // The measurements of a resumed run are those after its last step.
    let before = max(0, steps - environments.count)
    loop.learner.advance(to: Double(before) / Double(plan.steps))
    do throws(EpisodesLost) {
      try loop.episodes?.play(try stored.get())
    } catch {
      lostEpisodes = error
      loop.learner.discardEpisodes()
      let seed = loop.generator.next()
      loop.episodes?.begin(seed: seed)
    }
  }
}

extension Trainer: Checkpointable {
  /// Exchanges the state of the loop, the learner, the history and the running episodes, each in a scope of its own.
  ///
  /// The environments are no values: ``resume()`` plays their episodes again.
  public mutating func exchange(with scope: inout CheckpointScope) throws {
    // In version 1, all names were in one scope.
    try scope.version(2)
    try exchangeState(with: &scope)
    var past = StoredHistory(evaluations: evaluations, metrics: metrics)
    try scope.exchange("past", &past)
    if scope.isReading { (evaluations, metrics) = (past.evaluations, past.metrics) }
    try scope.exchange("learner", &loop.learner)
    if scope.isReading {
      storedEpisodes = loop.episodes.map { readEpisodes(of: $0.environments, from: &scope) }
    } else if var stored = loop.episodes?.stored() {
      try scope.exchange("episodes", &stored)
    }
  }

  private mutating func exchangeState(with scope: inout CheckpointScope) throws {
    var state = TrainerState(
      steps: steps, seconds: seconds, generator: generator, recentEpisodes: recentEpisodes)
    try scope.exchange("trainer", json: &state)
    guard scope.isReading else { return }
    guard state.isUsable else { throw CheckpointError("Its metadata has no usable 'trainer'.") }
    (loop.steps, loop.generator, loop.recentEpisodes) = (state.steps, state.generator, state.recentEpisodes)
    secondsBefore = state.seconds
  }

  /// Reads the running episodes; damaged ones are lost, and the run is not.
  private func readEpisodes(
    of environments: VectorTask, from scope: inout CheckpointScope
  ) -> Result<StoredEpisodes, EpisodesLost> {
    scope.skip("episodes")
    guard environments.streams != nil else { return .failure(.unknownStreams) }
    guard scope.holds("episodes/starts") else { return .failure(.notStored) }
    var stored = StoredEpisodes(of: environments)
    do {
      try scope.exchange("episodes", &stored)
    } catch {
      return .failure(.damaged("\(error)"))
    }
    guard stored.fit(environments) else {
      return .failure(.damaged("what it holds of them does not fit the environments"))
    }
    return .success(stored)
  }
}

/// The part of a checkpoint that is neither the agent's nor an array.
struct TrainerState: Codable {
  let steps: Int
  let seconds: Double
  let generator: RandomGenerator
  let recentEpisodes: RecentEpisodes

  /// True if a training loop can go on from it; the file it comes from may hold anything.
  var isUsable: Bool {
    (0...1 << 53).contains(steps) && (0...1e12).contains(seconds) && recentEpisodes.isConsistent
  }
}
