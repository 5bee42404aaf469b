import Testing

@testable import Environments

/// What keys do, without a keyboard: held keys and presses go in, actions come out.
@Suite("Playing with keys")
struct KeyPlayerTests {
  private static let driving = KeyMap(axes: [
    KeyAxis(
      [KeyBinding("left", -1, "steer left"), KeyBinding("right", 1, "steer right")], rate: 5, returnRate: 10),
    KeyAxis([KeyBinding("up", 1, "gas")], rate: 25),
    KeyAxis([KeyBinding("down", 0.8, "brake")]),
  ])
  private static let lander = KeyMap(
    [KeyBinding("left", 1, "left"), KeyBinding("up", 2, "main"), KeyBinding("right", 3, "right")],
    idle: .takes(action: [0]))

  /// Presses keys one after the other and goes on holding all of them.
  private func hold(_ keys: String..., for steps: Int, _ player: inout KeyPlayer) -> [[Double]] {
    player.actions(forSteps: steps, holding: Set(keys), presses: keys)
  }

  private func release(for steps: Int, _ player: inout KeyPlayer) -> [[Double]] {
    player.actions(forSteps: steps, holding: [], presses: [])
  }

  /// Compares in thousandths, for sums of steps.
  private func isClose(_ actions: [[Double]], _ expected: [[Double]]) -> Bool {
    actions.map { $0.map { ($0 * 1000).rounded() } } == expected.map { $0.map { ($0 * 1000).rounded() } }
  }

  @Test func keysOfSeveralAxesActTogether() {
    var player = KeyPlayer(Self.driving, stepsPerSecond: 50)
    let actions = hold("left", "up", "down", for: 3, &player)
    #expect(isClose(actions, [[-0.1, 0.5, 0.8], [-0.2, 1, 0.8], [-0.3, 1, 0.8]]))
  }

  @Test func anAxisMovesToItsKeysNumberAndBackToRest() {
    var player = KeyPlayer(Self.driving, stepsPerSecond: 10)
    #expect(isClose(hold("right", for: 4, &player), [[0.5, 0, 0], [1, 0, 0], [1, 0, 0], [1, 0, 0]]))
    #expect(isClose(release(for: 2, &player), [[0, 0, 0], [0, 0, 0]]))
  }

  @Test func theOppositeKeyTakesTheReturnsRateUpToRest() {
    var player = KeyPlayer(Self.driving, stepsPerSecond: 50)
    _ = hold("right", for: 100, &player)
    let actions = player.actions(forSteps: 8, holding: ["left", "right"], presses: ["left"])
    #expect(isClose(actions.map { [$0[0]] }, [0.8, 0.6, 0.4, 0.2, 0, -0.1, -0.2, -0.3].map { [$0] }))
    // The key that is still held counts again once the later one is let go.
    let back = player.actions(forSteps: 3, holding: ["right"], presses: [])
    #expect(isClose(back.map { [$0[0]] }, [-0.1, 0.05, 0.15].map { [$0] }))
  }

  @Test func anAxisMayRestElsewhereAndHaveSeveralTargetsOnOneSide() {
    let axis = KeyAxis(
      [KeyBinding("up", 1, "full"), KeyBinding("w", 0, "half")], rest: -1, rate: 10, returnRate: 5)
    var player = KeyPlayer(KeyMap(axes: [axis]), stepsPerSecond: 10)
    #expect(isClose(release(for: 1, &player), [[-1]]))
    #expect(isClose(hold("up", for: 2, &player), [[0], [1]]))
    #expect(isClose(hold("w", for: 3, &player), [[0.5], [0], [0]]))
    #expect(isClose(release(for: 3, &player), [[-0.5], [-1], [-1]]))
  }

  @Test func oneKeyMayMoveSeveralAxesAndIsShownOnce() {
    let map = KeyMap(axes: [
      KeyAxis([KeyBinding("q", 1, ""), KeyBinding("a", -1, "bend")]), KeyAxis([KeyBinding("q", -1, "stretch")]),
    ])
    var player = KeyPlayer(map, stepsPerSecond: 50)
    #expect(hold("q", for: 1, &player) == [[1, -1]])
    #expect(map.keys.map(\.name) == ["q", "a"])
    #expect(map.keys.map(\.meaning) == ["stretch", "bend"])
  }

  @Test func aTapBetweenStepsCountsForTheNextStepsAndNoMore() {
    var player = KeyPlayer(Self.driving, stepsPerSecond: 50)
    #expect(player.actions(forSteps: 0, holding: ["down"], presses: ["down"]).isEmpty)
    #expect(release(for: 1, &player) == [[0, 0, 0.8]])
    #expect(release(for: 1, &player) == [[0, 0, 0]])
  }

  @Test func anEpisodeBeginsAtRest() {
    var player = KeyPlayer(Self.driving, stepsPerSecond: 50)
    _ = hold("left", "up", for: 50, &player)
    player.begin()
    #expect(
      player.actions(forSteps: 1, holding: ["up"], presses: []).first.map { isClose([$0], [[0, 0.5, 0]]) } == true)
  }

  @Test func theLastPressedChoiceWins() {
    var player = KeyPlayer(Self.lander, stepsPerSecond: 50)
    #expect(hold("left", for: 1, &player) == [[1]])
    #expect(player.actions(forSteps: 2, holding: ["left", "up"], presses: ["up"]) == [[2], [2]])
    #expect(player.actions(forSteps: 1, holding: ["left"], presses: []) == [[1]])
    #expect(
      player.actions(forSteps: 1, holding: ["left", "right"], presses: ["up", "right", "up", "right"]) == [[3]])
    #expect(release(for: 1, &player) == [[0]])
    #expect(hold("x", for: 1, &player) == [[0]])
  }

  @Test func aKeyThatIsHeldWithoutAPressCounts() {
    var player = KeyPlayer(Self.lander, stepsPerSecond: 50)
    #expect(player.actions(forSteps: 1, holding: ["up"], presses: []) == [[2]])
    #expect(player.actions(forSteps: 1, holding: ["up", "left"], presses: ["left"]) == [[1]])
  }

  @Test func theLastActionGoesOnWhereThereIsNoneToRest() {
    let map = KeyMap([KeyBinding("left", 0, "left"), KeyBinding("right", 1, "right")], idle: .repeatsLastAction)
    var player = KeyPlayer(map, stepsPerSecond: 50)
    #expect(release(for: 2, &player) == [[0], [0]])
    #expect(hold("right", for: 1, &player) == [[1]])
    #expect(release(for: 2, &player) == [[1], [1]])
  }

  @Test func inTurnsEveryPressIsAMove() {
    var player = KeyPlayer(
      KeyMap([KeyBinding("h", 1, "hit"), KeyBinding("s", 0, "stick")], idle: .waits), stepsPerSecond: 2)
    #expect(player.takesTurns)
    #expect(player.actions(forSteps: 9, holding: ["h"], presses: []).isEmpty)
    #expect(player.actions(forSteps: 0, holding: [], presses: ["h", "x", "s", "h"]) == [[1], [0], [1]])
  }
}
