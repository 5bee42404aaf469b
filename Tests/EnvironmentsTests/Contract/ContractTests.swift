import Environments
import Simulation
import Testing

/// The ids of the catalogue, which the contract is tested for.
let catalogIDs = Catalog.entries.map(\.specification.id)

/// What every environment must keep, by being in the catalogue.
@Suite("The contract of environments")
struct ContractTests {
  @Test(arguments: catalogIDs)
  func everyObservationIsAnElementOfTheSpace(id: String) throws {
    let entry = try Catalog.entry(id)
    let environments = try entry.makeVector(count: 4)
    for trace in environments.traces(Play(steps: 1200)) {
      let observations = [trace.first] + trace.transitions.flatMap { [$0.observation, $0.next] }
      let strays = observations.filter { !environments.canObserve($0) }
      #expect(strays.isEmpty, "\(strays.first ?? []) is not in \(entry.specification.observationSpace)")
    }
  }

  @Test(arguments: catalogIDs)
  func theSpacesOfBatchAndStageAreThoseOfTheCatalogue(id: String) throws {
    let entry = try Catalog.entry(id)
    let expected = [entry.specification.observationSpace, entry.specification.actionSpace]
    #expect(try entry.makeVector(count: 2).spaces == expected)
    #expect(try entry.makeStage().spaces == expected)
  }

  @Test(arguments: catalogIDs)
  func theSameSeedGivesTheSame(id: String) throws {
    let entry = try Catalog.entry(id)
    let environments = try entry.makeVector(count: 3)
    let traces = environments.traces()
    #expect(try entry.makeVector(count: 3).traces() == traces)
    #expect(environments.traces() == traces, "a seeded reset leaves something over of the episodes before")
  }

  /// Blackjack's first hands may be alike by chance, hence several rows.
  @Test(arguments: catalogIDs)
  func anotherSeedGivesSomethingElse(id: String) throws {
    let entry = try Catalog.entry(id)
    let traces = try [3, 1003].map { try entry.makeVector(count: 4).traces(Play(seed: $0)) }
    // Its ground is firm and its start fixed: chance has no part in it.
    let isDeterministic = id == "CliffWalking-v1"
    #expect((traces[0] == traces[1]) == isDeterministic)
  }

  @Test(arguments: catalogIDs)
  func anUnseededResetContinuesTheStream(id: String) throws {
    let entry = try Catalog.entry(id)
    var stage = try entry.makeStage()
    let trace = stage.trace(Play(steps: 4 * (entry.specification.timeLimit ?? 300)))
    let starts = Set([trace.first] + trace.transitions.filter(\.status.isFinished).map(\.next))
    // They start on one tile, whatever the stream.
    let isFixed = id.hasPrefix("CliffWalking") || id.hasPrefix("FrozenLake")
    #expect(isFixed ? starts.count == 1 : starts.count > 3)
  }

  @Test(arguments: catalogIDs)
  func rowsEqualEnvironmentsSeededOneAfterTheOther(id: String) throws {
    let entry = try Catalog.entry(id)
    let traces = try entry.makeVector(count: 5).traces()
    for row in traces.indices {
      let play = Play(seed: 3 + UInt64(row), actions: .random(seed: 100 + UInt64(row)))
      #expect(try entry.makeVector(count: 1).traces(play) == [traces[row]], "row \(row)")
    }
  }

  /// A stage does not start the next episode by itself: what it observes last is the batch's final observation, and
  /// what its reset gives is what the batch goes on with.
  @Test(arguments: catalogIDs)
  func batchesEqualStagesThatAreResetByHand(id: String) throws {
    let entry = try Catalog.entry(id)
    var stage = try entry.makeStage()
    let traces = try entry.makeVector(count: 3).traces(Play(steps: 700))
    for row in traces.indices {
      #expect(stage.trace(Play(steps: 700), row: row) == traces[row], "row \(row)")
    }
  }

  @Test(arguments: catalogIDs, [2, 3, 7])
  func parallelEqualsSerial(id: String, threads: Int) throws {
    let entry = try Catalog.entry(id)
    // Many seeds for some steps, and one for longer than any time limit.
    for seed in (0..<20).map({ 1_000_003 * UInt64($0) }) {
      let steps = seed == 0 ? (entry.specification.timeLimit ?? 200) + 20 : 40
      let play = Play(seed: seed, actions: .random(seed: seed), steps: steps)
      let serial = try entry.makeVector(count: 7).traces(play)
      #expect(try entry.makeVector(count: 7, threads: threads).traces(play) == serial, "seed \(seed)")
    }
  }

  @Test(arguments: catalogIDs)
  func aCopyIsASnapshot(id: String) throws {
    var stage = try Catalog.entry(id).makeStage()
    _ = stage.trace(Play(steps: 30))
    var saved = stage
    let continued = stage.trace(Play(seed: nil, steps: 60))
    #expect(saved.trace(Play(seed: nil, steps: 60)) == continued)
  }
}
