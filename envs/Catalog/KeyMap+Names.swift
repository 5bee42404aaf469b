extension KeyMap {
  /// The names of actions, as the keys' meanings tell them: those of the keys, and of what happens without one.
  public var actionNames: [(action: [Double], name: String)] {
    if case .squares(let rows, let columns, let more) = self {
      return (0..<rows * columns).map {
        (action: [Double($0)], name: SquareNames.name(ofSquare: $0, rows: rows, columns: columns))
      } + more.map { (action: $0.action, name: $0.meaning) }
    }
    guard case .choices(let bindings, let idle) = self else { return [] }
    var names = bindings.filter { !$0.meaning.isEmpty }.map { (action: $0.action, name: $0.meaning) }
    if case .takes(let action) = idle { names.append((action, "nothing")) }
    return names
  }

  /// The name of an action; `nil` if no key tells one.
  public func name(of action: [Double]) -> String? { actionNames.first { $0.action == action }?.name }
}
