/// A walk in three phases: one leg swings forwards over the other, is put down, and the other one pushes off.
///
/// The controller knows which phase it is in and which leg swings; everything else it takes from the observation. Each
/// phase sets targets for some joints, which springs with dampers pull them to, and the hips keep the hull upright.
public struct BipedalWalkerGait: Sendable, Equatable {
  /// The numbers that make a gait; angles and speeds are in the scales of the observation.
  public struct Parameters: Sendable, Equatable, Codable {
    /// The forward speed above which the supporting leg stretches twice as fast.
    public var speedLimit: Float = 0.29
    /// The forward speed that ends a push.
    public var pushSpeedLimit: Float = 1.2 * 0.29
    /// The supporting knee's angle when stretched.
    public var supportKnee: Float = 0.1
    /// The stretch of the supporting knee in a step.
    public var stretchRate: Float = 0.03
    /// The hip's angle that the swinging leg is lifted to.
    public var swingHip: Float = 1.1
    /// The swinging knee's angle when bent.
    public var swingKnee: Float = -0.6
    /// The supporting hip's angle below which the swinging leg is put down.
    public var landingThreshold: Float = 0.1
    /// The hip's angle of the leg that is put down.
    public var landingHip: Float = 0.1
    /// The angle that the pushing knee stretches towards.
    public var pushKnee: Float = 1
    /// The pushing knee's angle that ends a push.
    public var pushKneeLimit: Float = 0.88
    /// The spring of a hip.
    public var hipStiffness: Float = 0.9
    /// The damper of a hip.
    public var hipDamping: Float = 0.25
    /// The spring of a knee.
    public var kneeStiffness: Float = 4
    /// The damper of a knee.
    public var kneeDamping: Float = 0.25
    /// The spring by which both hips turn against a lean of the hull.
    public var balanceStiffness: Float = 0.9
    /// The damper by which both hips turn against the hull's turning.
    public var balanceDamping: Float = 1.5
    /// The damper by which both knees yield to rising and falling.
    public var bounceDamping: Float = 15
    /// The scale of all motors.
    public var strength: Float = 0.5

    /// The controller of Gymnasium's demonstration.
    public init() {}
  }

  /// The memory of a gait from step to step.
  struct Memory: Sendable {
    enum Phase {
      case swing, landing, push
    }

    /// True while the robot still has to settle: it starts with its legs in the ground, which throws them up.
    var isSettling = true
    var phase = Phase.swing
    /// The swinging leg: 0 left, 1 right.
    var swinging = 0
    /// The supporting knee's target angle by now.
    var supportingKnee: Float
  }

  /// The numbers of this gait.
  public var parameters: Parameters

  /// The controller of Gymnasium's demonstration, which often falls.
  public static let gymnasium = BipedalWalkerGait()

  /// Makes a gait.
  public init(_ parameters: Parameters = Parameters()) { self.parameters = parameters }

  var initialMemory: Memory { Memory(supportingKnee: parameters.supportKnee) }

  /// Writes the action for an observation; the first one of an episode does nothing.
  func act(_ memory: inout Memory, on observation: Span<Float>, into action: inout MutableSpan<Float>) {
    if memory.isSettling {
      memory.isSettling = false
      for joint in 0..<4 { action[joint] = 0 }
      return
    }
    let legs: [2 of Leg] = [Leg(observation, from: 4), Leg(observation, from: 9)]
    var targets = [2 of Target](repeating: Target())
    if memory.phase == .swing { swing(&memory, legs, &targets, speed: observation[2]) }
    if memory.phase == .landing { land(&memory, legs, &targets) }
    if memory.phase == .push { push(&memory, legs, &targets, speed: observation[2]) }
    for leg in 0..<2 {
      let (hip, knee) = torques(legs[leg], targets[leg], observation)
      action[2 * leg] = min(max(parameters.strength * hip, -1), 1)
      action[2 * leg + 1] = min(max(parameters.strength * knee, -1), 1)
    }
  }
}

extension BipedalWalkerGait {
  /// The observation of a leg.
  private struct Leg {
    let hip, hipSpeed, knee, kneeSpeed: Float
    let touchesGround: Bool

    init(_ observation: Span<Float>, from start: Int) {
      hip = observation[start]
      hipSpeed = observation[start + 1]
      knee = observation[start + 2]
      kneeSpeed = observation[start + 3]
      touchesGround = observation[start + 4] > 0
    }
  }

  /// The target angles of a leg's joints; `nil` for a joint that nothing pulls.
  private struct Target {
    var hip: Float?
    var knee: Float?
  }

  /// One leg comes forwards while the other one stretches and carries the hull over itself.
  private func swing(_ memory: inout Memory, _ legs: [2 of Leg], _ targets: inout [2 of Target], speed: Float) {
    let (swinging, supporting) = (memory.swinging, 1 - memory.swinging)
    targets[swinging] = Target(hip: parameters.swingHip, knee: parameters.swingKnee)
    let stretch = speed > parameters.speedLimit ? 2 * parameters.stretchRate : parameters.stretchRate
    memory.supportingKnee = min(memory.supportingKnee + stretch, parameters.supportKnee)
    targets[supporting].knee = memory.supportingKnee
    if legs[supporting].hip < parameters.landingThreshold { memory.phase = .landing }
  }

  /// The leg in front comes down until it stands, and takes the load as bent as it then is.
  private func land(_ memory: inout Memory, _ legs: [2 of Leg], _ targets: inout [2 of Target]) {
    let (swinging, supporting) = (memory.swinging, 1 - memory.swinging)
    targets[swinging] = Target(hip: parameters.landingHip, knee: parameters.supportKnee)
    targets[supporting].knee = memory.supportingKnee
    guard legs[swinging].touchesGround else { return }
    memory.phase = .push
    memory.supportingKnee = min(legs[swinging].knee, parameters.supportKnee)
  }

  /// The leg behind stretches and drives the hull forwards; then the legs change their parts.
  private func push(_ memory: inout Memory, _ legs: [2 of Leg], _ targets: inout [2 of Target], speed: Float) {
    let (swinging, supporting) = (memory.swinging, 1 - memory.swinging)
    targets[swinging].knee = memory.supportingKnee
    targets[supporting].knee = parameters.pushKnee
    guard legs[supporting].knee > parameters.pushKneeLimit || speed > parameters.pushSpeedLimit else { return }
    memory.phase = .swing
    memory.swinging = supporting
  }

  private func torques(_ leg: Leg, _ target: Target, _ observation: Span<Float>) -> (hip: Float, knee: Float) {
    var hip = parameters.balanceStiffness * observation[0] + parameters.balanceDamping * observation[1]
    if let angle = target.hip {
      hip += parameters.hipStiffness * (angle - leg.hip) - parameters.hipDamping * leg.hipSpeed
    }
    var knee = -parameters.bounceDamping * observation[3]
    if let angle = target.knee {
      knee += parameters.kneeStiffness * (angle - leg.knee) - parameters.kneeDamping * leg.kneeSpeed
    }
    return (hip, knee)
  }
}
