import Environments
import Raster
import Simulation
import Testing

/// A task in the middle of an episode, for tests of its drawing.
struct DrawingSubject: Sendable, CustomTestStringConvertible {
  let name: String
  /// Draws so many pixels to a logical unit; `nil` gives a picture of about 25,000 pixels.
  let draw: @Sendable (_ zoom: Double?, _ fonts: FontSet?) -> Canvas
  /// Whether an episode goes on after a drawing as it goes on without one, and so does the one after it.
  let goesOnAlike: @Sendable () -> Bool

  var testDescription: String { name }

  init<E: RandomizedEnvironment & Drawable & ~Copyable>(
    _ name: String, seed: UInt64 = 1, actions: [[E.ActionSpace.Scalar]],
    _ make: @escaping @Sendable () -> E
  ) where E.ActionSpace.Scalar: Sendable, E.ObservationSpace.Scalar: Equatable {
    @Sendable func reached() -> E {
      var environment = make()
      let _: [E.ObservationSpace.Scalar] = environment.reset(seed: seed)
      for action in actions { let _: Step<[E.ObservationSpace.Scalar]> = environment.step(action) }
      return environment
    }
    @Sendable func continuation(of environment: consuming E) -> [[E.ObservationSpace.Scalar]] {
      let first: [E.ObservationSpace.Scalar] = environment.reset()
      let steps = actions.prefix(3).map { (environment.step($0) as Step<[E.ObservationSpace.Scalar]>).observation }
      return [first] + steps
    }
    self.name = name
    draw = { zoom, fonts in
      let environment = reached()
      let frame = environment.frameSize
      return render(environment, zoom: zoom ?? (25_000 / (frame.width * frame.height)).squareRoot(), fonts: fonts)
    }
    goesOnAlike = {
      let drawn = reached()
      _ = render(drawn)
      return continuation(of: drawn) == continuation(of: reached())
    }
  }

  init<E: RandomizedEnvironment & Drawable & ~Copyable>(
    _ name: String, seed: UInt64 = 1, actions: [E.ActionSpace.Scalar], _ make: @escaping @Sendable () -> E
  ) where E.ActionSpace.Scalar: Sendable, E.ObservationSpace.Scalar: Equatable {
    self.init(name, seed: seed, actions: actions.map { [$0] }, make)
  }
}

extension DrawingSubject {
  /// Every task, and the pictures that differ with its configuration or its end.
  static let all: [DrawingSubject] = classicControl + toyText + box2D + races + drawn + arcade + rooms + boards

  private static let classicControl: [DrawingSubject] = [
    DrawingSubject("CartPole", actions: [1, 1, 0, 1, 1, 0, 1, 1]) { CartPole() },
    DrawingSubject("CartPole-long", actions: [0, 0, 0, 1, 0, 0, 0]) {
      var configuration = CartPole.Configuration()
      (configuration.halfPoleLength, configuration.cartMass, configuration.poleMass) = (0.9, 3, 0.5)
      return CartPole(configuration)
    },
    DrawingSubject("MountainCar", actions: rocking(0, 2)) { MountainCar() },
    DrawingSubject("MountainCarContinuous", actions: rocking(-1, 1).dropLast(32)) {
      MountainCarContinuous()
    },
    DrawingSubject("Pendulum", actions: Array(repeating: Float(1.6), count: 19)) { Pendulum() },
    DrawingSubject("Acrobot", actions: (0..<31).map { $0 % 14 < 7 ? 2 : 0 }) { Acrobot() },
  ]

  private static let toyText: [DrawingSubject] = [
    DrawingSubject("FrozenLake", actions: [1, 1, 2]) { lake(.fourByFour) },
    DrawingSubject("FrozenLake-hole", actions: [1, 2]) { lake(.fourByFour) },
    DrawingSubject("FrozenLake-goal", actions: [1, 1, 2, 1, 2, 2]) { lake(.fourByFour) },
    DrawingSubject("FrozenLake8x8", actions: [1, 1, 2, 2, 3]) { lake(.eightByEight) },
    DrawingSubject("CliffWalking", actions: [0, 1, 1, 1, 1]) { CliffWalking() },
    DrawingSubject("CliffWalkingSlippery", actions: [0, 0]) { CliffWalking(.init(isSlippery: true)) },
    DrawingSubject("Taxi", actions: [1, 1]) { Taxi() },
    DrawingSubject("Taxi-carrying", actions: [2, 0, 0, 4, 1]) { Taxi() },
    DrawingSubject("Blackjack", actions: [Int]()) { Blackjack() },
    DrawingSubject("Blackjack-over", seed: 3, actions: [0]) { Blackjack() },
  ]

  private static let box2D: [DrawingSubject] = [
    DrawingSubject("LunarLander", actions: (0..<70).map { [0, 2, 2, 0, 1, 2, 3][$0 % 7] }) { LunarLander() },
    DrawingSubject("LunarLander-windy", actions: (0..<40).map { [Float($0 % 2), -0.9] as [Float] }) {
      var configuration = LunarLanderConfiguration()
      configuration.enableWind = true
      return LunarLanderContinuous(configuration)
    },
    DrawingSubject("LunarLander-crashed", actions: Array(repeating: 0, count: 81)) { LunarLander() },
    DrawingSubject("BipedalWalker", actions: striding(26)) { BipedalWalker() },
    DrawingSubject("BipedalWalkerHardcore", seed: 5, actions: striding(9)) {
      BipedalWalker(.init(hardcore: true))
    },
    DrawingSubject("CartPoleBox2D", actions: [0, 1, 1, 1, 0, 1, 1, 1]) { CartPoleBox2D() },
    DrawingSubject("CartPoleBox2D-swingUp", actions: (0..<46).map { $0 % 46 < 22 ? Float(0.9) : -0.8 }) {
      var configuration = CartPoleBox2DConfiguration()
      configuration.swingUp = true
      return CartPoleBox2DContinuous(configuration)
    },
    DrawingSubject("CartPoleBox2D-stop", actions: Array(repeating: 0, count: 60)) {
      var configuration = CartPoleBox2DConfiguration()
      (configuration.swingUp, configuration.cartMass) = (true, 2)
      return CartPoleBox2D(configuration)
    },
  ]

  private static let races: [DrawingSubject] = [
    DrawingSubject("CarRacing-start", seed: 3, actions: [[0, 0.5, 0], [0, 0.5, 0]]) {
      CarRacingFeatures<ContinuousDriving>()
    },
    DrawingSubject("CarRacing", seed: 3, actions: drift) { CarRacingFeatures<ContinuousDriving>() },
  ]

  private static let drawn: [DrawingSubject] = [
    DrawingSubject("Bandit", actions: [0, 1, 2, 2, 4, 2]) { Bandit() },
    DrawingSubject("Bandit-over", seed: 2, actions: (0..<30).map { ($0 * 7 + $0 / 4) % 12 }) {
      var configuration = Bandit.Configuration()
      (configuration.arms, configuration.pulls) = (12, 30)
      return Bandit(configuration)
    },
    DrawingSubject("TabularMDP", actions: [0, 1, 2]) { TabularMDP() },
    DrawingSubject("Navigation2D", actions: (0..<9).map { [0.09, $0 % 3 == 0 ? -0.08 : 0.05] as [Float] }) {
      Navigation2D()
    },
    DrawingSubject("Corners2D", actions: (0..<14).map { [$0 < 7 ? -0.17 : 0.14, 0.2] as [Float] }) { Corners2D() },
  ]

  private static let arcade: [DrawingSubject] = [
    arcade(
      Bricks.self, seed: 1,
      "3110000333331100033301111111110333333333011111111103333333330111111111033333333301111111"
        + "00130110333333333011111111103333333300030111111111033"),
    arcade(
      Treasure.self, seed: 1,
      "000000000002233300000000000000000000000000000000000000000000000000000200000000000000"),
    arcade(
      Crossing.self, seed: 1,
      "22222222222222222222222"),
    arcade(
      Submarine.self, seed: 8,
      "5131355555511334555555533555554434535441544355514155344555515553224111555543555355453454"
        + "54155523"),
    arcade(
      Raiders.self, seed: 1,
      "3535511535155515515533351111311553350011353553355513553055115031"),
  ]

  /// A game of the legacy stream in which no action sticks.
  private static func arcade<Game: DrawnArcadeGame>(_: Game.Type, seed: UInt64, _ actions: String) -> DrawingSubject
  {
    DrawingSubject("\(Game.self)", seed: seed, actions: actions.utf8.map { Int($0) - 48 }) {
      var configuration = ArcadeConfiguration()
      (configuration.mersenneTwister, configuration.stickyActionProbability) = (true, 0)
      return Arcade<Game>(configuration)
    }
  }

  private static let rooms: [DrawingSubject] = [
    DrawingSubject("DoorKey", seed: 2, actions: [0, 2, 3, 1]) { Rooms(.init(.doorKey(size: 8))) },
    DrawingSubject("MultiRoom", seed: 1, actions: [2, 5, 2]) { Rooms(.init(.multiRoom(count: 6, largest: 10))) },
    DrawingSubject("LavaCrossing", actions: [2, 1]) { Rooms(.init(.crossing(size: 9, rivers: 3, isLava: true))) },
    DrawingSubject("KeyCorridor", actions: [0]) { Rooms(.init(.keyCorridor(roomSize: 4, rows: 3))) },
    DrawingSubject("DynamicObstacles", actions: [1, 2]) {
      Rooms(.init(.dynamicObstacles(size: 8, count: 4, startsAnywhere: false)))
    },
  ]

  private static let boards: [DrawingSubject] = [
    DrawingSubject("TicTacToe", actions: [4, 8]) { SingleSeat<TicTacToe>() },
    DrawingSubject("TicTacToe-over", seed: 2, actions: [0, 4, 8]) {
      SingleSeat<TicTacToe>(.init(.init(), seat: .first))
    },
    DrawingSubject("FourInARow", actions: [3, 2, 4]) { SingleSeat<FourInARow>() },
    DrawingSubject("FourInARow-over", seed: 4, actions: [3, 3, 3, 3]) {
      SingleSeat<FourInARow>(.init(.init(), seat: .first))
    },
    DrawingSubject("Reversi", actions: [Int]()) { SingleSeat<Reversi>(.init(.init(), seat: .second)) },
    DrawingSubject("Go", actions: [20, 24, 60, 56, 40, 31, 22, 70]) {
      SingleSeat<Go>(.init(.init(), seat: .first))
    },
  ]

  /// Straight on, then sideways over the grass.
  private static let drift = (0..<100).map { $0 < 70 ? [0, 0.7, 0] : [0.6, 1, $0 > 90 ? 0.4 : 0] as [Float] }

  /// A big step forwards.
  private static func striding(_ count: Int) -> [[Float]] {
    (0..<count).map { $0 < 8 ? [0.8, 0.5, -0.5, 0.6] : [-0.4, 0.8, 0.6, -0.2] }
  }

  /// Full throttle to and fro, which takes a mountain car up the right slope.
  private static func rocking<Action>(_ left: Action, _ right: Action) -> [Action] {
    [Action](repeating: left, count: 24) + [Action](repeating: right, count: 40)
      + [Action](repeating: left, count: 42) + [Action](repeating: right, count: 34)
  }

  private static func lake(_ map: FrozenLakeMap) -> FrozenLake {
    var configuration = FrozenLake.Configuration(map: map)
    configuration.isSlippery = false
    return FrozenLake(configuration)
  }
}
