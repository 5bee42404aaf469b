/// A wrapper that has a name, and is chosen while the program runs: `frameStack=4`.
///
/// It consists of its value and of the typed wrapper that it stands for. A new one is a type like these, and a line in
/// ``WrapperList/known``.
package protocol NamedWrapper: Sendable {
  /// The name.
  static var name: String { get }
  /// The form in which it is written, such as `frameStack=N`.
  static var form: String { get }
  /// The meaning, in one sentence.
  static var summary: String { get }

  /// Reads the value behind the name; `nil` if there is none.
  init(_ value: String?) throws(ConfigurationError)

  /// Returns the change of every environment of a task.
  ///
  /// - Throws: If the wrapper does not fit the spaces; the sentence names them.
  func change(of spaces: RowSpaces) throws(ConfigurationError) -> RowChange

  /// The number of steps inside for one outside.
  var stepsPerAction: Int { get }
  /// True if observations tell of the task in another form, which a script for the task does not understand.
  var changesObservations: Bool { get }
  /// True if it does with every frame of a stack what it does with one.
  var actsOnFrames: Bool { get }
  /// True if it makes stacks of frames.
  var stacksFrames: Bool { get }

  /// Returns the time limit outside for the one inside; `nil` if there is none.
  func timeLimit(around limit: Int?) -> Int?
}

extension NamedWrapper {
  /// One: a step is a step.
  package var stepsPerAction: Int { 1 }
  /// False.
  package var changesObservations: Bool { false }
  /// False.
  package var actsOnFrames: Bool { false }
  /// False.
  package var stacksFrames: Bool { false }

  /// The same: most wrappers leave the length of episodes alone.
  package func timeLimit(around limit: Int?) -> Int? { limit }
}

/// The change of an environment by a wrapper, decided once for all environments of a task.
public struct RowChange: Sendable {
  /// The spaces after the change.
  public let spaces: RowSpaces
  private let wrap: @Sendable (consuming RowEnvironment) -> RowEnvironment

  init(to spaces: RowSpaces, _ wrap: @escaping @Sendable (consuming RowEnvironment) -> RowEnvironment) {
    self.spaces = spaces
    self.wrap = wrap
  }

  /// Returns the changed environment.
  public func applied(to environment: consuming RowEnvironment) -> RowEnvironment { wrap(environment) }

  /// Returns this change, followed by another one.
  func followed(by next: RowChange) -> RowChange {
    let first = wrap
    return RowChange(to: next.spaces) { next.applied(to: first($0)) }
  }
}

extension NamedWrapper {
  /// Reads the value of a wrapper that needs one.
  ///
  /// - Parameters:
  ///   - text: The text behind the name.
  ///   - range: The range of the value.
  ///   - sample: A value that works.
  static func value<Value: RangedSettingValue>(
    _ text: String?, in range: some SettingRange<Value.SettingNumber>, such sample: Value
  ) throws(ConfigurationError) -> Value {
    let expectation = "\(Value.settingKind) \(range.inWords), such as \(name)=\(sample.settingText)"
    guard let text else { throw ConfigurationError("The wrapper \(name) needs a value: \(expectation).") }
    guard let value = try Value(settingText: text), value.lies(in: range) else {
      throw ConfigurationError("\(name)=\(text) does not work: its value is \(expectation).")
    }
    return value
  }

  /// Refuses a value of a wrapper that takes none.
  static func takesNone(_ text: String?) throws(ConfigurationError) {
    guard let text else { return }
    throw ConfigurationError("\(name)=\(text) does not work: the wrapper \(name) takes no value.")
  }

  /// The error of spaces that a wrapper does not fit.
  static func misfit(_ space: CompositeSpace, _ expectation: String) -> ConfigurationError {
    ConfigurationError("The wrapper \(name) does not fit: it takes \(expectation), not \(space.descriptor).")
  }

  /// Refuses an environment that does not show the random stream, for a wrapper that draws from it.
  static func requireStream(_ spaces: RowSpaces) throws(ConfigurationError) {
    guard !spaces.showsStream else { return }
    throw ConfigurationError(
      "The wrapper \(name) does not fit: it draws from the environment's random stream, which this one does not show."
    )
  }
}
