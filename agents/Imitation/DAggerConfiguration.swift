import Foundation
import Simulation
import Training

/// The settings of DAgger: those of the policy and its fitting, and how it shares the acting with the expert.
@dynamicMemberLookup
public struct DAggerConfiguration: Settings {
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

  /// The settings, with their ranges.
  public static var settings: SettingList<Self> {
    SettingGroup(\.cloning)
    Setting(\.expertShare, "expertShare", "How the expert's share of the acting, β, falls from round to round.")
    Setting(\.shareRounds, "shareRounds", "In which round a linear share has fallen to zero.", in: 1...1 << 53)
    Setting(\.shareDecay, "shareDecay", "The factor of an exponential share from round to round.", in: 0...1)
    Setting(\.mixing, "mixing", "For how long it is decided who acts.")
    Setting(\.roundSteps, "roundSteps", "How many environment steps a round has.", in: 1...1 << 53)
    Setting(\.roundUpdates, "roundUpdates", "How many updates follow a round.", in: 1...1 << 53)
    Setting(
      \.initialUpdates, "initialUpdates",
      "How many updates are made on demonstrations, if there are any, before the first step.", in: 0...1 << 53)
  }
}
