import Simulation
import Testing

@Suite struct SettingDescriptionTests {
  @Test(arguments: [
    (SettingRange.flag, "true or false"), (.from(1, to: 65_536), "from 1 to 65536"),
    (.from(0, to: 0x1p53), "from 0 to 2^53"), (.above(0, upTo: 1e9), "above 0, up to 1e9"),
    (.size, "from -1e9 to 1e9"), (.atLeast(0), "0 or more"), (.above(0, upTo: .infinity), "above 0"),
    (.below(0.5, from: 0), "from 0 to below 0.5"), (.between(-12, 0), "between -12 and 0, both excluded"),
    (.names(["huber", "squared"]), "huber, squared"), (.words("any number"), "any number"),
    (.from(0.0001, to: 1e4), "from 0.0001 to 10000"),
  ])
  func aRangeIsAFewWords(range: SettingRange, words: String) {
    #expect(range.description == words)
  }

  private struct Plan: DescribedConfiguration {
    var rate = 0.5
    var count = 3
    var secret = true
    static let settings = [
      SettingDescription("rate", "How fast it goes.", .share),
      SettingDescription("count", "How many there are.", .from(1, to: 9)),
    ]
  }

  @Test func parametersAreExplainedInTheOrderOfTheirDescriptions() {
    let parameters = ConfigurationOverrides.explainedParameters(of: Plan())
    #expect(parameters.map(\.name) == ["rate", "count", "secret"])
    #expect(parameters.map(\.meaning) == ["How fast it goes.", "How many there are.", ""])
    #expect(parameters.map(\.range) == ["from 0 to 1", "from 1 to 9", ""])
    #expect(parameters.map(\.defaultValue) == ["0.5", "3", "true"])
  }
}
