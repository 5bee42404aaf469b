import Simulation

extension Blackjack {
  /// The basic strategy for hitting and sticking: what is best against each open card of the dealer.
  ///
  /// Baldwin et al. (1956), "The optimum strategy in blackjack", without doubling and splitting.
  public static var heuristic: ScriptedPolicy {
    ScriptedPolicy(observing: Int.self, acting: Int.self) { observation in
      let (sum, dealer, hasUsableAce) = (observation[0], observation[1], observation[2] == 1)
      if hasUsableAce {
        let dealerIsStrong = dealer >= 9 || dealer == 1
        return sum <= 17 || (sum == 18 && dealerIsStrong) ? 1 : 0
      }
      switch sum {
      case ...11: return 1
      case 12: return (4...6).contains(dealer) ? 0 : 1
      case 13...16: return (2...6).contains(dealer) ? 0 : 1
      default: return 0
      }
    }
  }
}
