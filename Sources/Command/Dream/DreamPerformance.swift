import Agents
import Environments
import Raster
import Simulation

/// A real episode and dreams of it, side by side: a dream begins anew from the real state every so many steps.
struct DreamPerformance: Spectacle {
  /// The number of steps after which a dream ends.
  static let horizon = 50
  /// The number of steps that the strips show.
  static let memory = 3 * horizon

  private var real: Performance
  private let dreamt: any Stage
  private let world: DreamWorld
  private let firstSeed: UInt64
  private var episode: UInt64 = 0
  private var random: RandomGenerator
  /// The real states of this episode, from its first on.
  private var observed: [[Float]] = []
  /// The dreams of this episode that the strips still show.
  private var rollouts: [DreamRollout] = []
  private var canPose = false
  /// Room for what is posed.
  private var pose: (state: RowBuffer, action: RowBuffer)

  /// Shows a performance beside the dreams of a world.
  ///
  /// - Parameters:
  ///   - real: The real performance.
  ///   - world: The learned world that dreams.
  ///   - dreamt: The stage on which the dream is drawn.
  ///   - seed: The seed of the first episode, and of chance in the dream.
  init(
    of real: Performance, _ world: DreamWorld, dreamtOn dreamt: any Stage, seed: UInt64
  ) {
    self.real = real
    self.dreamt = dreamt
    self.world = world
    firstSeed = seed
    random = RandomGenerator(seed: seed)
    pose = (real.observation, real.action)
    restart(seed: seed)
  }

  var status: EpisodeStatus { real.status }

  mutating func restart(seed: UInt64?) {
    if seed == nil { episode += 1 }
    // Both stages start alike, so that what a state does not tell, such as the ground, is the same on both.
    let seed = seed ?? firstSeed &+ episode
    real.restart(seed: seed)
    dreamt.reset(seed: seed, into: &pose.state)
    (observed, rollouts) = ([real.observation.array()], [])
    fallAsleep()
  }

  mutating func step() {
    if real.stepCount - rollouts[rollouts.count - 1].start >= Self.horizon { fallAsleep() }
    real.step()
    let state: [Float] = real.observation.array()
    observed.append(state)
    let newest = rollouts.count - 1
    rollouts[newest].step(
      real.action[0], observed: state, reward: real.reward, in: world, using: &random)
    poseDream()
  }

  private mutating func fallAsleep() {
    rollouts.removeAll { $0.start + Self.horizon < real.stepCount - Self.memory }
    rollouts.append(DreamRollout(at: real.observation.array(), start: real.stepCount))
    poseDream()
  }

  private mutating func poseDream() {
    let rollout = rollouts[rollouts.count - 1]
    pose.state.replaceNumbers(with: rollout.state)
    if let action = rollout.action { pose.action.replaceNumbers(with: action) }
    canPose = dreamt.pose(as: pose.state, after: rollout.action == nil ? nil : pose.action)
  }
}

extension DreamPerformance {
  private var scene: DreamScene {
    DreamScene(
      real: real.stage, dreamt: canPose ? dreamt : nil,
      history: DreamHistory(
        observed: observed, rollouts: rollouts, deviations: world.deviations, memory: Self.memory),
      reward: real.stepCount > 0 ? real.reward : nil, horizon: Self.horizon)
  }

  var frameSize: Size { DreamLayout(panel: real.stage.frameSize).frame }
  var overlay: OverlayContent { real.overlay }
  var panelArea: Rectangle? { DreamLayout(panel: real.stage.frameSize).realCaption }

  func draw(on canvas: inout Canvas) { scene.draw(on: &canvas) }
}
