import Foundation
import Simulation
import Training

/// The settings of PPO; the defaults are those of Stable-Baselines3.
public struct PPOConfiguration: Settings {
  /// The step size of Adam.
  public var learningRate = Schedule.constant(3e-4)
  /// The number of steps that each environment takes between updates.
  public var rolloutSteps = 2048
  /// The number of steps in a minibatch.
  public var batchSize = 64
  /// The number of passes over a rollout.
  public var epochs = 10
  /// The discount γ of future rewards.
  public var discount = 0.99
  /// The decay λ of generalized advantage estimation: 0 trusts the values of next states, 1 the rewards alone.
  public var traceDecay = 0.95
  /// The distance ε of the probability ratio from 1 beyond which a step gains nothing.
  public var clipRange = Schedule.constant(0.2)
  /// The distance from its old estimate beyond which a value's loss gains nothing; 0 for none.
  public var valueClipRange = 0.0
  /// The weight of the squared error of values in the loss.
  public var valueWeight = 0.5
  /// The weight of the distribution's entropy in the loss.
  public var entropyWeight = Schedule.constant(0)
  /// The maximum norm of gradients, to which longer ones are shortened; 0 for none.
  public var gradientNormLimit = 0.5
  /// The Kullback-Leibler divergence from the old policy at 1.5 times which a rollout's updates end; 0 for no end.
  public var divergenceLimit = 0.0
  /// The divergence from the old policy that the step size is adapted to; 0 to leave it to its schedule.
  public var divergenceTarget = 0.0
  /// The half width α of uniform numbers that shift means where they are learned from, not where they act; 0 for none.
  public var meanDisturbance = 0.0
  /// True if advantages have mean 0 and deviation 1 in each minibatch.
  public var normalizesAdvantages = true
  /// True if observed numbers are brought to mean 0 and deviation 1, by running statistics that the policy keeps.
  public var normalizesObservations = false
  /// True if rewards are divided by the running deviation of discounted returns.
  public var normalizesRewards = false
  /// The sizes of the hidden layers, of the policy and of the value estimate alike.
  public var hiddenSizes = [64, 64]
  /// The activation behind each hidden layer.
  public var activation = ActivationKind.tanh
  /// The size of the state of a gated recurrent unit before the hidden layers; 0 for a policy without a memory.
  public var memorySize = 0
  /// The number of steps that gradients go back through the memory.
  public var sequenceLength = 16
  /// The distribution of actions that are numbers.
  public var distribution = DistributionKind.gaussian
  /// The logarithm of the deviations of normal distributions at the start.
  public var initialLogDeviation = 0.0
  /// The color β of the noise by which numbers are drawn: 0 is white, 1 pink (Hollenstein and others 2024).
  public var noiseColor = 0.0
  /// True if weights begin as orthogonal ones; else as PyTorch's do.
  public var orthogonalInitialization = true

  /// The defaults.
  public init() {}

  /// A distribution of actions that are numbers.
  public enum DistributionKind: String, NamedChoice {
    /// Normal, cut off at the bounds.
    case gaussian
    /// The hyperbolic tangent of normal numbers.
    case squashed
    /// Beta, between the bounds.
    case beta

    /// A distribution.
    public static let noun = "distribution"
  }

  /// The settings, with their ranges.
  public static var settings: SettingList<Self> {
    Setting(
      \.learningRate, "learningRate", "The step size of Adam; a number or a schedule.", in: .above(0, upTo: 1))
    Setting(
      \.rolloutSteps, "rolloutSteps", "The number of steps of each environment between updates.", in: 1...1 << 24)
    Setting(\.batchSize, "batchSize", "The number of steps in a minibatch.", in: 1...1 << 24)
    Setting(\.epochs, "epochs", "The number of passes over a rollout.", in: 1...1000)
    Setting(\.discount, "discount", "The discount γ of future rewards.", in: 0...1)
    Setting(\.traceDecay, "traceDecay", "The decay λ of generalized advantage estimation.", in: 0...1)
    Setting(
      \.clipRange, "clipRange",
      "The distance ε of the probability ratio from 1 that is worth going; a number or a schedule.",
      in: .above(0, upTo: 10))
    Setting(
      \.valueClipRange, "valueClipRange",
      "The distance of a value from its old estimate that is worth going; 0 for any.",
      in: 0...)
    Setting(\.valueWeight, "valueWeight", "The weight of the squared error of values in the loss.", in: 0...)
    Setting(
      \.entropyWeight, "entropyWeight", "The weight of the entropy in the loss; a number or a schedule.",
      in: 0...1e6)
    Setting(
      \.gradientNormLimit, "gradientNormLimit", "The length that longer gradients are shortened to; 0 for none.",
      in: 0...)
    Setting(
      \.divergenceLimit, "divergenceLimit",
      "The divergence from the old policy at 1.5 times which a rollout's updates end; 0 for no end.", in: 0...)
    Setting(
      \.divergenceTarget, "divergenceTarget",
      "The divergence from the old policy that the step size is adapted to; 0 to leave it to its schedule.",
      in: 0...)
    Setting(
      \.meanDisturbance, "meanDisturbance",
      "The half width of uniform numbers that shift means where they are learned from; 0 for none.", in: 0...10)
    Setting(
      \.normalizesAdvantages, "normalizesAdvantages",
      "Advantages have mean 0 and deviation 1 in each minibatch.")
    Setting(
      \.normalizesObservations, "normalizesObservations",
      "Observed numbers have mean 0 and deviation 1, by running statistics that the policy keeps.")
    Setting(
      \.normalizesRewards, "normalizesRewards",
      "Rewards are divided by the running deviation of discounted returns.")
    Setting(
      hiddenSizes: \.hiddenSizes, "hiddenSizes",
      "The sizes of the hidden layers, of the policy and of the value estimate alike.")
    Setting(\.activation, "activation", "The activation behind each hidden layer.")
    Setting(
      \.memorySize, "memorySize", "The size of the memory's state; 0 for a policy without a memory.", in: 0...65_536
    )
    Setting(
      \.sequenceLength, "sequenceLength", "The number of steps that gradients go back through the memory.",
      in: 1...65_536)
    Setting(\.distribution, "distribution", "The distribution of actions that are numbers.")
    Setting(
      \.initialLogDeviation, "initialLogDeviation",
      "The logarithm of the deviations of normal distributions at the start.", in: -5...2)
    Setting(
      \.noiseColor, "noiseColor", "The color of the noise by which numbers are drawn: 0 is white, 1 pink, 2 brown.",
      in: 0...2)
    Setting(
      \.orthogonalInitialization, "orthogonalInitialization",
      "Weights begin as orthogonal ones, not as PyTorch's.")
  }

  /// The number of steps of a sequence that is learned from: one without a memory.
  var stepsPerSequence: Int { memorySize > 0 ? sequenceLength : 1 }

  /// Throws if a setting is for normal distributions, and actions are by others.
  func require(normal isNormal: Bool) throws(ConfigurationError) {
    for (name, value) in [("noiseColor", noiseColor), ("meanDisturbance", meanDisturbance)]
    where value > 0 && !isNormal {
      throw ConfigurationError("\(name)=\(value) is for actions by normal distributions; leave it at 0 here.")
    }
  }

  /// Throws if the rollouts of so many environments would be larger than the memory, or a minibatch larger than they are.
  ///
  /// - Parameters:
  ///   - environments: The number of environments.
  ///   - bytesPerRow: The size of an environment's step in bytes.
  ///   - memoryLimit: The number of bytes that a rollout may take; the machine's memory by default.
  func require(
    environments: Int, bytesPerRow: Int, memoryLimit: Int = Int(clamping: ProcessInfo.processInfo.physicalMemory)
  ) throws(ConfigurationError) {
    // Settings have limits, so that this is at most 2²⁴ × 2¹⁶ steps.
    let rollout = rolloutSteps * environments
    guard rollout <= memoryLimit / bytesPerRow else {
      throw ConfigurationError(
        "A rollout of \(rolloutSteps) steps in each of \(environments) environments does not fit into the memory, "
          + "which has room for \(memoryLimit / bytesPerRow) steps in all; lower rolloutSteps or --envs.")
    }
    guard batchSize <= rollout else {
      throw ConfigurationError(
        "batchSize=\(batchSize) is more than the \(rollout) steps of a rollout, \(rolloutSteps) in each of "
          + "\(environments) environments; lower batchSize, or raise rolloutSteps or --envs.")
    }
    guard memorySize == 0 || sequenceLength <= min(batchSize, rolloutSteps) else {
      throw ConfigurationError(
        "sequenceLength=\(sequenceLength) must be at most rolloutSteps=\(rolloutSteps) and batchSize=\(batchSize).")
    }
  }
}
