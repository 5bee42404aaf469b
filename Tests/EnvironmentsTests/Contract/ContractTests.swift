import Environments
import Simulation
import Testing

/// What every environment must keep, by being in the catalogue.
@Suite("The contract of environments")
struct ContractTests {
  /// Of these, Gymnasium's spaces are guesses, which a spinning craft or a stumbling robot leaves there too.
  private static let guessed = ["LunarLander", "BipedalWalker"]

  @Test(arguments: contractIDs.filter { id in !guessed.contains { id.hasPrefix($0) } })
  func everyObservationIsAnElementOfTheSpace(id: String) throws {
    let entry = try contractEntry(id)
    let environments = try entry.makeVector(count: 4)
    for trace in environments.traces(Play(steps: entry.affordable(1200))) {
      #expect(trace.stray == nil, "it is not in \(entry.specification.observationSpace)")
    }
  }

  @Test(arguments: contractIDs)
  func theSpacesOfBatchAndStageAreThoseOfTheCatalogue(id: String) throws {
    let entry = try contractEntry(id)
    let expected = [entry.specification.observationSpace, entry.specification.actionSpace]
    #expect(try entry.makeVector(count: 2).spaces == expected)
    #expect(try entry.makeStage().spaces == expected)
  }

  @Test(arguments: contractIDs)
  func theSameSeedGivesTheSame(id: String) throws {
    let entry = try contractEntry(id)
    let environments = try entry.makeVector(count: 3)
    let play = Play(steps: entry.affordable(300))
    let traces = environments.traces(play)
    #expect(try entry.makeVector(count: 3).traces(play) == traces)
    #expect(environments.traces(play) == traces, "a seeded reset leaves something over of the episodes before")
  }

  /// Blackjack's first hands may be alike by chance, hence several rows.
  @Test(arguments: contractIDs)
  func anotherSeedGivesSomethingElse(id: String) throws {
    let entry = try contractEntry(id)
    let traces = try [3, 1003].map {
      try entry.makeVector(count: 4).traces(Play(seed: $0, steps: entry.affordable(300)))
    }
    // Its ground is firm and its start fixed: chance has no part in it.
    let isDeterministic = ["CliffWalking-v1", "EmptyRoom-5x5-v0", "DistShift1-v0"].contains(id)
    #expect((traces[0] == traces[1]) == isDeterministic)
  }

  @Test(arguments: contractIDs)
  func anUnseededResetContinuesTheStream(id: String) throws {
    let stage = try contractEntry(id).makeStage()
    var starts: Set = [stage.trace(Play(steps: 20)).first]
    for _ in 0..<6 {
      starts.insert(stage.startAnew())
      _ = stage.trace(Play(seed: nil, steps: 20))
    }
    // They start in one state, whatever the stream.
    let isFixed = [
      "CliffWalking", "FrozenLake", "Bandit", "TabularMDP", "Navigation2D", "Treasure", "Submarine", "Raiders",
      "EmptyRoom-5x5", "DistShift",
    ].contains(where: id.hasPrefix)
    // The ball starts on the left or on the right.
    let count = isFixed ? 1 : id == "Bricks-v0" ? 2 : nil
    // Half of them are the board before any move.
    let least = GameContractTests.ids.contains(id) ? 2 : 4
    #expect(count.map { starts.count == $0 } ?? (starts.count >= least))
  }

  @Test(arguments: contractIDs)
  func rowsEqualEnvironmentsSeededOneAfterTheOther(id: String) throws {
    let entry = try contractEntry(id)
    let steps = entry.affordable(300)
    let traces = try entry.makeVector(count: 5).traces(Play(steps: steps))
    for row in traces.indices {
      let play = Play(seed: 3 + UInt64(row), actions: .random(seed: 100 + UInt64(row)), steps: steps)
      #expect(try entry.makeVector(count: 1).traces(play) == [traces[row]], "row \(row)")
    }
  }

  /// A stage does not start the next episode by itself: what it observes last is the batch's final observation, and
  /// what its reset gives is what the batch goes on with.
  @Test(arguments: contractIDs)
  func batchesEqualStagesThatAreResetByHand(id: String) throws {
    let entry = try contractEntry(id)
    let stage = try entry.makeStage()
    let play = Play(steps: entry.affordable(700))
    let traces = try entry.makeVector(count: 3).traces(play)
    for row in traces.indices {
      #expect(stage.trace(play, row: row) == traces[row], "row \(row)")
    }
  }

  @Test(arguments: contractIDs)
  func parallelEqualsSerial(id: String) throws {
    let entry = try contractEntry(id)
    // Several seeds for some steps, and one for longer than any time limit.
    for seed in (0..<(entry.isSlow ? 1 : 20)).map({ 1_000_003 * UInt64($0) }) {
      let steps = entry.isSlow ? 10 : seed == 0 ? (entry.specification.timeLimit ?? 200) + 20 : 40
      let play = Play(seed: seed, actions: .random(seed: seed), steps: steps)
      let serial = try entry.makeVector(count: 7).traces(play)
      for threads in [2, 3, 7] {
        let parallel = try entry.makeVector(count: 7, threads: threads).traces(play)
        #expect(parallel == serial, "seed \(seed), \(threads) threads")
      }
    }
  }

  private static let copyable: [any (ConfigurableEnvironment & Copyable).Type] = [
    BipedalWalker.self, CarRacingFeatures<ContinuousDriving>.self, CartPoleBox2D.self, LunarLander.self,
    LunarLanderContinuous.self,
    Acrobot.self, Bandit.self, Blackjack.self, CartPole.self, CliffWalking.self, Corners2D.self, FrozenLake.self,
    MountainCar.self, MountainCarContinuous.self, Navigation2D.self, Pendulum.self, TabularMDP.self, Taxi.self,
    SingleSeat<TicTacToe>.self, SingleSeat<FourInARow>.self, SingleSeat<Reversi>.self, SingleSeat<Go>.self,
    Arcade<Bricks>.self, Arcade<Treasure>.self, Arcade<Crossing>.self, Arcade<Submarine>.self, Arcade<Raiders>.self,
    Rooms.self,
  ]

  @Test(arguments: copyable.indices)
  func aCopyIsASnapshot(index: Int) { checkSnapshot(Self.copyable[index]) }

  private func checkSnapshot<Task: ConfigurableEnvironment>(_: Task.Type) {
    var task = TimeLimit(Task(Task.Configuration()), steps: 50)
    var generator = RandomGenerator(seed: 4)
    func play(_ task: inout TimeLimit<Task>, _ actions: [[Task.ActionSpace.Scalar]]) -> [[Double]] {
      actions.map { action in
        let step: Step<[Task.ObservationSpace.Scalar]> = task.step(action)
        let next: [Task.ObservationSpace.Scalar] = step.status.isFinished ? task.reset() : step.observation
        return step.observation.asDoubles + next.asDoubles + [step.reward]
      }
    }
    let actions = (0..<90).map { _ in task.actionSpace.sample(using: &generator) }
    let _: [Task.ObservationSpace.Scalar] = task.reset(seed: 3)
    _ = play(&task, Array(actions[..<30]))
    var saved = task
    let continued = play(&task, Array(actions[30...]))
    #expect(play(&saved, Array(actions[30...])) == continued)
  }
}
