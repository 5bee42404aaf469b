import Foundation
import Simulation

/// The reward as a function of D, the discriminator's probability that a pair is the expert's.
///
/// In terms of the logit f = log D − log(1 − D). The sign matters where episodes can end early: what is always positive
/// pays for staying, what is always negative for leaving, whoever the expert is; see
/// ``DiscriminatorConfiguration/absorbing``.
public enum AdversarialRewardKind: String, NamedChoice {
  /// f, of either sign: Fu, Luo and Levine (2018); Kostrikov and others (2019).
  case logit
  /// −log(1 − D) ≥ 0: the usual form of Ho and Ermon (2016), as OpenAI's Baselines have it.
  case positive
  /// log D ≤ 0.
  case negative

  /// A reward.
  public static let noun = "reward"

  /// The reward for a logit.
  func reward(forLogit logit: Float) -> Float {
    switch self {
    case .logit: logit
    case .positive: Self.softplus(logit)
    case .negative: -Self.softplus(-logit)
    }
  }

  private static func softplus(_ x: Float) -> Float { max(x, 0) + log1p(exp(-abs(x))) }
}
