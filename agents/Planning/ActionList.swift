import Simulation

/// The actions that a search chooses among: all of a finite space, or a few values of each number between its bounds.
struct ActionList: Sendable {
  /// The actions, a row each.
  let rows: [RowBuffer]
  /// The flags of an action mask that allow each action, side by side for all its categories; none where nothing is forbidden.
  private let flags: [Int]
  private let categories: Int

  /// The largest number of actions that a search tells apart.
  static let mostActions = 4096

  /// Lists the actions of a task.
  ///
  /// - Throws: If there are too many, or they have no bounds.
  init(_ task: TaskSpecification) throws(PlanningError) {
    let values = try Self.values(of: task.actionSpace)
    var count = 1
    for column in values {
      count *= column.count
      guard count <= Self.mostActions else { throw .tooManyActions(task.actionSpace) }
    }
    var rows: [RowBuffer] = []
    var flags: [Int] = []
    for row in 0..<count {
      let places = Self.places(of: row, in: values)
      rows.append(RowBuffer(task.actionLayout, count: 1))
      rows[row].replaceNumbers(ofRow: 0, withDoubles: zip(values, places).map { $0[$1] })
      if task.maskSize > 0 { flags += Self.flags(of: places, in: values) }
    }
    self.rows = rows
    self.flags = flags
    categories = values.count
  }

  /// The number of actions.
  var count: Int { rows.count }

  /// Returns true if a mask allows an action.
  func allows(_ action: Int, _ mask: [Bool]) -> Bool {
    guard !flags.isEmpty else { return true }
    return flags[action * categories..<(action + 1) * categories].allSatisfy { mask[$0] }
  }

  /// The values of each number of an action.
  private static func values(of space: SpaceDescriptor) throws(PlanningError) -> [[Double]] {
    switch space {
    case .discrete(let count, let start): return [(0..<count).map { Double(start + $0) }]
    case .multiDiscrete(let counts, let starts):
      return zip(counts, starts).map { count, start in (0..<count).map { Double(start + $0) } }
    case .multiBinary(let count): return Array(repeating: [0, 1], count: count)
    case .box(_, _, let low, let high):
      guard zip(low, high).allSatisfy({ ($1 - $0).isFinite }) else { throw .unboundedActions(space) }
      // The ends and the middle, and of a single number what lies between.
      let steps = low.count == 1 ? 4 : 2
      return zip(low, high).map { low, high in (0...steps).map { low + (high - low) * Double($0) / Double(steps) } }
    case .tuple, .dictionary: throw .tooManyActions(space)
    }
  }

  /// The place of each number's value in an action, the last number running fastest.
  private static func places(of action: Int, in values: [[Double]]) -> [Int] {
    var (rest, places) = (action, [Int](repeating: 0, count: values.count))
    for index in values.indices.reversed() {
      places[index] = rest % values[index].count
      rest /= values[index].count
    }
    return places
  }

  private static func flags(of places: [Int], in values: [[Double]]) -> [Int] {
    var first = 0
    return zip(places, values).map { place, column in
      defer { first += column.count }
      return first + place
    }
  }
}

/// The reason why no search can act in a task.
public enum PlanningError: Error, Equatable, CustomStringConvertible {
  /// There are more actions than a search tells apart, or they are of several kinds.
  case tooManyActions(SpaceDescriptor)
  /// Some actions have no bounds.
  case unboundedActions(SpaceDescriptor)

  /// The sentence for the user.
  public var description: String {
    switch self {
    case .tooManyActions(let space):
      "A search chooses among \(ActionList.mostActions) actions or fewer, and \(space) has more."
    case .unboundedActions(let space): "A search chooses among numbers between bounds, and \(space) has none."
    }
  }
}
