import Simulation
import Training

/// The settings of the tabular agents.
public struct TabularConfiguration: AgentConfiguration {
  /// The discount γ of future rewards.
  public var discount = 0.99
  /// The step size α.
  public var learningRate = Schedule.constant(0.1)
  /// The kind of exploration.
  public var exploration = ExplorationKind.epsilonGreedy
  /// The probability ε of a random action.
  public var epsilon = Schedule.linear(from: 1, to: 0.05, fraction: 0.5)
  /// The temperature of Boltzmann exploration.
  public var temperature = Schedule.constant(1)
  /// The initial value of every action in every state; above all reachable values, it makes an agent try everything.
  public var initialValue = 0.0
  /// The number of bins of each observed number, for observations that are numbers.
  public var bins: [Int] = []
  /// The lower end of the bins of each number; the space's own bounds if empty.
  public var binLow: [Double] = []
  /// The upper end of the bins of each number; the space's own bounds if empty.
  public var binHigh: [Double] = []

  /// The defaults.
  public init() {}

  /// Throws what is wrong with the values, if anything is.
  public func validate() throws(ConfigurationError) {
    guard (0...1).contains(discount) else {
      throw ConfigurationError("discount is \(discount), but must be between 0 and 1.")
    }
    guard (0...1).contains(epsilon.value(at: 0)), (0...1).contains(epsilon.value(at: 1)) else {
      throw ConfigurationError("epsilon is \(epsilon), but must stay between 0 and 1.")
    }
    guard temperature.value(at: 0) > 0, temperature.value(at: 1) > 0 else {
      throw ConfigurationError("temperature is \(temperature), but must stay above 0.")
    }
    let rates = (first: learningRate.value(at: 0), last: learningRate.value(at: 1))
    guard rates.first > 0, (0...1).contains(rates.first), (0...1).contains(rates.last) else {
      throw ConfigurationError("learningRate is \(learningRate), but must start above 0 and stay from 0 to 1.")
    }
  }

  /// The exploration at a progress from 0 to 1.
  func exploration(at progress: Double) -> Exploration {
    switch exploration {
    case .epsilonGreedy: .epsilonGreedy(epsilon.value(at: progress))
    case .boltzmann: .boltzmann(temperature: temperature.value(at: progress))
    }
  }

  /// The bins for a space of numbers.
  func binning(for space: Box<Float>) throws(ConfigurationError) -> Binning {
    let low = binLow.isEmpty ? space.low.map(Double.init) : binLow
    let high = binHigh.isEmpty ? space.high.map(Double.init) : binHigh
    let size = space.scalarCount
    guard bins.count == size, low.count == size, high.count == size, bins.allSatisfy({ $0 > 0 }) else {
      throw ConfigurationError(
        "Observations of \(size) numbers need as many bins, binLow and binHigh, such as bins=\(Self.list(8, size)), "
          + "not bins=\(bins), binLow=\(binLow), binHigh=\(binHigh).")
    }
    guard zip(low, high).allSatisfy({ $0.isFinite && $1.isFinite && $0 < $1 }) else {
      throw ConfigurationError(
        "Bins need finite bounds with binLow below binHigh, not \(low) and \(high); set binLow and binHigh.")
    }
    guard StateCount.isUsable(bins) else {
      throw ConfigurationError("bins=\(bins) make more than 100 million states; use fewer.")
    }
    for (count, (low, high)) in zip(bins, zip(low, high)) where !Binning.canDivide(low, high, into: count) {
      throw ConfigurationError("\(count) bins from \(low) to \(high) are too narrow to be told apart; use fewer.")
    }
    return Binning(low: low, high: high, bins: bins)
  }

  private static func list(_ number: Int, _ count: Int) -> String {
    [String](repeating: "\(number)", count: count).joined(separator: ",")
  }
}

extension TabularConfiguration {
  /// The settings in words.
  public static let settings: [SettingDescription] = [
    SettingDescription("discount", "The discount γ of future rewards.", .share),
    SettingDescription("learningRate", "The step size α; a number or a schedule.", .above(0, upTo: 1)),
    SettingDescription(
      "exploration", "How the agent departs from the best action that it knows.", .oneOf(ExplorationKind.self)),
    SettingDescription(
      "epsilon", "The probability ε of a random action, for epsilonGreedy; a number or a schedule.", .share),
    SettingDescription(
      "temperature", "The temperature of Boltzmann exploration; a number or a schedule.", .above(0, upTo: .infinity)
    ),
    SettingDescription(
      "initialValue",
      "The value of everything at first; above what can be reached, it makes an agent try everything.",
      .words("any number")),
    SettingDescription(
      "bins", "The number of bins of each observed number, where observations are numbers.",
      .words("one count for each number, separated by commas")),
    SettingDescription(
      "binLow", "The lower end of the bins of each number; empty for the space's own bounds.",
      .words("one number for each, separated by commas")),
    SettingDescription(
      "binHigh", "The upper end of the bins of each number; empty for the space's own bounds.",
      .words("one number for each, separated by commas")),
  ]
}
