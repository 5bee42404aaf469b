/// A pacer that computes the number of steps due, so that an environment runs at its own pace times a speed.
///
/// Steps are counted from a moment in the past and not from one to the next, so that small delays do not add up. Times
/// are in seconds of any clock that only goes forward.
public struct FramePacer: Sendable {
  /// The environment's own pace, above 0.
  public let framesPerSecond: Double
  /// The limit on the steps that one call gives, however many are due: as many as fit into a fraction of a second.
  public private(set) var mostSteps = 1

  private var speed: Double
  private var origin: Double
  private var stepCount = 0.0
  private var stepCost = 0.0

  /// The longest time for the steps of one tick, in seconds: beyond it, a window seems stuck.
  private static let longestTick = 0.05

  /// A pacer that starts at `now`.
  public init(framesPerSecond: Double, speed: Double = 1, now: Double) {
    precondition(
      framesPerSecond > 0 && framesPerSecond.isFinite,
      "An environment runs at more than 0 frames per second, not \(framesPerSecond)")
    self.framesPerSecond = framesPerSecond
    self.speed = speed
    origin = now
    updateMostSteps()
  }

  /// Restarts the pace at a speed from `now` on; steps that were due before are dropped.
  public mutating func restart(speed: Double, now: Double) {
    self.speed = speed
    origin = now
    stepCount = 0
    updateMostSteps()
  }

  /// Returns the number of steps that are due at `now`, which then count as taken.
  ///
  /// When more are due than can be taken in time, the rest is dropped: after a delay, an environment goes on at its pace
  /// rather than rushing.
  public mutating func takeSteps(now: Double) -> Int {
    // A step counts as due a little early, lest a timer that rings early make us wait for another turn.
    let due = ((now - origin) * rate + 1e-6).rounded(.down) - stepCount
    guard due >= 1 else { return 0 }
    if due > Double(mostSteps) {
      origin = now
      stepCount = 0
      return mostSteps
    }
    stepCount += due
    return Int(due)
  }

  /// Returns the time until the next step is due, in seconds; 0 or less when it is due already.
  public func timeToNextStep(now: Double) -> Double {
    origin + (stepCount + 1) / rate - now
  }

  /// Records the time that steps took, so that a tick with many of them does not block the window.
  public mutating func record(stepCount: Int, seconds: Double) {
    guard stepCount > 0 else { return }
    let cost = seconds / Double(stepCount)
    stepCost = stepCost == 0 ? cost : 0.8 * stepCost + 0.2 * cost
    updateMostSteps()
  }

  private var rate: Double { framesPerSecond * speed }

  private mutating func updateMostSteps() {
    let onTime = max(1, (rate * FramePacer.longestTick).rounded(.up))
    let affordable = stepCost > 0 ? max(1, FramePacer.longestTick / stepCost) : onTime
    mostSteps = Int(min(onTime, affordable, 1e6))
  }
}
