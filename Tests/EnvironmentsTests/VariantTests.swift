import Simulation
import TestSupport
import Testing

@testable import Environments

/// Rows of the catalogue whose configuration chooses between two types.
@Suite("Variants of a task")
struct VariantTests {
  private let entry: CatalogEntry
  private let buttons = Buttons.actionSpace.descriptor
  private let slider = Slider.actionSpace.descriptor

  init() throws { entry = try contractEntry("Spotlight") }

  @Test func theRowShowsTheDefaultsSpaces() throws {
    #expect(entry.specification.actionSpace == buttons)
    #expect(try contractEntry("SpotlightContinuous").specification.actionSpace == slider)
    #expect(entry.specification.parameters.first?.name == "continuous")
    #expect(entry.specification.parameters.first?.defaultValue == "false")
  }

  @Test func anOverrideChoosesTheType() throws {
    let task = try entry.task(ConfigurationOverrides(["continuous": "true"]))
    #expect(task.actionSpace == slider)
    #expect(task.makeVector(count: 2).spaces == [task.observationSpace, slider])
    #expect(task.makeStage().spaces == [task.observationSpace, slider])
    let back = try contractEntry("SpotlightContinuous").task(ConfigurationOverrides(["continuous": "false"]))
    #expect(back.actionSpace == buttons)
  }

  @Test func keysAndPoliciesAreTheVariants() throws {
    let (still, continuous) = (try entry.task(), try entry.task(ConfigurationOverrides(["continuous": "true"])))
    #expect(still.keys != continuous.keys)
    for task in [still, continuous] {
      let environments = task.makeVector(count: 2)
      var (batch, random) = (environments.makeBatch(), RandomGenerator(seed: 1))
      environments.reset(seed: 1, into: &batch)
      for var policy in [try #require(task.heuristic?()), task.randomPolicy()] {
        var actions = environments.makeActions()
        policy.act(on: batch.observations, into: &actions, using: &random)
        #expect(task.actionSpace.space?.contains(actions) == true)
      }
    }
  }

  @Test func otherOverridesGoWithIt() throws {
    let task = try entry.task(ConfigurationOverrides(["continuous": "true", "width": "5"]))
    #expect(task.observationSpace == Box<UInt8>(low: 0, high: 255, shape: [6, 5]).descriptor)
    #expect(throws: ConfigurationError("width is 0, but must be 1 or more.")) {
      try entry.task(ConfigurationOverrides(["continuous": "true", "width": "0"]))
    }
    #expect(throws: ConfigurationError.self) { try entry.task(ConfigurationOverrides(["continuous": "maybe"])) }
  }

  @Test(arguments: [("false", 4), ("true", 5)])
  func aHeuristicIsMadeForTheConfiguration(swingUp: String, observationSize: Int) throws {
    let cartPole = try contractEntry("CartPoleBox2D-v0")
    let task = try cartPole.task(ConfigurationOverrides(["continuous": "true", "swingUp": swingUp]))
    #expect(task.observationSpace.scalarCount == observationSize)
    var policy = try #require(task.heuristic?())
    let environments = task.makeVector(count: 1)
    var (batch, actions, generator) = (
      environments.makeBatch(), environments.makeActions(), RandomGenerator(seed: 1)
    )
    environments.reset(seed: 1, into: &batch)
    policy.act(on: batch.observations, into: &actions, using: &generator)
    #expect(task.actionSpace.space?.contains(actions) == true)
  }
}
