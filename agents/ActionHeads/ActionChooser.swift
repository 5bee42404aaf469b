import Simulation
import Spans

/// A head with memory for the targets between a network's outputs and actions, so that acting allocates nothing.
struct ActionChooser: Sendable {
  /// The head.
  let head: any ActionHead
  /// The targets of the last choice, one row after the other.
  private(set) var targets: [Float] = []

  init(_ head: any ActionHead) { self.head = head }

  /// Writes every distribution's mode among the allowed actions.
  mutating func decide(by outputs: [Float], allowing masks: ActionMasks, into actions: inout RowBuffer) {
    outputs.withSpan { decide(by: $0, allowing: masks, into: &actions) }
  }

  /// Writes every distribution's mode among the allowed actions.
  mutating func decide(by outputs: Span<Float>, allowing masks: ActionMasks, into actions: inout RowBuffer) {
    makeRoom(for: actions.count)
    let head = head
    var span = targets.mutableSpan
    head.decide(by: outputs, allowing: masks, into: &span)
    targets.withSpan { head.decode($0, into: &actions) }
  }

  /// Draws an allowed action from every distribution.
  mutating func sample(
    from outputs: [Float], allowing masks: ActionMasks, into actions: inout RowBuffer,
    using generator: inout RandomGenerator
  ) {
    outputs.withSpan { sample(from: $0, allowing: masks, into: &actions, using: &generator) }
  }

  /// Draws an allowed action from every distribution.
  mutating func sample(
    from outputs: Span<Float>, allowing masks: ActionMasks, into actions: inout RowBuffer,
    using generator: inout RandomGenerator
  ) {
    makeRoom(for: actions.count)
    let head = head
    var span = targets.mutableSpan
    head.sample(from: outputs, allowing: masks, into: &span, using: &generator)
    targets.withSpan { head.decode($0, into: &actions) }
  }

  /// Takes the action that stands at a place of every distribution, told by standard normal numbers.
  mutating func choose(from outputs: [Float], noise: [Float], into actions: inout RowBuffer) {
    guard let head = head as? any NormalHead else {
      preconditionFailure("\(head) draws no normal numbers")
    }
    makeRoom(for: actions.count)
    var span = targets.mutableSpan
    outputs.withSpan { outputs in noise.withSpan { head.write($0, from: outputs, into: &span) } }
    targets.withSpan { head.decode($0, into: &actions) }
  }

  private mutating func makeRoom(for rows: Int) {
    let count = rows * head.actionSize
    if targets.count != count { targets = Array(repeating: 0, count: count) }
  }
}
