/// A scripted policy: a function of one observation, for a task that one knows.
///
/// ```swift
/// let swing = ScriptedPolicy(observing: Float.self, acting: Int.self) { $0[4] >= 0 ? 0 : 2 }
/// ```
public struct ScriptedPolicy: Policy {
  private let kinds: (observation: ScalarKind, action: ScalarKind)
  private let script: @Sendable (borrowing RowBuffer, inout RowBuffer) -> Void

  /// Makes a policy whose actions are several numbers each.
  ///
  /// - Parameters:
  ///   - observation: The type of each observed number.
  ///   - action: The type of each number of an action.
  ///   - choose: Writes the action for an observation.
  public init<Observation: RowScalar, Action: RowScalar>(
    observing observation: Observation.Type, acting action: Action.Type,
    choose: @escaping @Sendable (Span<Observation>, inout MutableSpan<Action>) -> Void
  ) {
    kinds = (Observation.kind, Action.kind)
    script = { observations, actions in
      for row in 0..<actions.count {
        var action = actions.mutableRow(row, as: Action.self)
        choose(observations.row(row, as: Observation.self), &action)
      }
    }
  }

  /// Makes a policy whose actions are one number each.
  ///
  /// - Parameters:
  ///   - observation: The type of each observed number.
  ///   - action: The type of the action's number.
  ///   - choose: Returns the action for an observation.
  public init<Observation: RowScalar, Action: RowScalar>(
    observing observation: Observation.Type, acting action: Action.Type,
    choose: @escaping @Sendable (Span<Observation>) -> Action
  ) {
    self.init(observing: observation, acting: action) { $1[0] = choose($0) }
  }

  /// Returns true if numbers of the script's types are observed and acted with.
  public func suits(_ task: TaskSpecification) -> Bool {
    task.observationLayout.kind == kinds.observation && task.actionLayout.kind == kinds.action
  }

  /// Calls the script for every row.
  public func act(
    on observations: borrowing RowBuffer, into actions: inout RowBuffer, using generator: inout RandomGenerator
  ) {
    script(observations, &actions)
  }
}
