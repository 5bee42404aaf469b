import Files
import NeuralNet
import Training

extension AdaptivePolicy: Checkpointable {
  /// Exchanges the running trials, and those that are over and not learned from.
  mutating public func exchange(with scope: inout CheckpointScope) throws {
    var running = trials.count
    try scope.exchange("rows", count: &running, in: 0...1 << 16)
    if scope.isReading { begin(rows: running) }
    for row in trials.indices { try scope.exchange("row\(row)", &trials[row]) }
    var finished = finishedTrials.map(FinishedTrial.init)
    try scope.exchange("finished", &finished, of: FinishedTrial())
    finishedTrials = finished.map(\.phases)
    let isFitting = trials.allSatisfy { ($0.phases + [$0.current]).allSatisfy(fits) }
    guard isFitting, finishedTrials.allSatisfy({ $0.allSatisfy(fits) }) else {
      throw CheckpointError("Its '\(scope.path("row0"))' and others hold no whole steps of trials.")
    }
  }

  /// Returns true if there is as much of everything as there are steps; a file may hold anything.
  private func fits(_ experience: Experience) -> Bool {
    let count = experience.count
    let ends = experience.ends
    return experience.inputs.count == count * encoder.featureCount
      && experience.targets.count == count * head.actionSize && head.areTargets(experience.targets)
      && [0, count].contains(experience.logLikelihoods.count) && [0, count].contains(experience.advantages.count)
      && zip([0] + ends, ends).allSatisfy { $0 < $1 } && ends.last ?? 0 <= count
  }
}

/// The experience of a trial that is over.
private struct FinishedTrial: Checkpointable {
  var phases: [Experience] = []

  mutating func exchange(with scope: inout CheckpointScope) throws {
    try scope.exchange("phases", &phases, of: Experience())
  }
}

extension AdaptivePolicy.RunningTrial: Checkpointable {
  /// Exchanges the adapted parameters and the experience so far.
  mutating func exchange(with scope: inout CheckpointScope) throws {
    try scope.exchange("steps", count: &stepCount)
    try scope.exchange("parameters", &parameters)
    try scope.exchange("phases", &phases, of: Experience())
    try scope.exchange("current", &current)
  }
}

extension Experience: Checkpointable {
  /// Exchanges all numbers, as many as there are.
  mutating func exchange(with scope: inout CheckpointScope) throws {
    try scope.exchange("rewards", growing: &rewards)
    try scope.exchange("inputs", growing: &inputs)
    try scope.exchange("targets", growing: &targets)
    try scope.exchange("ends", growing: &ends)
    try scope.exchange("log_likelihoods", growing: &logLikelihoods)
    try scope.exchange("advantages", growing: &advantages)
  }
}

extension CheckpointScope {
  /// Exchanges parts one after the other, as many as there are.
  fileprivate mutating func exchange<Part: Checkpointable>(
    _ name: String, _ parts: inout [Part], of empty: Part
  ) throws {
    var count = parts.count
    try exchange(name + "_count", count: &count, in: 0...1 << 16)
    if isReading { parts = Array(repeating: empty, count: count) }
    for index in parts.indices { try exchange("\(name)\(index)", &parts[index]) }
  }
}
