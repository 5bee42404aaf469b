import Environments
import Simulation
import TestSupport
import Testing

/// Every parameter is explained, and what the explanation says of its range is so.
@Suite("Explanations of parameters")
struct ParameterTests {
  @Test(arguments: Catalog.standard.entries.map(\.specification.id))
  func everyParameterIsExplained(id: String) throws {
    for parameter in try Catalog.standard.entry(id).specification.parameters {
      #expect(parameter.meaning.hasSuffix(".") && parameter.meaning.count > 10, "\(parameter.name)")
      #expect(!parameter.range.isEmpty, "\(parameter.name)")
    }
  }

  @Test(arguments: Catalog.standard.entries.map(\.specification.id))
  func whatLiesOutsideARangeIsRefused(id: String) throws {
    let entry = try Catalog.standard.entry(id)
    for parameter in entry.specification.parameters {
      for text in parameter.textsOutOfRange {
        #expect(throws: ConfigurationError.self, "\(parameter.name)=\(text)") {
          try entry.task(ConfigurationOverrides([parameter.name: text]))
        }
      }
    }
  }

  @Test func theRangesAreMostlySaidInNumbers() {
    let parameters = Catalog.standard.entries.flatMap(\.specification.parameters)
    let silent = Set(parameters.filter(\.textsOutOfRange.isEmpty).map(\.name))
    #expect(silent.isSubset(of: ["map", "rewardSchedule", "actionBins"]), "\(silent)")
  }

  @Test func everyPropertyIsASetting() {
    let all: [any Settings] = [
      CartPole.Configuration(), MountainCar.Configuration(), MountainCarContinuous.Configuration(),
      Acrobot.Configuration(), Pendulum.Configuration(), Blackjack.Configuration(), FrozenLake.Configuration(),
      CliffWalking.Configuration(), Taxi.Configuration(), LunarLanderConfiguration(), BipedalWalker.Configuration(),
      CartPoleBox2DConfiguration(), DrivingConfiguration(), Bandit.Configuration(), TabularMDP.Configuration(),
      Navigation2D.Configuration(), Corners2D.Configuration(), FourInARow.Configuration(), Reversi.Configuration(),
      Go.Configuration(), ArcadeConfiguration(),
    ]
    for settings in all { #expect(unlistedProperties(of: settings) == []) }
    // The plan is what sets one task apart from another.
    #expect(unlistedProperties(of: Rooms.Configuration()) == ["layout"])
  }

  @Test func theNamesDiffer() {
    for entry in Catalog.standard.entries {
      let names = entry.specification.parameters.map(\.name)
      #expect(Set(names).count == names.count, "\(entry.specification.id)")
    }
  }
}
