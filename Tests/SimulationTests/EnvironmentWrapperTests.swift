import Simulation
import TestSupport
import Testing

/// A wrapper that consists of what it does: every step costs something.
private struct StepCost<Base: Environment & ~Copyable>: EnvironmentWrapper, ~Copyable {
  var base: Base
  let cost: Double

  mutating func step(
    _ action: Span<Base.ActionSpace.Scalar>, into observation: inout MutableSpan<Base.ObservationSpace.Scalar>
  ) -> StepResult {
    var result = base.step(action, into: &observation)
    result.reward -= cost
    return result
  }
}

extension StepCost: Copyable where Base: Copyable {}

/// A wrapper that changes a space, and writes what depends on it.
private struct OnlyFirst<Base: Environment & ~Copyable>: EnvironmentWrapper, ~Copyable
where Base.ObservationSpace == Box<Float> {
  typealias ObservationSpace = Box<Float>
  var base: Base

  var observationSpace: Box<Float> {
    let space = base.observationSpace
    return Box(low: [space.low[0]], high: [space.high[0]], shape: [1])
  }

  mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Float>) {
    observation[0] = base.reset(seed: seed)[0]
  }

  mutating func step(_ action: Span<Base.ActionSpace.Scalar>, into observation: inout MutableSpan<Float>)
    -> StepResult
  {
    var whole = [Float](repeating: 0, count: base.observationSpace.scalarCount)
    var row = whole.mutableSpan
    let result = base.step(action, into: &row)
    observation[0] = whole[0]
    return result
  }
}

@Suite("A wrapper") struct EnvironmentWrapperTests {
  @Test("shows what it does not change")
  func forwards() {
    var (plain, wrapped) = (Drifter(), StepCost(base: Drifter(), cost: 2))
    #expect(wrapped.observationSpace == plain.observationSpace && wrapped.actionSpace == plain.actionSpace)
    #expect(wrapped.reset(seed: 4) == plain.reset(seed: 4))
    let (step, expected) = (wrapped.step([0.5, 0]), plain.step([0.5, 0]))
    #expect(step.observation == expected.observation && step.reward == expected.reward - 2)
    #expect(wrapped.stream == plain.generator)
  }

  @Test("that changes a space keeps the other one")
  func changesASpace() {
    var wrapped = StepCost(base: OnlyFirst(base: Drifter()), cost: 1)
    #expect(wrapped.observationSpace.shape == [1] && wrapped.actionSpace == Drifter().actionSpace)
    var plain = Drifter()
    #expect(wrapped.reset(seed: 4) == [plain.reset(seed: 4)[0]])
    #expect(wrapped.stream == plain.generator)
  }

  @Test("goes around an environment that cannot be copied, and shows no stream where there is none")
  func noncopyable() {
    let ledger = Ledger()
    do {
      var wrapped = TimeLimit(StepCost(base: Tenant(ledger), cost: 1), steps: 3)
      _ = wrapped.reset(seed: 1)
      #expect(wrapped.stream == nil && wrapped.elapsedSteps == 0)
    }
    #expect(ledger.made == 1 && ledger.gone == 1)
  }

  @Test("keeps its batch's streams")
  func batches() {
    let environments = VectorTask(count: 2) { _ in StepCost(base: Drifter(), cost: 1) }
    var batch = environments.makeBatch()
    environments.reset(seed: 3, into: &batch)
    #expect(environments.streams?.starts == [RandomGenerator(seed: 3), RandomGenerator(seed: 4)])
  }

  @Test("of sticky actions needs a stream")
  func sticky() async {
    let exit = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = StickyAction(Tenant(Ledger()))
    }
    let text = String(decoding: exit?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("which Tenant does not show"), "\(text)")
  }
}
