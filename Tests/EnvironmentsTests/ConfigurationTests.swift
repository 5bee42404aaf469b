import Environments
import Simulation
import Testing

/// Values that an environment cannot work with are refused in a sentence that names them and what is expected.
@Suite("Configurations")
struct ConfigurationTests {
  @Test(arguments: [
    ("CartPole-v1", "cartMass=0", "cartMass is 0.0, but must be from 1e-9 to 1e9."),
    ("CartPole-v1", "poleMass=-0.1", "poleMass is -0.1, but must be from 1e-9 to 1e9."),
    ("CartPole-v1", "halfPoleLength=0", "halfPoleLength is 0.0, but must be from 1e-9 to 1e9."),
    ("CartPole-v1", "timeStep=0", "timeStep is 0.0, but must be from 1e-9 to 1e9."),
    ("CartPole-v1", "angleThreshold=-1", "angleThreshold is -1.0, but must be from 1e-9 to 1e9."),
    ("CartPole-v1", "positionThreshold=0", "positionThreshold is 0.0, but must be from 1e-9 to 1e9."),
    ("CartPole-v1", "resetLow=1", "resetLow is 1.0, but must be at most resetHigh, which is 0.05."),
    ("CartPoleBox2D-v0", "gravity=0", "gravity is 0.0, but must be from 0.01 to 100."),
    ("CartPoleBox2D-v0", "cartMass=0", "cartMass is 0.0, but must be from 0.01 to 1000."),
    ("CartPoleBox2D-v0", "poleMass=2000", "poleMass is 2000.0, but must be from 0.01 to 1000."),
    ("CartPoleBox2D-v0", "halfPoleLength=0.01", "halfPoleLength is 0.01, but must be from 0.05 to 10."),
    ("CartPoleBox2D-v0", "forceMagnitude=-1", "forceMagnitude is -1.0, but must be from 0.001 to 10000."),
    ("CartPoleBox2D-v0", "timeStep=0.5", "timeStep is 0.5, but must be from 0.0001 to 0.1."),
    ("CartPoleBox2D-v0", "substeps=0", "substeps is 0, but must be from 1 to 100."),
    ("CartPoleBox2D-v0", "velocityIterations=0", "velocityIterations is 0, but must be from 1 to 1000."),
    ("CartPoleBox2D-v0", "positionIterations=0", "positionIterations is 0, but must be from 1 to 1000."),
    ("CartPoleBox2D-v0", "angleThreshold=0", "angleThreshold is 0.0, but must be from 1e-9 to 1e9."),
    (
      "CartPoleBox2D-v0", "positionThreshold=1e9",
      "positionThreshold is 1000000000.0, but must be from 0.1 to 1000."
    ),
    ("CartPoleBox2D-v0", "resetLow=1", "resetLow is 1.0, but must be at most resetHigh, which is 0.05."),
    ("CartPoleBox2D-v0", "resetLow=-3", "resetLow is -3.0, but must be at least -2.4, where the track is left."),
    ("CartPoleBox2D-v0", "resetHigh=3", "resetHigh is 3.0, but must be at most 2.4, where the track is left."),
    ("MountainCar-v0", "goalPosition=0.7", "goalPosition is 0.7, but must be from -1.2 to 0.6."),
    ("MountainCar-v0", "resetHigh=-1", "resetLow is -0.6, but must be at most resetHigh, which is -1.0."),
    ("MountainCarContinuous-v0", "goalPosition=-2", "goalPosition is -2.0, but must be from -1.2 to 0.6."),
    ("MountainCarContinuous-v0", "resetLow=0", "resetLow is 0.0, but must be at most resetHigh, which is -0.4."),
    ("Acrobot-v1", "length1=0", "length1 is 0.0, but must be from 1e-9 to 1e9."),
    ("Acrobot-v1", "length2=-1", "length2 is -1.0, but must be from 1e-9 to 1e9."),
    ("Acrobot-v1", "mass1=0", "mass1 is 0.0, but must be from 1e-9 to 1e9."),
    ("Acrobot-v1", "mass2=0", "mass2 is 0.0, but must be from 1e-9 to 1e9."),
    ("Acrobot-v1", "center1=0", "center1 is 0.0, but must be from 1e-9 to 1e9."),
    ("Acrobot-v1", "center2=0", "center2 is 0.0, but must be from 1e-9 to 1e9."),
    ("Acrobot-v1", "inertia=0", "inertia is 0.0, but must be from 1e-9 to 1e9."),
    ("Acrobot-v1", "timeStep=-0.2", "timeStep is -0.2, but must be from 1e-9 to 1e9."),
    ("Acrobot-v1", "torqueNoise=-1", "torqueNoise is -1.0, but must be from 0 to 1e9."),
    ("Acrobot-v1", "resetLow=2", "resetLow is 2.0, but must be at most resetHigh, which is 0.1."),
    ("CartPole-v1", "gravity=1e10", "gravity is 10000000000.0, but must be from -1e9 to 1e9."),
    ("Acrobot-v1", "resetHigh=1e30", "resetHigh is 1e+30, but must be from -10000 to 10000."),
    ("Acrobot-v1", "timeStep=1e300", "timeStep is 1e+300, but must be from 1e-9 to 1e9."),
    ("MountainCar-v0", "resetLow=-1e300", "resetLow is -1e+300, but must be from -10000 to 10000."),
    ("Pendulum-v1", "mass=0", "mass is 0.0, but must be from 1e-9 to 1e9."),
    ("Pendulum-v1", "length=0", "length is 0.0, but must be from 1e-9 to 1e9."),
    ("Pendulum-v1", "timeStep=0", "timeStep is 0.0, but must be from 1e-9 to 1e9."),
    ("Pendulum-v1", "maximumSpeed=0", "maximumSpeed is 0.0, but must be from 1e-9 to 1e9."),
    ("Pendulum-v1", "maximumTorque=-2", "maximumTorque is -2.0, but must be from 1e-9 to 1e9."),
    ("Pendulum-v1", "resetAngle=-1", "resetAngle is -1.0, but must be from 0 to 10000."),
    ("Pendulum-v1", "resetSpeed=-1", "resetSpeed is -1.0, but must be from 0 to 10000."),
    ("BipedalWalker-v3", "roughness=-1", "roughness is -1.0, but must be from 0 to 10."),
    ("BipedalWalker-v3", "groundFriction=101", "groundFriction is 101.0, but must be from 0 to 100."),
    ("BipedalWalker-v3", "gravity=-10", "gravity is -10.0, but must be from 0 to 1000."),
    ("BipedalWalker-v3", "motorTorque=1e6", "motorTorque is 1000000.0, but must be from 0 to 100000."),
    ("BipedalWalker-v3", "hipSpeed=0", "hipSpeed is 0.0, but must be from 0.01 to 100."),
    ("BipedalWalker-v3", "kneeSpeed=0", "kneeSpeed is 0.0, but must be from 0.01 to 100."),
    ("BipedalWalker-v3", "hullDensity=0", "hullDensity is 0.0, but must be from 0.01 to 10000."),
    ("BipedalWalker-v3", "legDensity=0", "legDensity is 0.0, but must be from 0.01 to 10000."),
    ("BipedalWalkerHardcore-v3", "startPush=-5", "startPush is -5.0, but must be from 0 to 10000."),
    ("BipedalWalkerHardcore-v3", "lidarRange=0", "lidarRange is 0.0, but must be from 0.01 to 100."),
    ("BipedalWalkerHardcore-v3", "torqueCost=1e4", "torqueCost is 10000.0, but must be from -1000 to 1000."),
    ("FrozenLake-v1", "successRate=1.2", "successRate is 1.2, but must be from 0 to 1."),
    (
      "FrozenLake-v1", "rewardSchedule=1,0",
      "rewardSchedule is [1.0, 0.0], but must be three numbers from -1e9 to 1e9: for the goal, a hole and other tiles."
    ),
    ("CarRacing-v3", "lapCompletePercent=1.5", "lapCompletePercent is 1.5, but must be from 0 to 1."),
    ("CarRacing-v3", "roadFriction=-1", "roadFriction is -1.0, but must be from 0 to 10."),
    ("CarRacingFeatures-v0", "enginePower=1e9", "enginePower is 1000000000.0, but must be from 0 to 1e6."),
    ("Taxi-v4", "rainyProbability=-0.1", "rainyProbability is -0.1, but must be from 0 to 1."),
    ("Taxi-v4", "fickleProbability=2", "fickleProbability is 2.0, but must be from 0 to 1."),
  ])
  func aValueOutOfRangeIsRefused(id: String, assignment: String, sentence: String) throws {
    try expectRefusal(id, assignment, sentence)
  }

  @Test(arguments: [
    ("SFF/FG", "The map 'SFF/FG' must have rows of one length, such as SFFF/FHFH/FFFH/HFFG."),
    ("", "The map '' must have rows of one length, such as SFFF/FHFH/FFFH/HFFG."),
    (
      "SXG", "The map 'SXG' has the tile 'X', but tiles are S (start), F (frozen), H (hole), G (goal)."
    ),
    ("FFG", "The map 'FFG' has no start: one tile must be S."),
    ("random:8", "'random:8' is not of the form random:SIZE:FROZEN:SEED, such as random:8:0.8:1."),
    (
      "random:1:0.8:1",
      "A random map needs a size from 2 to 1000 and a probability above 0 and up to 1, not 1 and 0.8."
    ),
    (
      "random:8:0:1",
      "A random map needs a size from 2 to 1000 and a probability above 0 and up to 1, not 8 and 0.0."
    ),
    (
      "random:5:0.001:1",
      "No map of size 5 with a way to the goal came up in 10000 tries; "
        + "raise the probability of ice above 0.001."
    ),
  ])
  func aMapThatIsNoneIsRefused(text: String, sentence: String) throws {
    try expectRefusal("FrozenLake-v1", "map=\(text)", sentence)
  }

  @Test(arguments: [
    (
      "CartPole-v1", "gravty=1",
      "There is no parameter 'gravty'. Did you mean 'gravity'? Known: angleThreshold, cartMass, forceMagnitude, "
        + "gravity, halfPoleLength, poleMass, positionThreshold, resetHigh, resetLow, suttonBartoReward, timeStep, "
        + "usesSemiImplicitEuler."
    ),
    ("Taxi-v4", "isRainy=often", "isRainy=often does not work: isRainy is true or false, such as false."),
    ("Pendulum-v1", "gravity=strong", "gravity=strong does not work: gravity is a number, such as 10."),
  ])
  func whatCannotBeReadIsRefused(id: String, assignment: String, sentence: String) throws {
    try expectRefusal(id, assignment, sentence)
  }

  @Test(arguments: catalogIDs)
  func theDefaultsAreValid(id: String) throws {
    let entry = try Catalog.standard.entry(id)
    let defaults = entry.specification.parameters.map { ($0.name, $0.defaultValue) }
    let overrides = ConfigurationOverrides(Dictionary(uniqueKeysWithValues: defaults))
    let play = Play(steps: entry.affordable(300))
    #expect(try entry.makeVector(count: 2, overrides).traces(play) == entry.makeVector(count: 2).traces(play))
  }

  @Test func overridesChangeTheSpaces() throws {
    let lake = try Catalog.standard.entry("FrozenLake-v1").makeVector(count: 1, .init(["map": "SFFF/FFFG"]))
    #expect(lake.spaces[0] == .discrete(count: 8, start: 0))
    let pendulum = try Catalog.standard.entry("Pendulum-v1").makeStage(
      .init(["maximumTorque": "3", "maximumSpeed": "5"]))
    #expect(
      pendulum.spaces == [
        .box(scalar: .float32, shape: [3], low: [-1, -1, -5], high: [1, 1, 5]),
        .box(scalar: .float32, shape: [1], low: [-3], high: [3]),
      ])
  }

  private func expectRefusal(_ id: String, _ assignment: String, _ sentence: String) throws {
    let entry = try Catalog.standard.entry(id)
    let overrides = try ConfigurationOverrides(parsing: [assignment])
    #expect(throws: ConfigurationError(sentence)) { try entry.makeVector(count: 1, overrides) }
    #expect(throws: ConfigurationError(sentence)) { try entry.makeStage(overrides) }
  }
}
