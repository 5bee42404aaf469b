import Simulation
import Testing

@testable import Agents

/// Every setting is explained, and what the explanation says of its range is so.
@Suite struct SettingsTests {
  @Test(arguments: AgentCatalog.entries.map(\.name))
  func everySettingIsExplained(name: String) throws {
    for parameter in try AgentCatalog.entry(named: name).parameters {
      #expect(parameter.meaning.hasSuffix(".") && parameter.meaning.count > 10, "\(parameter.name)")
      #expect(!parameter.range.isEmpty, "\(parameter.name)")
    }
  }

  @Test(arguments: AgentCatalog.entries.map(\.name))
  func whatLiesOutsideARangeIsRefused(name: String) throws {
    let entry = try AgentCatalog.entry(named: name)
    for setting in Self.settings[name] ?? [] {
      for text in setting.range.outside {
        #expect(throws: ConfigurationError.self, "\(setting.name)=\(text)") {
          try entry.settings(nil, ConfigurationOverrides([setting.name: text]))
        }
      }
    }
  }

  @Test func theDescriptionsAreOfTheSettingsAlone() throws {
    for (name, settings) in Self.settings {
      let known = try AgentCatalog.entry(named: name).parameters.map(\.name)
      #expect(settings.map(\.name).sorted() == known.sorted(), "\(name)")
    }
    #expect(Set(Self.settings.keys) == Set(AgentCatalog.entries.map(\.name)))
  }

  private static let settings = [
    "q-learning": TabularConfiguration.settings, "sarsa": TabularConfiguration.settings,
    "expected-sarsa": TabularConfiguration.settings, "dqn": DQNConfiguration.settings,
    "clm": CLMConfiguration.settings, "bc": BehaviorCloningConfiguration.settings,
    "dagger": DAggerConfiguration.settings, "gail": GAILConfiguration.settings,
    "vae": VariationalConfiguration.settings, "sequence": SequenceConfiguration.settings,
  ]
}

extension SettingRange {
  /// Some values that do not lie in the range, as one would type them.
  fileprivate var outside: [String] {
    switch self {
    case .flag: ["perhaps"]
    case .from(let low, to: .infinity): ["\(low - 1)"]
    case .from(let low, to: let high): ["\(low - 1)", "\(high * 2 + 1)"]
    case .above(let low, upTo: .infinity): ["\(low)"]
    case .above(let low, upTo: let high): ["\(low)", "\(high + 1)"]
    case .below(let high, from: let low): ["\(low - 1)", "\(high)"]
    case .between(let low, let high): ["\(low)", "\(high)"]
    case .names: ["nonsense"]
    case .words: []
    }
  }
}
