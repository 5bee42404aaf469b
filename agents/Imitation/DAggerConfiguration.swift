import Foundation
import Simulation
import Training

/// The settings of DAgger: those of the policy and its fitting, and how it shares the acting with the expert.
@dynamicMemberLookup
public struct DAggerConfiguration: AgentConfiguration {
  /// The settings of the policy and its fitting.
  public var cloning = CloningConfiguration()
  /// The decline of the expert's share of the acting, β, from round to round.
  public var expertShare = ExpertShare.indicator
  /// The round in which a linear share has fallen to zero.
  public var shareRounds = 15
  /// The factor of an exponential share from round to round.
  public var shareDecay = 0.5
  /// The span for which expert or learner is chosen to act.
  public var mixing = Mixing.step
  /// The number of environment steps of a round.
  public var roundSteps = 500
  /// The number of updates after a round.
  public var roundUpdates = 500
  /// The number of updates on demonstrations, if there are any, before the first step.
  public var initialUpdates = 2000

  /// The defaults.
  public init() {}

  /// The decline of the expert's share of the acting; the first round is always the expert's.
  public enum ExpertShare: String, NamedChoice {
    /// The first round alone: the form without parameters that Ross, Gordon and Bagnell used most.
    case indicator
    /// In equal steps.
    case linear
    /// By equal factors.
    case exponential

    /// A share.
    public static let noun = "share"
  }

  /// The span for which expert or learner is chosen to act.
  public enum Mixing: String, NamedChoice {
    /// For each step.
    case step
    /// For each episode.
    case episode

    /// A way to mix.
    public static let noun = "mixing"
  }

  /// A setting of the policy or its fitting.
  public subscript<Value>(dynamicMember setting: WritableKeyPath<CloningConfiguration, Value>) -> Value {
    get { cloning[keyPath: setting] }
    set { cloning[keyPath: setting] = newValue }
  }

  /// The probability β with which the expert acts.
  ///
  /// - Parameter round: The number of the round, from 1 on; demonstrations count as the first.
  public func share(inRound round: Int) -> Double {
    switch expertShare {
    case .indicator: round == 1 ? 1 : 0
    case .linear: shareRounds > 1 ? max(0, 1 - Double(round - 1) / Double(shareRounds - 1)) : round == 1 ? 1 : 0
    case .exponential: pow(shareDecay, Double(round - 1))
    }
  }

  /// Throws what is wrong with the values, if anything is.
  public func validate() throws(ConfigurationError) {
    try cloning.validate()
    try Setting.require("shareRounds", shareRounds, in: 1...1 << 53)
    try Setting.require("shareDecay", shareDecay, "from 0 to 1", (0...1).contains(shareDecay))
    try Setting.require("roundSteps", roundSteps, in: 1...1 << 53)
    try Setting.require("roundUpdates", roundUpdates, in: 1...1 << 53)
    try Setting.require("initialUpdates", initialUpdates, in: 0...1 << 53)
  }
}

// All settings stand side by side, so that each can be named alone.
extension DAggerConfiguration {
  private enum Key: CodingKey {
    case expertShare, shareRounds, shareDecay, mixing, roundSteps, roundUpdates, initialUpdates
  }

  /// Reads all settings from one object.
  public init(from decoder: any Decoder) throws {
    cloning = try CloningConfiguration(from: decoder)
    let container = try decoder.container(keyedBy: Key.self)
    expertShare = try container.decode(ExpertShare.self, forKey: .expertShare)
    shareRounds = try container.decode(Int.self, forKey: .shareRounds)
    shareDecay = try container.decode(Double.self, forKey: .shareDecay)
    mixing = try container.decode(Mixing.self, forKey: .mixing)
    roundSteps = try container.decode(Int.self, forKey: .roundSteps)
    roundUpdates = try container.decode(Int.self, forKey: .roundUpdates)
    initialUpdates = try container.decode(Int.self, forKey: .initialUpdates)
  }

  /// Writes all settings into one object.
  public func encode(to encoder: any Encoder) throws {
    try cloning.encode(to: encoder)
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(expertShare, forKey: .expertShare)
    try container.encode(shareRounds, forKey: .shareRounds)
    try container.encode(shareDecay, forKey: .shareDecay)
    try container.encode(mixing, forKey: .mixing)
    try container.encode(roundSteps, forKey: .roundSteps)
    try container.encode(roundUpdates, forKey: .roundUpdates)
    try container.encode(initialUpdates, forKey: .initialUpdates)
  }
}

extension DAggerConfiguration {
  /// The settings in words.
  public static let settings: [SettingDescription] =
    CloningConfiguration.settings + [
      SettingDescription(
        "expertShare", "How the expert's share of the acting, β, falls from round to round.",
        .oneOf(ExpertShare.self)),
      SettingDescription("shareRounds", "In which round a linear share has fallen to zero.", .from(1, to: 0x1p53)),
      SettingDescription("shareDecay", "The factor of an exponential share from round to round.", .share),
      SettingDescription("mixing", "For how long it is decided who acts.", .oneOf(Mixing.self)),
      SettingDescription("roundSteps", "How many environment steps a round has.", .from(1, to: 0x1p53)),
      SettingDescription("roundUpdates", "How many updates follow a round.", .from(1, to: 0x1p53)),
      SettingDescription(
        "initialUpdates", "How many updates are made on demonstrations, if there are any, before the first step.",
        .from(0, to: 0x1p53)),
    ]
}
