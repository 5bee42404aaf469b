import Foundation
import Simulation
import Testing

private struct Plan: Settings {
  var gravity = 9.8
  var length = 2.0
  var isWindy = false
  var title = "plain"
  var batchSize = 32
  var seed: UInt64 = 7
  var hiddenSizes = [64, 64]
  var weights = [0.5, 1]
  var names = ["a"]
  var empty: [Int] = []
  var limit: Double?
  var schedule = Pace.constant

  static var settings: SettingList<Self> {
    Setting(\.gravity, "gravity", "Acceleration of gravity.", in: -100...100)
    Setting(\.length, "length", "The length.")
    Setting(\.isWindy, "isWindy", "Whether there is wind.")
    Setting(\.title, "title", "The title.")
    Setting(\.batchSize, "batchSize", "The size of a batch.")
    Setting(\.seed, "seed", "The seed.")
    Setting(\.hiddenSizes, "hiddenSizes", "The sizes.")
    Setting(\.weights, "weights", "The weights.")
    Setting(\.names, "names", "The names.")
    Setting(\.empty, "empty", "Nothing.")
    Setting(\.limit, "limit", "The limit.")
    Setting(\.schedule, "schedule", "The pace.")
  }
}

/// A value with a text form of its own, that refuses some texts with a sentence.
private struct Pace: TextRepresentable {
  static let constant = Pace("constant"), linear = Pace("linear")
  let description: String

  private init(_ description: String) { self.description = description }

  init(text: String) throws(ConfigurationError) {
    guard ["constant", "linear"].contains(text) else {
      throw ConfigurationError("'\(text)' is no pace; there are constant and linear.")
    }
    description = text
  }
}

private func apply(_ assignments: String...) throws(ConfigurationError) -> Plan {
  try ConfigurationOverrides(parsing: assignments).applied(to: Plan())
}

@Suite struct ConfigurationOverridesTests {
  @Test func noOverridesChangeNothing() throws {
    #expect(try apply() == Plan())
  }

  @Test(arguments: [("1.6", 1.6), ("-3", -3), ("1e-3", 0.001), ("2", 2)])
  func numbersAreRead(text: String, value: Double) throws {
    #expect(try apply("gravity=\(text)").gravity == value)
    #expect(try apply("length=\(text)").length == value)
  }

  @Test(arguments: [("16", 16), ("1e3", 1000), ("-2", -2), ("9007199254740993", 9_007_199_254_740_993)])
  func wholeNumbersAreReadExactly(text: String, value: Int) throws {
    #expect(try apply("batchSize=\(text)").batchSize == value)
  }

  @Test(arguments: [("true", true), ("false", false), ("1", true), ("0", false), ("True", true)])
  func flagsAreRead(text: String, value: Bool) throws {
    #expect(try apply("isWindy=\(text)").isWindy == value)
  }

  @Test func textsAreReadAsTheyAre() throws {
    #expect(try apply("title=a = b").title == "a = b")
    #expect(try apply("title=").title.isEmpty)
    #expect(try apply("title=12").title == "12")
  }

  @Test func listsAreSeparatedByCommas() throws {
    #expect(try apply("hiddenSizes=256,128,64").hiddenSizes == [256, 128, 64])
    #expect(try apply("hiddenSizes=256, 128").hiddenSizes == [256, 128])
    #expect(try apply("hiddenSizes=").hiddenSizes.isEmpty)
    #expect(try apply("weights=1,0.25").weights == [1, 0.25])
    #expect(try apply("names=x,y").names == ["x", "y"])
    #expect(try apply("empty=3").empty == [3])
  }

  @Test func anOptionalValueMayBeNone() throws {
    #expect(try apply("limit=2").limit == 2 && apply("limit=none").limit == nil)
  }

  @Test func severalOverridesAreAppliedTogether() throws {
    var expected = Plan()
    (expected.gravity, expected.isWindy, expected.schedule) = (1.6, true, .linear)
    #expect(try apply("gravity=1.6", "isWindy=true", "schedule=linear") == expected)
  }

  @Test(arguments: [[:], ["gravity": "1.6"]])
  func theyAreStoredAsOneObjectOfTexts(values: [String: String]) throws {
    let data = try JSONEncoder().encode(ConfigurationOverrides(values))
    #expect(String(decoding: data, as: UTF8.self) == (values.isEmpty ? "{}" : #"{"gravity":"1.6"}"#))
    #expect(try JSONDecoder().decode(ConfigurationOverrides.self, from: data).values == values)
  }

  @Test func theLastOfTwoAssignmentsCounts() throws {
    #expect(try apply("gravity=1", "gravity=2").gravity == 2)
  }

  @Test(arguments: [
    ("gravity=strong", "gravity=strong does not work: gravity is a number, such as 9.8."),
    ("gravity=inf", "gravity=inf does not work: gravity is a number, such as 9.8."),
    ("isWindy=maybe", "isWindy=maybe does not work: isWindy is true or false, such as false."),
    ("batchSize=1.5", "batchSize=1.5 does not work: batchSize is a whole number, such as 32."),
    ("seed=-1", "seed=-1 does not work: seed is a whole number, such as 7."),
    (
      "hiddenSizes=64;64",
      "hiddenSizes=64;64 does not work: hiddenSizes is a list separated by commas, each a whole number, such as 64,64."
    ),
    (
      "hiddenSizes=0.5",
      "hiddenSizes=0.5 does not work: hiddenSizes is a list separated by commas, each a whole number, such as 64,64."
    ),
    ("batchSize=many", "batchSize=many does not work: batchSize is a whole number, such as 32."),
    (
      "weights=1,x",
      "weights=1,x does not work: weights is a list separated by commas, each a number, such as 0.5,1."
    ),
    ("empty=x", "empty=x does not work: empty is a list separated by commas, each a whole number."),
    ("limit=high", "limit=high does not work: limit is a number, or none, such as none."),
    ("schedule=cubic", "'cubic' is no pace; there are constant and linear."),
    ("gravity=101", "gravity is 101.0, but must be from -100 to 100."),
    ("gravity", "'gravity' is not of the form key=value, such as gravity=1.6."),
    ("=3", "'=3' is not of the form key=value, such as gravity=1.6."),
  ])
  func whatCannotBeReadIsRefusedInASentence(assignment: String, sentence: String) {
    #expect(throws: ConfigurationError(sentence)) { try apply(assignment) }
  }

  @Test func anUnknownKeyIsRefusedWithTheNearestAndTheKnown() {
    let error = #expect(throws: ConfigurationError.self) { try apply("gravty=3") }
    #expect(
      error?.description.hasPrefix("There is no parameter 'gravty'. Did you mean 'gravity'? Known: batchSize, ")
        == true)
    let other = #expect(throws: ConfigurationError.self) { try apply("temperature=3") }
    #expect(other?.description.hasPrefix("There is no parameter 'temperature'. Known: batchSize, ") == true)
  }

  @Test func valuesAreShownAsOneTypesThem() {
    let texts = Plan().texts
    #expect(texts["gravity"] == "9.8" && texts["length"] == "2" && texts["isWindy"] == "false")
    #expect(texts["hiddenSizes"] == "64,64" && texts["weights"] == "0.5,1" && texts["schedule"] == "constant")
    #expect(texts["empty"] == "" && texts["limit"] == "none")
  }

  @Test func everyDefaultReadsBackAsItself() throws {
    #expect(try ConfigurationOverrides(Plan().texts).applied(to: Plan()) == Plan())
  }
}

@Suite struct ClosestNameTests {
  private let names = ["CartPole-v1", "MountainCar-v0", "MountainCarContinuous-v0", "Taxi-v3", "lr", "gamma"]

  @Test(arguments: [
    ("CartPole", "CartPole-v1"), ("cartpole-v1", "CartPole-v1"), ("CatrPole-v1", "CartPole-v1"),
    ("taxi", "Taxi-v3"),
    ("Taxi-v2", "Taxi-v3"), ("MountainCarContinous-v0", "MountainCarContinuous-v0"), ("l", "lr"), ("gmma", "gamma"),
    ("LunarLander-v3", nil), ("ab", nil), ("", nil), ("delta", nil),
  ])
  func theClosestNameIsFoundIfOneIsClose(wanted: String, expected: String?) {
    #expect(wanted.closest(among: names) == expected)
  }

  @Test(arguments: [
    ("Cartpole-v1", "CartPole-v1"), ("cartpole-v0", "CartPole-v0"), ("CartPole-v3", "CartPole-v1"),
    ("CartPole", "CartPole-v1"), ("cartpol", "CartPole-v1"), ("Cartpole-v", "CartPole-v1"),
    ("LunarLander", "LunarLander-v3"), ("lunarlander-v2", "LunarLander-v3"), ("Lake-v9", "Lake-v10"),
  ])
  func caseComesFirstAndThenTheNewest(wanted: String, expected: String) {
    let names = [
      "CartPole-v0", "CartPole-v1", "CartPoleBox2D-v0", "LunarLanderContinuous-v3", "LunarLander-v3", "Lake-v2",
      "Lake-v10",
    ]
    #expect(wanted.closest(among: names) == expected)
  }

  @Test func nothingIsClosestAmongNothing() {
    #expect("x".closest(among: []) == nil)
  }
}
