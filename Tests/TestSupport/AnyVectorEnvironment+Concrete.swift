import Simulation

extension AnyVectorEnvironment {
  /// The environments under the given scalar types; `nil` if they have others.
  public func concrete<Observation, Action>() -> ErasedVectorEnvironment<Observation, Action>? { accept(Cast()) }
}

private struct Cast<Observation: SpaceScalar, Action: SpaceScalar>: VectorEnvironmentVisitor {
  func visit<Seen, Done>(
    _ environments: ErasedVectorEnvironment<Seen, Done>
  ) -> ErasedVectorEnvironment<Observation, Action>? {
    environments as? ErasedVectorEnvironment<Observation, Action>
  }
}
