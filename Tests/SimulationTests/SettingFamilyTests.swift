import Simulation
import Testing

private struct Hill: EnvironmentConfiguration {
  var gravity = 9.8
  var stones = 3
  var isWet = false
  var low = 0.0
  var high = 1.0

  static var settings: SettingList<Self> {
    Setting(\.gravity, "gravity", "Gravity.", in: 0...20)
    Setting(\.stones, "stones", "Stones.", in: 1...9)
    Setting(\.isWet, "isWet", "Whether it is wet.")
    Setting(\.low, "low", "Low.", in: -5...5).atMost(\.high, "high")
    Setting(\.high, "high", "High.", in: -5...5)
  }
}

/// Settings of which some numbers are drawn.
@Suite("Families of settings") struct SettingFamilyTests {
  private func family(_ ranges: String..., set: [String] = []) throws(ConfigurationError) -> SettingFamily<Hill> {
    let overrides = try ConfigurationOverrides(parsing: set, varying: ranges)
    return try SettingFamily(try overrides.applied(to: Hill()), by: overrides.variations)
  }

  private func members(_ family: SettingFamily<Hill>, _ count: UInt64 = 400) -> [Hill] {
    (0..<count).map { family.member(startingFrom: RandomGenerator(seed: $0)) }
  }

  @Test("are drawn from all of their ranges, and from nothing else") func ranges() throws {
    let drawn = members(try family("gravity=1..5,15..20", "stones=2..4"))
    #expect(drawn.allSatisfy { (1...5).contains($0.gravity) || (15...20).contains($0.gravity) })
    #expect(drawn.allSatisfy { !$0.isWet && $0.low == 0 })
    // Four ninths of the length are below.
    let below = drawn.count { $0.gravity < 6 }
    #expect((130...225).contains(below))
    #expect(Set(drawn.map(\.stones)) == [2, 3, 4])
    #expect((90...180).contains(drawn.count { $0.stones == 4 }))
  }

  @Test("follow from the stream, of which nothing is taken") func streams() throws {
    let family = try family("gravity=1..5", "stones=2..4")
    let start = RandomGenerator(seed: 7)
    let member = family.member(startingFrom: start)
    #expect(family.member(startingFrom: start) == member)
    #expect(family.numbers(startingFrom: start) == ["gravity": member.gravity, "stones": Double(member.stones)])
    #expect(Set(members(family).map(\.gravity)).count == 400)
  }

  @Test("of one member have nothing to draw") func single() throws {
    let family = try family("gravity=9.8..9.8", "stones=3..3")
    #expect(family.isSingle && family.base == Hill())
    #expect(try self.family("gravity=2..2,2..2").base.gravity == 2)
    #expect(try self.family(set: ["stones=5"]).base.stones == 5)
  }

  @Test("have corners") func corners() throws {
    let family = try family("gravity=1..5,7..8", "stones=2..4", "low=-1..0")
    #expect(family.corners.count == 8)
    #expect(Set(family.corners.map(\.gravity)) == [1, 8] && Set(family.corners.map(\.stones)) == [2, 4])
    #expect(family.ends.map(\.name) == ["gravity", "low", "stones"])
  }

  @Test(
    "refuse what values are refused for, in the same sentence",
    arguments: [
      ("gravity=-1..5", "gravity is -1.0, but must be from 0 to 20."),
      ("gravity=5..21", "gravity is 21.0, but must be from 0 to 20."),
      (
        "grvity=1..5",
        "There is no parameter 'grvity'. Did you mean 'gravity'? Known: gravity, high, isWet, low, stones."
      ),
      ("stones=1.5..3", "stones=1.5..3 does not work: stones is a whole number, such as 3."),
      ("isWet=0..1", "isWet=0..1 does not work: isWet is true or false, such as false."),
      ("low=0..2", "low is 2.0, but must be at most high, which is 1.0."),
      (
        "gravity=5",
        "gravity=5 does not work: it is drawn from one or more ranges, the lower end first, such as "
          + "gravity=5..15 or gravity=1..5,15..20."
      ),
      (
        "gravity=5..1",
        "gravity=5..1 does not work: it is drawn from one or more ranges, the lower end first, such as "
          + "gravity=5..15 or gravity=1..5,15..20."
      ),
      ("gravity", "'gravity' is not of the form key=value, such as gravity=1.6."),
    ])
  func refusals(range: String, sentence: String) {
    #expect(throws: ConfigurationError(sentence)) { try self.family(range) }
  }

  @Test("are not set too") func both() {
    #expect(throws: ConfigurationError("gravity is both set and varied, to 3 and 1..5; do one of them.")) {
      try family("gravity=1..5", set: ["gravity=3"])
    }
  }

  @Test("change, and are stored as text beside values") func texts() throws {
    let varied = try ConfigurationOverrides(parsing: ["stones=4"], varying: ["gravity=1..5"])
    #expect(varied.texts == ["stones": "4", "gravity": "1..5"])
    #expect(ConfigurationOverrides(texts: varied.texts) == varied)
    let set = try ConfigurationOverrides(parsing: ["gravity=2"])
    #expect(varied.changed(by: set) == ConfigurationOverrides(["stones": "4", "gravity": "2"]))
    #expect(set.changed(by: varied) == varied)
    #expect(varied.withoutVariations == ConfigurationOverrides(["stones": "4"]))
    #expect(varied.excepting(set) == ConfigurationOverrides(["stones": "4"]))
    #expect(varied.assignments == ["gravity=1..5", "stones=4"] && !varied.isEmpty)
  }
}
