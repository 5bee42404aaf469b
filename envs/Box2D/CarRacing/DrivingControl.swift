import Simulation

/// A driver's command: the target of the steering, and the positions of the pedals.
public struct DrivingCommand: Equatable, Sendable {
  /// The target angle of the front wheels, in radians, positive to the left; they turn at most 0.4 either way.
  public var steering: Double
  /// The position of the gas pedal, from 0 (released) to 1.
  public var gas: Double
  /// The position of the brake pedal, from 0 (released) to 1; from 0.9 on the wheels lock.
  public var brake: Double

  /// Makes a command.
  public init(steering: Double = 0, gas: Double = 0, brake: Double = 0) {
    self.steering = steering
    self.gas = gas
    self.brake = brake
  }
}

/// A control scheme of a car: three numbers, or one of five choices.
public protocol DrivingControl: Sendable, SendableMetatype {
  /// The space of actions.
  associatedtype ActionSpace: Space & Sendable

  /// The space of actions.
  static var actionSpace: ActionSpace { get }

  /// True if actions are numbers rather than choices; the value of a configuration's `continuous`.
  static var isContinuous: Bool { get }

  /// The command that an action gives.
  static func command(for action: Span<ActionSpace.Scalar>) -> DrivingCommand

  /// The action nearest to a command, for scripts that drive either way.
  static func write(_ command: DrivingCommand, into action: inout MutableSpan<ActionSpace.Scalar>)
}

/// Three numbers: steering from -1 (left) to 1 (right), gas from 0 to 1, brake from 0 to 1.
public enum ContinuousDriving: DrivingControl {
  /// The space of steering, gas and brake.
  public static let actionSpace = Box<Float>(low: [-1, 0, 0], high: [1, 1, 1])

  /// True: actions are numbers.
  public static var isContinuous: Bool { true }

  /// The command of the numbers, its steering to the left as the physics counts it; NaN counts as 0.
  public static func command(for action: Span<Float>) -> DrivingCommand {
    DrivingCommand(
      steering: -Double(action[0].orZeroIfNaN), gas: min(max(Double(action[1].orZeroIfNaN), 0), 1),
      brake: Double(action[2].orZeroIfNaN))
  }

  /// The numbers as they are.
  public static func write(_ command: DrivingCommand, into action: inout MutableSpan<Float>) {
    action[0] = Float(min(max(-command.steering, -1), 1))
    action[1] = Float(min(max(command.gas, 0), 1))
    action[2] = Float(min(max(command.brake, 0), 1))
  }
}

/// Five choices: 0 nothing, 1 steer right, 2 steer left, 3 gas, 4 brake.
public enum DiscreteDriving: DrivingControl {
  /// The space of choices: nothing, right, left, gas, brake.
  public static let actionSpace = Discrete(5)

  /// False: actions are choices.
  public static var isContinuous: Bool { false }

  /// The command of a choice: steering of 0.6, gas of 0.2 or brake of 0.8.
  public static func command(for action: Span<Int>) -> DrivingCommand {
    assert(actionSpace.contains(action), "\(action[0]) is not 0 (none), 1 (right), 2 (left), 3 (gas) or 4 (brake)")
    return switch action[0] {
    case 1: DrivingCommand(steering: -0.6)
    case 2: DrivingCommand(steering: 0.6)
    case 3: DrivingCommand(gas: 0.2)
    case 4: DrivingCommand(brake: 0.8)
    default: DrivingCommand()
    }
  }

  /// Writes whatever the command asks for most.
  public static func write(_ command: DrivingCommand, into action: inout MutableSpan<Int>) {
    if command.brake > 0.3 {
      action[0] = 4
    } else if abs(command.steering) > 0.3 {
      action[0] = command.steering < 0 ? 1 : 2
    } else {
      action[0] = command.gas > 0 ? 3 : 0
    }
  }
}
