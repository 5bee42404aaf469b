/// A player that turns keys into actions, as a person does, without a keyboard or an environment of its own.
public struct KeyPlayer: Sendable {
  private let map: KeyMap
  private let secondsPerStep: Double
  /// The keys that are held, or were pressed since the last step, in the order of their presses.
  private var held: [String] = []
  /// Those that were pressed since the last step, so that a tap between two steps counts.
  private var tapped: Set<String> = []
  private var action: [Double]
  /// The letter of the column whose row is still to be named.
  private var letter = ""

  /// A player who holds no key.
  ///
  /// - Parameters:
  ///   - map: The keys.
  ///   - stepsPerSecond: The environment's own pace.
  public init(_ map: KeyMap, stepsPerSecond: Double) {
    self.map = map
    secondsPerStep = 1 / stepsPerSecond
    action = []
    begin()
  }

  /// True if the game waits for every move.
  public var takesTurns: Bool {
    switch map {
    case .choices(_, .waits), .squares: true
    default: false
    }
  }

  /// Begins an episode: axes are at rest.
  public mutating func begin() {
    switch map {
    case .choices(let bindings, _): if action.isEmpty { action = bindings.first?.action ?? [] }
    case .axes(let axes): action = axes.map(\.rest)
    case .squares: letter = ""
    }
  }

  /// The actions of some steps: one per press where the game takes turns, else one for each step that is due.
  ///
  /// - Parameters:
  ///   - steps: How many steps are due.
  ///   - keys: The keys that are held.
  ///   - presses: The keys that were pressed since the last call, in their order.
  public mutating func actions(forSteps steps: Int, holding keys: Set<String>, presses: [String]) -> [[Double]] {
    if takesTurns { return presses.compactMap { choice($0) } }
    note(keys, presses)
    guard steps > 0 else { return [] }
    defer { tapped.removeAll() }
    return (0..<steps).map { _ in
      advance()
      return action
    }
  }

  private mutating func note(_ keys: Set<String>, _ presses: [String]) {
    tapped.formUnion(presses)
    held.removeAll { !keys.contains($0) && !tapped.contains($0) }
    for key in presses {
      held.removeAll { $0 == key }
      held.append(key)
    }
    // What was held before the first look comes before what was pressed since.
    held.insert(contentsOf: keys.subtracting(held).sorted(), at: 0)
  }

  private mutating func advance() {
    switch map {
    case .choices(let bindings, let idle):
      if let chosen = held.reversed().lazy.compactMap({ key in bindings.first { $0.key == key } }).first {
        action = chosen.action
      } else if case .takes(let idle) = idle {
        action = idle
      }
    case .axes(let axes):
      for (index, axis) in axes.enumerated() {
        let target = held.reversed().lazy.compactMap(axis.target).first ?? axis.rest
        action[index] = axis.moved(action[index], towards: target, seconds: secondsPerStep)
      }
    case .squares: break
    }
  }

  /// The action that a key completes; `nil` if it is none, or the first half of one.
  private mutating func choice(_ key: String) -> [Double]? {
    switch map {
    case .choices(let bindings, _): return bindings.first { $0.key == key }?.action
    case .axes: return nil
    case .squares(let rows, let columns, let more):
      if let square = SquareNames.square(letter, key, rows: rows, columns: columns) {
        letter = ""
        return [Double(square)]
      }
      letter = key
      return more.first { $0.key == key }?.action
    }
  }
}

extension KeyAxis {
  /// The number that a key asks for; `nil` if it is not on the axis.
  fileprivate func target(_ key: String) -> Double? { bindings.first { $0.key == key }?.action[0] }
}
