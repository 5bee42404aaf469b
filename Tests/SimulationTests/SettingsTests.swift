import Foundation
import Simulation
import Testing

private enum Shape: String, NamedChoice {
  case round, square
  static let noun = "shape"
}

private struct Wheel: Settings {
  var size = 2.0
  var shape = Shape.round

  static var settings: SettingList<Self> {
    Setting(\.size, "size", "The diameter, in m.", in: .above(0, upTo: 9))
    Setting(\.shape, "shape", "The shape of its rim.", gymnasium: "rim_shape")
    SettingRule { $0.shape == .square && $0.size > 3 ? "A square wheel is at most 3 m large." : nil }
  }
}

private struct Cart: Settings {
  var wheel = Wheel()
  var spare = Wheel()
  var low = 1
  var high = 5
  var limit: Double?
  var plan: [Double] = [1]

  init() { spare.size = 1 }

  static var settings: SettingList<Self> {
    SettingGroup(\.wheel)
    Setting(\.low, "low", "The lower end.", in: 0...100).atMost(\.high, "high")
    Setting(\.high, "high", "The upper end.", in: 0...100).atLeast(\.low, "low")
    SettingGroup(\.spare, prefix: "spare")
    Setting(\.limit, "limit", "The limit, if there is one.")
    Setting(\.plan, "plan", "The plan.", "one or two numbers") { (1...2).contains($0.count) }
      .also { $0.plan.count > $0.high ? "no longer than \($0.high)" : nil }
  }
}

private struct Twins: Settings {
  var first = Wheel()
  var second = Wheel()

  static var settings: SettingList<Self> {
    SettingGroup(\.first)
    SettingGroup(\.second)
  }
}

private func refusal(_ change: (inout Cart) -> Void) -> String? {
  var cart = Cart()
  change(&cart)
  do throws(ConfigurationError) {
    try cart.validate()
    return nil
  } catch {
    return error.description
  }
}

@Suite struct SettingsTests {
  @Test(arguments: [
    ((1...65_536).inWords, "from 1 to 65536"), ((0...1 << 53).inWords, "from 0 to 2^53"),
    ((-1e9...1e9).inWords, "from -1e9 to 1e9"), ((1e-9...1).inWords, "from 1e-9 to 1"),
    ((0.0...).inWords, "0 or more"),
    ((0..<0.5).inWords, "from 0 up to, but not, 0.5"), ((0.0001...1e4).inWords, "from 0.0001 to 10000"),
  ])
  func aRangeIsAFewWords(words: String, expected: String) {
    #expect(words == expected)
  }

  @Test(arguments: [
    (OpenSettingRange.above(0), "above 0", [0.1, 1e300], [0, -1]),
    (.above(0, upTo: 1e9), "above 0 and at most 1e9", [1e-300, 1e9], [0, 1e10]),
    (.between(-12, 0), "between -12 and 0, both excluded", [-11.9], [-12, 0]),
  ])
  func anOpenRangeExcludesItsEnds(range: OpenSettingRange, words: String, inside: [Double], outside: [Double]) {
    #expect(range.inWords == words)
    #expect(inside.allSatisfy(range.contains) && !outside.contains(where: range.contains))
  }

  @Test func settingsAreExplainedInTheOrderOfTheirDeclarations() {
    let parameters = Cart().parameters
    #expect(
      parameters.map(\.name) == ["size", "shape", "low", "high", "spareSize", "spareShape", "limit", "plan"])
    #expect(parameters.map(\.defaultValue) == ["2", "round", "1", "5", "1", "round", "none", "1"])
    #expect(
      parameters.map(\.range) == [
        "above 0 and at most 9", "round, square", "from 0 to 100, at most high", "from 0 to 100, at least low",
        "above 0 and at most 9", "round, square", "a number, or none", "one or two numbers",
      ])
    #expect(parameters[0].meaning == "The diameter, in m.")
    #expect(parameters.map(\.gymnasiumName) == [nil, "rim_shape", nil, nil, nil, "rim_shape", nil, nil])
  }

  @Test func aValueOutOfItsRangeIsRefused() {
    #expect(refusal { _ in } == nil)
    #expect(refusal { $0.wheel.size = 0 } == "size is 0.0, but must be above 0 and at most 9.")
    #expect(refusal { $0.spare.size = .nan } == "spareSize is nan, but must be above 0 and at most 9.")
    #expect(refusal { $0.plan = [] } == "plan is [], but must be one or two numbers.")
  }

  @Test func aBrokenDemandOrRuleIsRefused() {
    #expect(refusal { $0.low = 7 } == "low is 7, but must be at most high, which is 5.")
    #expect(
      refusal {
        ($0.low, $0.high) = (0, 1)
        $0.plan = [1, 2]
      } == "plan is [1.0, 2.0], but must be no longer than 1.")
    #expect(refusal { $0.spare = { Wheel(size: 4, shape: .square) }() } == "A square wheel is at most 3 m large.")
  }

  @Test func rangesComeBeforeRules() {
    let sentence = refusal {
      ($0.low, $0.high) = (7, 101)
      $0.wheel = Wheel(size: 4, shape: .square)
    }
    #expect(sentence == "high is 101, but must be from 0 to 100.")
  }

  @Test func partsAreSetByTheirNamesAlone() throws {
    let changes = ConfigurationOverrides(["size": "3", "spareShape": "square", "limit": "0.5"])
    let cart = try changes.applied(to: Cart())
    #expect(cart.wheel.size == 3 && cart.spare == Wheel(size: 1, shape: .square) && cart.limit == 0.5)
    #expect(try ConfigurationOverrides(cart.texts).applied(to: Cart()) == cart)
  }

  @Test func jsonIsOneFlatObject() throws {
    var cart = Cart()
    cart.spare.shape = .square
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let text = String(decoding: try encoder.encode(cart), as: UTF8.self)
    #expect(
      text == #"{"high":5,"low":1,"plan":[1],"shape":"round","size":2,"spareShape":"square","spareSize":1}"#)
    #expect(try JSONDecoder().decode(Cart.self, from: Data(text.utf8)) == cart)
  }

  @Test func whatJSONLeavesOutKeepsItsDefault() throws {
    let cart = try JSONDecoder().decode(Cart.self, from: Data(#"{"size":3,"limit":7,"unknown":{}}"#.utf8))
    var expected = Cart()
    (expected.wheel.size, expected.limit) = (3, 7)
    #expect(cart == expected)
  }

  @Test func namesThatComeTwiceStopTheProgram() async {
    let exit = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Twins.settings
    }
    let complaint = String(decoding: exit?.standardErrorContent ?? [], as: UTF8.self)
    #expect(complaint.contains("Twins has more than one setting named shape, size"))
  }
}
