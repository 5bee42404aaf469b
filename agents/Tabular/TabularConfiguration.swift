import Simulation
import Training

/// The settings of the tabular agents.
public struct TabularConfiguration: ExploringSettings {
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

  /// The settings, with their ranges.
  public static var settings: SettingList<Self> {
    Setting(\.discount, "discount", "The discount γ of future rewards.", in: 0...1)
    Setting(
      \.learningRate, "learningRate", "The step size α; a number or a schedule.",
      "from 0 to 1, and above 0 at first"
    ) { $0.value(at: 0) > 0 && $0.lies(in: 0...1) }
    explorationSettings
    Setting(
      \.initialValue, "initialValue",
      "The value of everything at first; above what can be reached, it makes an agent try everything.")
    Setting(
      \.bins, "bins", "The number of bins of each observed number, where observations are numbers.",
      "one count for each number, separated by commas")
    Setting(
      \.binLow, "binLow", "The lower end of the bins of each number; empty for the space's own bounds.",
      "one number for each, separated by commas")
    Setting(
      \.binHigh, "binHigh", "The upper end of the bins of each number; empty for the space's own bounds.",
      "one number for each, separated by commas")
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
