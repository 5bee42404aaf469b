import Simulation
import TestSupport
import Testing
import Training

@testable import Agents

/// Every setting is explained, and what the explanation says of its range is so.
@Suite struct SettingsTests {
  @Test(arguments: AgentCatalog.standard.entries.map(\.name))
  func everySettingIsExplained(name: String) throws {
    for parameter in try AgentCatalog.standard.entry(named: name).parameters {
      #expect(parameter.meaning.hasSuffix(".") && parameter.meaning.count > 10, "\(parameter.name)")
      #expect(!parameter.range.isEmpty, "\(parameter.name)")
    }
  }

  @Test(arguments: AgentCatalog.standard.entries.map(\.name))
  func whatLiesOutsideARangeIsRefused(name: String) throws {
    let entry = try AgentCatalog.standard.entry(named: name)
    for parameter in entry.parameters {
      for text in parameter.textsOutOfRange {
        #expect(throws: ConfigurationError.self, "\(parameter.name)=\(text)") {
          try entry.settings(nil, ConfigurationOverrides([parameter.name: text]))
        }
      }
    }
  }

  @Test func theRangesAreMostlySaidInNumbers() throws {
    let parameters = AgentCatalog.standard.entries.flatMap(\.parameters)
    let silent = Set(parameters.filter(\.textsOutOfRange.isEmpty).map(\.name))
    #expect(silent.isSubset(of: Self.unbounded), "\(silent)")
  }

  /// The settings whose ranges are said in words alone.
  private static let unbounded: Set = [
    "initialValue", "bins", "binLow", "binHigh", "hiddenSizes", "criticHiddenSizes", "discriminatorHiddenSizes",
    "generatorHiddenSizes",
  ]

  @Test func everyPropertyIsASetting() {
    let all: [any Settings] = [
      TabularConfiguration(), DQNConfiguration(), CLMConfiguration(), BehaviorCloningConfiguration(),
      DAggerConfiguration(), GAILConfiguration(), VariationalConfiguration(), SequenceConfiguration(),
      AlphaZeroConfiguration(),
      TrainingPlan(),
    ]
    for settings in all { #expect(unlistedProperties(of: settings) == []) }
  }

  @Test func theNamesOfPartsDiffer() throws {
    for entry in AgentCatalog.standard.entries {
      let names = entry.parameters.map(\.name)
      #expect(Set(names).count == names.count, "\(entry.name)")
    }
  }

  @Test func aScheduleThatIsNoneIsRefusedByItsName() throws {
    let dqn = try AgentCatalog.standard.entry(named: "dqn")
    let error = #expect(throws: ConfigurationError.self) {
      try dqn.settings(nil, ConfigurationOverrides(["epsilon": "linear(1,2)"]))
    }
    #expect(
      error?.description
        == "epsilon=linear(1,2) does not work: epsilon is a number, linear(FROM,TO,FRACTION), or "
        + "exponential(FROM,TO,FRACTION) with positive values, the fraction of the run being above 0 and up to 1, such as "
        + "linear(1.0,0.05,0.1).")
  }

  /// A setting may rely on others that are in their ranges.
  @Test(arguments: [
    (
      "dqn", ["batchSize": "64", "bufferSize": "32"],
      "bufferSize is 32, but must be at least batchSize, which is 64."
    ),
    (
      "dqn", ["hiddenSizes": "65536,65536"],
      "hiddenSizes is [65536, 65536], but must be so small that there are at most "
    ),
    ("dqn", ["hiddenSizes": "0"], "hiddenSizes is [0], but must be at most 16 sizes from 1 to 65536."),
    ("clm", ["batchSize": "32", "bufferSize": "50"], "bufferSize is 50, but must be from 100 to 2^31."),
    ("sequence", ["layers": "9223372036854775807"], "layers is 9223372036854775807, but must be from 1 to 64."),
    (
      "sequence", ["embeddingSize": "4096"],
      "embeddingSize is 4096, but must be so small that 3 layers have at most "
    ),
    (
      "sequence", ["earlyStopping": "true", "validationFraction": "0"],
      "earlyStopping needs episodes to watch, but "
    ),
    ("gail", ["discount": "1"], "discount is 1, but what an ended episode earns for ever must be discounted; "),
  ])
  func settingsThatDoNotSuitEachOtherAreRefused(name: String, values: [String: String], sentence: String) throws {
    let error = #expect(throws: ConfigurationError.self) {
      try AgentCatalog.standard.entry(named: name).settings(nil, ConfigurationOverrides(values))
    }
    #expect(error?.description.hasPrefix(sentence) == true, "\(error?.description ?? "")")
  }
}
