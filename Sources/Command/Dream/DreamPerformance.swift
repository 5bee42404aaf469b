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

  private var real: Performance<Float, Int>
  private let dreamt: any Stage<Float, Int>
  private let world: DreamWorld
  private let firstSeed: UInt64
  private var episode: UInt64 = 0
  private var random: RandomGenerator
  /// The real states of this episode, from its first on.
  private var observed: [[Float]] = []
  /// The dreams of this episode that the strips still show.
  private var rollouts: [DreamRollout] = []
  private var canPose = false

  /// Shows a performance beside the dreams of a world.
  ///
  /// - Parameters:
  ///   - real: The real performance.
  ///   - world: The learned world that dreams.
  ///   - dreamt: The stage on which the dream is drawn.
  ///   - seed: The seed of the first episode, and of chance in the dream.
  init(
    of real: Performance<Float, Int>, _ world: DreamWorld, dreamtOn dreamt: any Stage<Float, Int>, seed: UInt64
  ) {
    self.real = real
    self.dreamt = dreamt
    self.world = world
    firstSeed = seed
    random = RandomGenerator(seed: seed)
    restart(seed: seed)
  }

  var status: EpisodeStatus { real.status }

  mutating func restart(seed: UInt64?) {
    if seed == nil { episode += 1 }
    // Both stages start alike, so that what a state does not tell, such as the ground, is the same on both.
    let seed = seed ?? firstSeed &+ episode
    real.restart(seed: seed)
    _ = dreamt.reset(seed: seed)
    (observed, rollouts) = ([real.observation], [])
    fallAsleep()
  }

  mutating func step() {
    if real.stepCount - rollouts[rollouts.count - 1].start >= Self.horizon { fallAsleep() }
    real.step()
    observed.append(real.observation)
    let newest = rollouts.count - 1
    rollouts[newest].step(
      real.action[0], observed: real.observation, reward: real.reward, in: world, using: &random)
    pose()
  }

  private mutating func fallAsleep() {
    rollouts.removeAll { $0.start + Self.horizon < real.stepCount - Self.memory }
    rollouts.append(DreamRollout(at: real.observation, start: real.stepCount))
    pose()
  }

  private mutating func pose() {
    let rollout = rollouts[rollouts.count - 1]
    canPose = dreamt.pose(as: rollout.state, after: rollout.action)
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
