import Environments
import Simulation
import Testing

/// Copies of environments behind the border of batches, to look ahead in.
@Suite("Copies of environments") struct CopyContractTests {
  @Test("see the same by the same actions, and leave the others where they are", arguments: contractIDs)
  func future(id: String) throws {
    let entry = try contractEntry(id)
    try check(try entry.task(), steps: entry.affordable(40))
  }

  @Test(
    "go on behind wrappers",
    arguments: [
      ("CartPole-v1", ["frameStack=2", "stickyActions=0.3"]),
      ("CartPole-v1", ["observationNoise=0.1", "actionRepeat=2"]),
      ("CartPole-v1", ["timeLimit=30", "patience=5", "clipReward"]),
      ("CartPole-v1", ["hide=0", "episodesPerTrial=2"]),
      ("Pendulum-v1", ["rescaleAction"]), ("MountainCar-v0", ["rescaleObservation"]),
    ])
  func wrapped(id: String, wrappers: [String]) throws {
    try check(Catalog.standard.entry(id).task(wrappers: WrapperList(parsing: wrappers)), steps: 40)
  }

  @Test("go on with parameters that were drawn") func varied() throws {
    try check(
      Catalog.standard.entry("CartPole-v1").task(
        ConfigurationOverrides(parsing: [], varying: ["poleMass=0.05..0.5"])),
      steps: 40)
  }

  private func check(_ task: ConfiguredTask, steps: Int) throws {
    let environments = task.makeVector(count: 1)
    var (batch, actions) = (environments.makeBatch(), environments.makeActions())
    var generator = RandomGenerator(seed: 4)
    func step() {
      environments.sampleActions(into: &actions, allowing: batch.masks, using: &generator)
      environments.step(actions, into: &batch)
    }
    environments.reset(seed: 3, into: &batch)
    for _ in 0..<steps / 2 { step() }
    guard var copy = environments.copies.copy(ofRow: 0) else {
      #expect(!task.canBeForeseen && task.specification.id.hasPrefix("Spotlight"), "only toys have no copies")
      return
    }
    var observation = RowBuffer(batch.observations.layout, count: 1)
    for _ in 0..<steps {
      step()
      let result = copy.step(actions, intoRow: &observation)
      #expect(result == StepResult(reward: batch.rewards[0], status: batch.statuses[0]))
      #expect(observation.matches(batch.nextObservations(ofRow: 0), 0..<1, at: 0))
      guard !result.status.isFinished else { return }
    }
  }
}
