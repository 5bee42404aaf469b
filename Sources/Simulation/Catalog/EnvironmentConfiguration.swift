/// The parameters of an environment's dynamics, rewards and starts, as a value.
///
/// Gymnasium's constructor arguments and reset options are properties here. The values are `Codable`, so that runs
/// store them and the command line sets them by name.
public protocol EnvironmentConfiguration: Codable, Equatable, Sendable {
  /// Gymnasium's defaults.
  init()

  /// Throws what is wrong with the values, if anything is.
  func validate() throws(ConfigurationError)
}

/// A configuration value that an environment or an agent cannot work with.
public struct ConfigurationError: Error, Equatable, CustomStringConvertible {
  /// One sentence that names the value, what is expected, and the way out.
  public let description: String

  /// Makes an error from its sentence.
  public init(_ description: String) { self.description = description }
}

extension EnvironmentConfiguration {
  /// Every combination of values is fine unless an environment says otherwise.
  public func validate() throws(ConfigurationError) {}

  /// Throws unless a value satisfies a condition.
  public func require<Value>(
    _ name: String, _ value: Value, _ expectation: String, _ isValid: Bool
  ) throws(ConfigurationError) {
    guard isValid else { throw ConfigurationError("\(name) is \(value), but must be \(expectation).") }
  }
}

/// An environment that is made from a configuration.
public protocol ConfigurableEnvironment: RandomizedEnvironment, ~Copyable {
  /// The parameters of the environment.
  associatedtype Configuration: EnvironmentConfiguration

  /// Makes the environment; its random stream is that of seed 0 until a reset seeds it.
  ///
  /// - Precondition: The configuration is valid. Values from outside go through
  ///   ``EnvironmentConfiguration/validate()`` first.
  init(_ configuration: Configuration)
}

extension EnvironmentConfiguration {
  /// Stops the program with the error's sentence if the values are not valid.
  public func requireValid() {
    do {
      try validate()
    } catch {
      preconditionFailure(error.description)
    }
  }
}
