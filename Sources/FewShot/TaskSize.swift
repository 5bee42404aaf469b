import Simulation

/// The size of a task: its classes, and the examples of each.
///
/// A task without classes has one *way*, so that `shots` is the number of its support examples.
public struct TaskSize: Sendable, Equatable, Codable {
  /// The number of classes that the task tells apart; 1 for a task without classes.
  public var ways: Int
  /// The number of support examples of each class.
  public var shots: Int
  /// The number of query examples of each class.
  public var queries: Int

  /// The largest number of examples in a task.
  public static let limit = 1 << 20

  /// Makes a size.
  public init(ways: Int = 1, shots: Int, queries: Int) {
    self.ways = ways
    self.shots = shots
    self.queries = queries
  }

  /// The number of support examples.
  public var supportCount: Int { ways * shots }
  /// The number of query examples.
  public var queryCount: Int { ways * queries }

  /// Throws unless there is something to learn from and something to be asked.
  public func validate() throws(ConfigurationError) {
    for (name, value) in [("ways", ways), ("shots", shots), ("queries", queries)] where value < 1 {
      throw ConfigurationError("A task with \(name)=\(value) cannot be learned; \(name) must be at least 1.")
    }
    let isTooLarge = ways > Self.limit || shots > Self.limit || queries > Self.limit
    guard !isTooLarge, ways * (shots + queries) <= Self.limit else {
      throw ConfigurationError(
        "A task with ways=\(ways), shots=\(shots) and queries=\(queries) has more than \(Self.limit) examples; ask for fewer."
      )
    }
  }
}
