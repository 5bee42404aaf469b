/// The environments of a batch in one block of memory, and the loop that steps them.
///
/// All unsafe code of the vector environments is in this file. The block is owned here and freed with it, which
/// lets the environments be noncopyable; rows are handed to them as spans.
@usableFromInline
struct EnvironmentRows<Element: Environment & ~Copyable>: ~Copyable {
  @usableFromInline typealias Observation = Element.ObservationSpace.Scalar
  @usableFromInline typealias Action = Element.ActionSpace.Scalar

  @usableFromInline let environments: UnsafeMutableBufferPointer<Element>
  @usableFromInline let observationSize: Int
  @usableFromInline let actionSize: Int

  @inlinable
  init(count: Int, _ makeEnvironment: (Int) throws -> Element) rethrows {
    precondition(count > 0, "a vector environment needs at least one environment, not \(count)")
    environments = .allocate(capacity: count)
    var made = 0
    do {
      while made < count {
        (environments.baseAddress.unsafelyUnwrapped + made).initialize(to: try makeEnvironment(made))
        made += 1
      }
    } catch {
      environments.extracting(0..<made).deinitialize()
      environments.deallocate()
      throw error
    }
    observationSize = environments[0].observationSpace.scalarCount
    actionSize = environments[0].actionSpace.scalarCount
    for row in 0..<count { checkSpaces(ofRow: row) }
  }

  deinit {
    environments.deinitialize()
    environments.deallocate()
  }

  @inlinable var count: Int { environments.count }

  @usableFromInline
  func checkSpaces(ofRow row: Int) {
    precondition(
      environments[row].observationSpace == environments[0].observationSpace
        && environments[row].actionSpace == environments[0].actionSpace,
      "environment \(row) has other spaces than environment 0, so they do not fit one batch")
  }

  @inlinable
  func withEnvironment<Result>(_ row: Int, _ body: (inout Element) throws -> Result) rethrows -> Result {
    precondition((0..<count).contains(row), "there is no environment \(row) among \(count)")
    return try body(&environments[row])
  }

  @inlinable
  func check(_ batch: borrowing StepBatch<Observation>, actionCount: Int) {
    precondition(
      batch.count == count && batch.observationSize == observationSize,
      "a batch of \(batch.count) rows of \(batch.observationSize) does not fit \(count) of \(observationSize)")
    precondition(
      batch.observations.count == count * observationSize
        && batch.finalObservations.count == batch.observations.count
        && batch.rewards.count == count && batch.statuses.count == count,
      "the arrays of a batch must keep the sizes they were made with")
    precondition(
      actionCount == count * actionSize,
      "\(count) environments with \(actionSize) numbers an action need \(count * actionSize), not \(actionCount)")
  }

  @inlinable
  func reset(seed: UInt64?, into batch: inout StepBatch<Observation>) {
    check(batch, actionCount: count * actionSize)
    for row in 0..<count {
      batch.rewards[row] = 0
      batch.statuses[row] = .running
    }
    batch.observations.withUnsafeMutableBufferPointer { observations in
      for row in 0..<count {
        var observation = MutableSpan(
          _unsafeElements: observations.extracting(row * observationSize..<(row + 1) * observationSize))
        environments[row].reset(seed: seed.map { $0 &+ UInt64(row) }, into: &observation)
      }
    }
  }

  /// Calls `body` with the addresses that ``step(_:_:)`` needs.
  @inlinable
  func withAddresses(
    _ actions: Span<Action>, _ batch: inout StepBatch<Observation>,
    _ body: (Addresses) -> Void
  ) {
    check(batch, actionCount: actions.count)
    actions.withUnsafeBufferPointer { actions in
      batch.observations.withUnsafeMutableBufferPointer { observations in
        batch.finalObservations.withUnsafeMutableBufferPointer { finalObservations in
          batch.rewards.withUnsafeMutableBufferPointer { rewards in
            batch.statuses.withUnsafeMutableBufferPointer { statuses in
              body(
                Addresses(
                  environments: environments.baseAddress.unsafelyUnwrapped,
                  actions: actions.baseAddress.unsafelyUnwrapped,
                  observations: observations.baseAddress.unsafelyUnwrapped,
                  finalObservations: finalObservations.baseAddress.unsafelyUnwrapped,
                  rewards: rewards.baseAddress.unsafelyUnwrapped,
                  statuses: statuses.baseAddress.unsafelyUnwrapped,
                  observationSize: observationSize, actionSize: actionSize))
            }
          }
        }
      }
    }
  }

  /// Where the rows of a batch begin; sizes were checked when it was made.
  @usableFromInline
  struct Addresses {
    @usableFromInline let environments: UnsafeMutablePointer<Element>
    @usableFromInline let actions: UnsafePointer<Action>
    @usableFromInline let observations: UnsafeMutablePointer<Observation>
    @usableFromInline let finalObservations: UnsafeMutablePointer<Observation>
    @usableFromInline let rewards: UnsafeMutablePointer<Double>
    @usableFromInline let statuses: UnsafeMutablePointer<EpisodeStatus>
    @usableFromInline let observationSize: Int
    @usableFromInline let actionSize: Int

    @inlinable
    init(
      environments: UnsafeMutablePointer<Element>, actions: UnsafePointer<Action>,
      observations: UnsafeMutablePointer<Observation>, finalObservations: UnsafeMutablePointer<Observation>,
      rewards: UnsafeMutablePointer<Double>, statuses: UnsafeMutablePointer<EpisodeStatus>,
      observationSize: Int, actionSize: Int
    ) {
      self.environments = environments
      self.actions = actions
      self.observations = observations
      self.finalObservations = finalObservations
      self.rewards = rewards
      self.statuses = statuses
      self.observationSize = observationSize
      self.actionSize = actionSize
    }

    /// Steps the environments of some rows; rows of different calls may run at the same time.
    @inlinable
    func step(_ rows: Range<Int>) {
      for row in rows {
        let start = observations + row * observationSize
        let action = Span(_unsafeStart: actions + row * actionSize, count: actionSize)
        var observation = MutableSpan(_unsafeStart: start, count: observationSize)
        let result = environments[row].step(action, into: &observation)
        rewards[row] = result.reward
        statuses[row] = result.status
        if result.status.isFinished {
          (finalObservations + row * observationSize).update(from: start, count: observationSize)
          environments[row].reset(seed: nil, into: &observation)
        }
      }
    }
  }
}
