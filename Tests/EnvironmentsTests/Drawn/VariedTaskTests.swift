import Environments
import Simulation
import TestSupport
import Testing

/// Tasks whose parameters are drawn for each episode.
@Suite("Varied tasks") struct VariedTaskTests {
  private func overrides(_ ranges: String...) throws -> ConfigurationOverrides {
    try ConfigurationOverrides(parsing: [], varying: ranges)
  }

  @Test(
    "An empty range gives the plain task, bit for bit.",
    arguments: [
      ("CartPole-v1", "gravity=9.8..9.8"), ("Pendulum-v1", "mass=1..1,1..1"),
      ("LunarLander-v3", "gravity=-10..-10"),
      ("Bandit-v0", "arms=5..5"),
    ])
  func emptyRanges(id: String, range: String) throws {
    let entry = try Catalog.standard.entry(id)
    let play = Play(steps: 300)
    #expect(
      try entry.makeVector(count: 3, overrides(range)).traces(play) == entry.makeVector(count: 3).traces(play))
    #expect(try entry.task(overrides(range)).drawnParameters == nil)
  }

  @Test("The parameters are those that the stream at the start tells, and the world is that of such parameters.")
  func parameters() throws {
    let entry = try Catalog.standard.entry("CartPole-v1")
    let task = try entry.task(overrides("gravity=5..15", "poleMass=0.05..0.5"))
    let drawn = try #require(task.drawnParameters)
    var gravities: Set<Double> = []
    for seed in 0..<4 as Range<UInt64> {
      let numbers = drawn(RandomGenerator(seed: seed))
      let (gravity, mass) = (try #require(numbers["gravity"]), try #require(numbers["poleMass"]))
      #expect((5...15).contains(gravity) && (0.05...0.5).contains(mass))
      gravities.insert(gravity)
      let plain = try entry.makeVector(
        count: 1, ConfigurationOverrides(["gravity": "\(gravity)", "poleMass": "\(mass)"]))
      let steps = 12
      let traces = task.makeVector(count: 1).traces(Play(seed: seed, steps: steps))
      #expect(traces[0].first == plain.traces(Play(seed: seed, steps: steps))[0].first)
      let first = { (trace: Trace) in Array(trace.transitions.prefix { $0.status == .running }) }
      #expect(first(traces[0]) == first(plain.traces(Play(seed: seed, steps: steps))[0]))
    }
    #expect(gravities.count == 4)
  }

  @Test("Varied worlds keep the contract: replayed from their streams, alike on stage and on threads.")
  func contract() throws {
    for (id, range) in [
      ("CartPole-v1", "halfPoleLength=0.05..0.25,0.75..1"), ("LunarLander-v3", "gravity=-11..-4"),
    ] {
      let task = try Catalog.standard.entry(id).task(overrides(range))
      let play = Play(steps: 150)
      let traces = task.makeVector(count: 3).traces(play)
      #expect(task.makeVector(count: 3, threads: 2).traces(play) == traces)
      let stage = task.makeStage()
      for row in traces.indices { #expect(stage.trace(play, row: row) == traces[row]) }
      let environments = task.makeVector(count: 1)
      var (batch, again) = (environments.makeBatch(), environments.makeBatch())
      environments.reset(seed: 5, into: &batch)
      environments.reset(seed: nil, into: &batch)
      let start = try #require(environments.streams?.starts[0])
      environments.streams?.beginEpisode(inRow: 0, from: start, into: &again)
      #expect(again.observations == batch.observations)
    }
  }

  @Test("A stage tells what was drawn for its episode.") func stage() throws {
    let task = try Catalog.standard.entry("Pendulum-v1").task(overrides("mass=0.5..2"))
    let stage = task.makeStage()
    var row = RowBuffer(stage.specification.observationLayout, count: 1)
    stage.reset(seed: 3, into: &row)
    let first = stage.drawnParameters
    #expect(first == task.drawnParameters?(RandomGenerator(seed: 3)))
    stage.reset(seed: nil, into: &row)
    #expect(stage.drawnParameters != first)
    #expect(try Catalog.standard.entry("Pendulum-v1").makeStage().drawnParameters.isEmpty)
  }

  @Test("In a trial the parameters stay as they are.") func trials() throws {
    // A pendulum that stands still is pushed; how fast it gets, which the second reward tells, depends on its mass.
    let overrides = try ConfigurationOverrides(
      parsing: ["resetAngle=0", "resetSpeed=0", "gravity=0"], varying: ["mass=0.1..10"])
    let task = try Catalog.standard.entry("Pendulum-v1").task(
      overrides, wrappers: WrapperList(parsing: ["timeLimit=2", "episodesPerTrial=3"]))
    let environments = task.makeVector(count: 1)
    var (batch, actions) = (environments.makeBatch(), environments.makeActions())
    actions.replaceNumbers(with: [2 as Float])
    environments.reset(seed: 4, into: &batch)
    var rewards: [Double] = []
    for step in 1...24 {
      environments.step(actions, into: &batch)
      if step % 2 == 0 { rewards.append(batch.rewards[0]) }
      #expect(batch.statuses[0] == (step % 6 == 0 ? .terminated : .running))
    }
    let trials = stride(from: 0, to: 12, by: 3).map { Set(rewards[$0..<$0 + 3]) }
    #expect(trials.allSatisfy { $0.count == 1 } && Set(trials).count == 4)
  }

  @Test("What would change the spaces is refused.") func spaces() throws {
    for (id, range, name) in [
      ("Pendulum-v1", "maximumTorque=1..3", "maximumTorque"), ("Bandit-v0", "arms=2..5", "arms"),
    ] {
      let sentence =
        "\(name) cannot be varied: it changes what is observed or acted with, and all episodes of a task are of one kind; "
        + "set it with --env-set."
      #expect(throws: ConfigurationError(sentence)) { try Catalog.standard.entry(id).task(overrides(range)) }
    }
  }

  @Test("Unknown and extreme parameters get the sentences of values.") func refusals() throws {
    let entry = try Catalog.standard.entry("CartPole-v1")
    for (name, ends) in [("cartMass", "0..1"), ("cartMas", "1..2"), ("cartMass", "1..1e10")] {
      let bad = ends == "1..1e10" ? "1e10" : ends == "0..1" ? "0" : "1"
      let set = #expect(throws: ConfigurationError.self) { try entry.task(ConfigurationOverrides([name: bad])) }
      let varied = #expect(throws: ConfigurationError.self) { try entry.task(overrides("\(name)=\(ends)")) }
      #expect(set == varied && set != nil)
    }
  }

  @Test("Every task varies by every number that leaves its spaces alone.", arguments: catalogIDs)
  func everyParameter(id: String) throws {
    let entry = try Catalog.standard.entry(id)
    for parameter in entry.specification.parameters {
      guard let number = Double(parameter.defaultValue), number != 0, number.rounded() != number else { continue }
      let (low, high) = (min(number, number * 0.99), max(number, number * 0.99))
      do throws(ConfigurationError) {
        let task = try entry.task(
          try ConfigurationOverrides(parsing: [], varying: ["\(parameter.name)=\(low)..\(high)"]))
        #expect(task.drawnParameters != nil, "\(parameter.name)")
      } catch {
        #expect(error.description.contains(parameter.name))
      }
    }
  }
}
