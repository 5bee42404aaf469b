import Environments
import Raster
import Simulation
import Testing

@testable import Command

/// A crane whose actions and observations have a number and a choice; it shows what it was told.
private struct Crane: Environment {
  let observationSpace = CompositeSpace.dictionary([
    "grip": Discrete(2, start: 3), "lift": Box<Float>(low: -1, high: 1, shape: [2]),
  ])
  var actionSpace: CompositeSpace { observationSpace }

  mutating func reset(seed: UInt64?, into observation: inout MutableSpan<UInt8>) {
    var row = observationSpace.makeRow()
    row.replaceNumbers(ofRow: 0, withDoubles: [3, 0, 0])
    row.writeBytes(ofRow: 0, into: &observation)
  }

  mutating func step(_ action: Span<UInt8>, into observation: inout MutableSpan<UInt8>) -> StepResult {
    for index in action.indices { observation[index] = action[index] }
    return .running(reward: 1)
  }
}

/// Worlds whose rows have several fields, where their numbers are shown.
@Suite("A world of several fields")
struct CompositeWorldTests {
  private let task: ConfiguredTask

  init() throws { task = try CatalogEntry("Crane-v0", summary: "Lift.") { Crane() }.task() }

  @Test func itsActionsAreShown() throws {
    var performance = Performance(
      task.makeStage(), task.randomPolicy(), title: "Crane-v0", policyName: "random", seed: 1,
      commentary: Commentary(.none, seed: 1))
    performance.step()
    performance.step([4, 0.5, -1])
    #expect(performance.observation.doubles(ofRow: 0) == [4, 0.5, -1])
    #expect(performance.overlay.readings.last?.value == "4  0.50  −1")
    var canvas = Canvas(width: 480, height: 360, fonts: try .bundled())
    performance.draw(on: &canvas)
  }

  @Test func itsObservationsArePrinted() {
    var row = RowBuffer(task.specification.observationLayout, count: 1)
    row.replaceNumbers(ofRow: 0, withDoubles: [3, 0.25, .infinity])
    #expect(RolloutWriter(timeLimit: nil, json: true).list(row) == "[3,0.25,Infinity]")
  }
}
