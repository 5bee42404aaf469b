/// Wrappers chosen by name, the innermost first.
///
/// Wrappers that act on pictures do so before frames are stacked, wherever they stand in the list: each frame of a stack is
/// then what it would be if the stack's frames were changed one by one.
public struct WrapperList: Sendable {
  /// All wrappers that have names.
  package static let known: [any NamedWrapper.Type] = [
    FrameStackWrapper.self, GrayscaleWrapper.self, ResizeWrapper.self, RescaleObservationWrapper.self,
    HideWrapper.self, ObservationNoiseWrapper.self, ActionRepeatWrapper.self, StickyActionsWrapper.self,
    RescaleActionWrapper.self,
    ClipRewardWrapper.self, TimeLimitWrapper.self, PatienceWrapper.self, EpisodesPerTrialWrapper.self,
  ]

  /// The texts, such as `frameStack=4`, in the order in which they were given.
  public let texts: [String]
  /// The wrappers, in the order in which they are applied.
  private var wrappers: [any NamedWrapper] = []

  /// No wrappers.
  public init() { texts = [] }

  /// Reads wrappers in the form `name=value` or `name`.
  ///
  /// - Throws: If there is no wrapper of a name, one is there twice, or a value does not work.
  public init(parsing texts: [String]) throws(ConfigurationError) {
    self.texts = texts
    for text in texts {
      let wrapper = try Self.wrapper(text)
      // A list from a file is then no longer than one that is typed.
      if wrappers.contains(where: { type(of: $0) == type(of: wrapper) }) {
        throw ConfigurationError(
          "The wrapper \(type(of: wrapper).name) is there twice, the second time as \(text); give it once.")
      }
      insert(wrapper)
    }
  }

  private static func wrapper(_ text: String) throws(ConfigurationError) -> any NamedWrapper {
    let equals = text.firstIndex(of: "=") ?? text.endIndex
    let (name, value) = (
      String(text[..<equals]), equals < text.endIndex ? String(text[equals...].dropFirst()) : nil
    )
    guard let type = known.first(where: { $0.name == name }) else {
      let names = known.map { $0.name }
      throw ConfigurationError(
        "There is no wrapper '\(name)'.\(name.suggestion(among: names)) Known: \(names.joined(separator: ", ")).")
    }
    return try type.init(value)
  }

  private mutating func insert(_ wrapper: any NamedWrapper) {
    let stack = wrapper.actsOnFrames ? wrappers.firstIndex { $0.stacksFrames } : nil
    wrappers.insert(wrapper, at: stack ?? wrappers.endIndex)
  }

  /// True if there are none.
  public var isEmpty: Bool { texts.isEmpty }

  /// The number of the task's own steps for one action.
  public var stepsPerAction: Int { wrappers.reduce(1) { $0 * $1.stepsPerAction } }

  /// True if observations tell of the task in another form, which a script for the task does not understand.
  public var changesObservations: Bool { wrappers.contains { $0.changesObservations } }

  /// Returns the time limit of a task behind the wrappers; `nil` if there is none.
  public func timeLimit(around limit: Int?) -> Int? { wrappers.reduce(limit) { $1.timeLimit(around: $0) } }

  /// Returns the change of every environment of a task; `nil` if there are no wrappers.
  ///
  /// - Throws: If a wrapper does not fit the spaces inside.
  public func change(of spaces: RowSpaces) throws(ConfigurationError) -> RowChange? {
    var change: RowChange?
    for wrapper in wrappers {
      let next = try wrapper.change(of: change?.spaces ?? spaces)
      change = change?.followed(by: next) ?? next
    }
    return change
  }
}

extension WrapperList: Equatable {
  /// Returns true if both were given alike.
  public static func == (left: Self, right: Self) -> Bool { left.texts == right.texts }
}
