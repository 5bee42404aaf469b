import Simulation
import Training

extension ReplayBuffer {
  /// Takes in one step of every environment; the oldest step is overwritten once the replay is full.
  ///
  /// A row that is acted on but is not what its environment returned last begins a new episode, as after a reset by
  /// the caller: the episode before counts as truncated at what was returned last.
  @inlinable
  public mutating func append(_ transitions: borrowing Transitions) {
    append(
      observations: transitions.observations, masks: transitions.actionMasks, actions: transitions.actions,
      outcome: transitions.outcome)
  }

  /// Takes in one step of every environment from its parts.
  ///
  /// - Parameters:
  ///   - observed: What was acted on, one row per environment.
  ///   - allowed: The masks that it was acted with; `nil` for none.
  ///   - done: What was done, one row per environment.
  ///   - outcome: What came of it.
  @inlinable
  public mutating func append(
    observations observed: RowBuffer, masks allowed: RowBuffer? = nil, actions done: RowBuffer,
    outcome: borrowing StepBatch
  ) {
    let count = environmentCount
    precondition(
      outcome.count == count && observed.count == count && done.count == count
        && observed.fits(observations.layout) && outcome.observations.fits(observations.layout)
        && done.fits(actions.layout),
      "a step of \(count) environments with observations of \(observations.layout) and actions of \(actions.layout) "
        + "does not have \(outcome.count) outcomes of \(outcome.observations.layout), \(observed.count) observations of "
        + "\(observed.layout) and \(done.count) actions of \(done.layout)")
    let first = ring.endRow
    begin(observed, at: first)
    // The masks of the caller count, also where a step ago others were stored.
    if let allowed { masks?.put(0..<count, of: allowed, at: first) }
    actions.put(0..<count, of: done, at: first)
    for environment in 0..<count { record(outcome, of: environment, at: first + environment) }
    ring.advance()
    observations.put(0..<count, of: outcome.observations, at: ring.endRow)
    if let next = outcome.actionMasks { masks?.put(0..<count, of: next, at: ring.endRow) }
    makeNewestLikely(from: first)
  }

  /// Ends all episodes before a reset of the environments, whether or not they have ended by then.
  ///
  /// Episodes that had not are kept as truncated. Appending notices by itself that what it is given does not go on
  /// from before, unless an environment happens to begin with what it showed last.
  public mutating func endEpisodes() {
    guard !isEmpty else { return }
    for environment in 0..<environmentCount where statuses[lastRow + environment] == .running {
      truncate(environment)
    }
  }

  /// The first row of the newest step.
  @inlinable
  var lastRow: Int { ring.row(before: ring.endRow) }

  /// Writes the observations that are acted on, and ends the episodes that they do not continue.
  @inlinable
  mutating func begin(_ observed: RowBuffer, at first: Int) {
    let rows = 0..<environmentCount
    if !isEmpty {
      if observations.matches(observed, rows, at: first) { return }
      for environment in rows where statuses[lastRow + environment] == .running {
        if !observations.matches(observed, environment..<environment + 1, at: first + environment) {
          truncate(environment)
        }
      }
    }
    observations.put(rows, of: observed, at: first)
  }

  /// Makes the newest transition of an environment the last of its episode.
  @inlinable
  mutating func truncate(_ environment: Int) {
    statuses[lastRow + environment] = .truncated
    finalPlaces[lastRow + environment] = storeFinal(observations, masks, ring.endRow + environment)
  }

  /// Writes the reward and the status of a row, and the final observation where an episode ended.
  @inlinable
  mutating func record(_ outcome: borrowing StepBatch, of environment: Int, at row: Int) {
    let (reward, status) = (rewardScaling(outcome.rewards[environment]), outcome.statuses[environment])
    if row == rewards.count {
      rewards.append(reward)
      statuses.append(status)
      finalPlaces.append(0)
    } else {
      if statuses[row].isFinished { freeFinalPlaces.append(finalPlaces[row]) }
      rewards[row] = reward
      statuses[row] = status
    }
    if status.isFinished {
      finalPlaces[row] = storeFinal(outcome.finalObservations, outcome.finalActionMasks, environment)
    }
  }

  /// Keeps a final observation and returns its place.
  @inlinable
  mutating func storeFinal(_ rows: RowBuffer, _ masks: RowBuffer?, _ row: Int) -> UInt32 {
    let place = freeFinalPlaces.popLast().map(Int.init) ?? finalObservations.count
    if place >= finalObservations.capacity {
      // Rows that grow by themselves might take twice the memory of all.
      finalObservations.reserveCapacity(min(2 * place + 1, ring.rowCount))
    }
    finalObservations.put(row..<row + 1, of: rows, at: place)
    if let masks { finalMasks?.put(row..<row + 1, of: masks, at: place) }
    return UInt32(place)
  }

  /// Gives the newest transitions the largest priority, and none to those that they push out.
  @inlinable
  mutating func makeNewestLikely(from first: Int) {
    let (count, priority) = (environmentCount, maximumPriority)
    priorities?.fill(first..<(first + count), with: priority)
    guard ring.end > capacity else { return }
    let oldest = ring.row(of: ring.stored.lowerBound - count)
    priorities?.fill(oldest..<(oldest + count), with: 0)
  }
}
