/// The unit in which a training run is measured.
public enum StepUnit: String, Codable, Sendable {
  /// Steps in environments, for agents that act.
  case environmentSteps = "environment steps"
  /// Updates, for learners that do not act.
  case updates

  /// The plural as one reads it beside a number.
  public var noun: String {
    switch self {
    case .environmentSteps: "steps"
    case .updates: "updates"
    }
  }
}
