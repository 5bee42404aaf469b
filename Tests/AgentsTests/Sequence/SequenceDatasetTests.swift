import Demonstrations
import NeuralNet
import Simulation
import TestSupport
import Testing
import Training

@testable import Agents

@Suite struct SequenceDatasetTests {
  /// What preparing a run complains of; `nil` if nothing.
  private func complaint(
    _ demonstrations: [Demonstrations], for environment: String = "Identity", _ settings: [String: String] = [:],
    in environments: VectorTask = Identity.batch(of: 1)
  ) -> String? {
    var request = TrainingRequest(
      environments: environments, evaluationEnvironments: environments, environment: environment,
      overrides: ConfigurationOverrides(settings.merging(["embeddingSize": "8"]) { $1 }), plan: TrainingPlan())
    request.demonstrations = demonstrations
    do {
      _ = try AgentCatalog.standard.entry(named: "sequence").prepare(request)
      return nil
    } catch {
      return "\(error)"
    }
  }

  private func dataset(
    _ episodes: [Episode], environment: String? = "Identity", actions: SpaceDescriptor? = nil
  ) -> Demonstrations {
    let space = SpaceDescriptor.discrete(count: 3, start: 0)
    return Demonstrations(
      name: "mine", environment: environment, observationSpace: space, actionSpace: actions ?? space,
      episodes: episodes)
  }

  private func episode(_ observations: [Int], _ actions: [Int], _ rewards: [Double]) -> Episode {
    Episode(observations: observations, actions: actions, rewards: rewards, ending: .terminated)
  }

  @Test("Good demonstrations are taken")
  func good() {
    #expect(complaint([Toys.identity(), Toys.recall(), Toys.drifter()]) == nil)
  }

  @Test("Without demonstrations, or without any of the run's environment, nothing can be learned")
  func missing() {
    #expect(
      complaint([])
        == "sequence learns from demonstrations alone, and there are none; name one dataset or several with "
        + "--demonstrations.")
    #expect(
      complaint([Toys.recall(), Toys.drifter()])
        == "The policy is to be evaluated in Identity, but the demonstrations are of Drifter, Recall; add a dataset of "
        + "Identity, or train in one of these.")
    #expect(
      complaint([dataset([episode([0, 1], [0], [1])], environment: nil)])
        == "The dataset mine does not say which environment it was played in; sequence tells tasks apart by that.")
    #expect(
      complaint([dataset([episode([0], [], [])])]) == "The demonstrations 'mine' hold no step to learn from.")
  }

  @Test("Two datasets of one task are to be merged")
  func twice() {
    #expect(
      complaint([Toys.identity(), dataset([episode([0, 1], [0], [1])])])
        == "The datasets Identity/expert and mine are both of Identity; merge them into one.")
  }

  @Test("Pictures and actions of several categories are refused")
  func spaces() {
    let pictures = Demonstrations(
      name: "film", environment: "Film", observationSpace: Box<UInt8>(low: 0, high: 255, shape: [2, 2]).descriptor,
      actionSpace: .discrete(count: 3, start: 0), episodes: [])
    #expect(
      complaint([Toys.identity(), pictures])
        == "The dataset film observes Box(0, 255, (2, 2), uint8), and sequence does not see pictures; choose tasks "
        + "that observe numbers or categories.")
    let several = dataset(
      [episode([0, 1], [0, 1], [1])], actions: .multiDiscrete(counts: [3, 3], start: [0, 0]))
    #expect(
      complaint([several])
        == "The dataset mine acts with MultiDiscrete([3 3]), but sequence acts with one category or with numbers.")
  }

  @Test("The environment must see and do what was demonstrated")
  func otherSpaces() {
    let wide = Identity.batch(of: 1, categories: 4)
    #expect(
      complaint([Toys.identity()], in: wide)
        == "The demonstrations of Identity have other spaces than Discrete(4) and Discrete(4), which it observes and "
        + "acts with; record them in this version of the environment.")
  }

  @Test(
    "What is no number of its space is refused, and the episode named",
    arguments: [
      ([0, 3], [0], "observation is 3", 1), ([0, -1], [0], "observation is -1", 1),
      ([.max, 0], [0], "observation is \(Int.max)", 0),
      ([.min, 0], [0], "observation is \(Int.min)", 0), ([0, 1], [3], "action is 3", 0),
    ])
  func numbers(observations: [Int], actions: [Int], what: String, step: Int) {
    let demonstrations = dataset([episode([0, 1], [0], [1]), episode(observations, actions, [1])])
    #expect(
      complaint([demonstrations])
        == "The demonstrations 'mine' cannot be learned from: in step \(step) of episode 1 the \(what), which is not in "
        + "Discrete(3); record them anew.")
  }

  @Test("Rewards must be finite, since returns are made of them")
  func rewards() {
    #expect(
      complaint([dataset([episode([0, 1], [0], [1]), episode([0, 1], [0], [.infinity])])])
        == "The demonstrations 'mine' hold a reward that is not finite in episode 1; record them anew.")
  }

  @Test("Observations that are not finite are refused")
  func notFinite() {
    for number in [Float.nan, .infinity] {
      let episode = Episode(
        observations: [0, 0, number, 0], actions: [0, 0] as [Float], rewards: [1], ending: .terminated)
      let drifter = Drifter()
      let demonstrations = Demonstrations(
        name: "mine", environment: "Identity", observationSpace: drifter.observationSpace.descriptor,
        actionSpace: drifter.actionSpace.descriptor, episodes: [episode])
      #expect(
        complaint([demonstrations])
          == "The demonstrations 'mine' cannot be learned from: in step 1 of episode 0 the observation holds \(number)"
          + ", where numbers must be finite; record them anew.")
    }
  }

  @Test("Episodes of other sizes than their spaces are refused")
  func sizes() {
    #expect(
      complaint([dataset([episode([0, 1, 2, 0], [0], [1])])])
        == "The demonstrations 'mine' hold rows of int64[2] of episode 0, which are not of Discrete(3).")
  }

  @Test(
    "Settings that cannot be are refused with a sentence",
    arguments: [
      ("contextLength", "0", "contextLength is 0, but must be from 1 to 1024."),
      ("heads", "3", "heads is 3, but must be a divisor of embeddingSize, which is 8."),
      ("batchSize", "1", "batchSize is 1, but must be at least 2, one window for each task."),
      ("targetQuantile", "1.5", "targetQuantile is 1.5, but must be from 0 to 1."),
      ("learningRate", "0", "learningRate is 0.0, but must be above 0 and at most 1."),
    ])
  func settings(name: String, value: String, sentence: String) {
    #expect(complaint([Toys.identity(), Toys.recall()], [name: value]) == sentence)
  }

  @Test("Early stopping needs something to watch")
  func nothingToWatch() {
    #expect(
      complaint([Toys.identity()], ["earlyStopping": "true", "validationFraction": "0"])
        == "earlyStopping needs episodes to watch, but validationFraction is 0; set it to 0.1.")
    #expect(
      complaint([dataset([episode([0, 1], [0], [1])])], ["earlyStopping": "true"])
        == "earlyStopping needs an episode to watch, but the dataset mine has only one; record more.")
  }
}

@Suite struct StepTableTests {
  private func table(_ rewards: [[Double]], heldOut: Double = 0) throws -> StepTable {
    var configuration = Toys.configuration
    configuration.validationFraction = heldOut
    var generator = RandomGenerator(seed: 0)
    let episodes = rewards.enumerated().map { index, rewards in
      Episode(
        observations: (0...rewards.count).map { ($0 + index) % 3 }, actions: rewards.indices.map { $0 % 3 },
        rewards: rewards, ending: .terminated)
    }
    return try StepTable(
      Toys.demonstrations("Identity", Identity.batch(of: 1), episodes), configuration, using: &generator)
  }

  @Test("A window has the returns to come, what was seen and what was done, and zeros behind its end")
  func windows() throws {
    let table = try table([[1, 2, 4, 8, 16]])
    let windows = table.windows(endingAt: [1, 4], context: 3, in: nil)
    let normalizer = try #require(table.task.returnNormalizer)
    func step(_ rest: Float, _ seen: [Float], _ done: [Float]) -> [Float] {
      [(rest - normalizer.means[0]) / normalizer.deviations[0]] + seen + done
    }
    let nothing = [Float](repeating: 0, count: 7)
    #expect(
      windows.steps.values == step(31, [1, 0, 0], [1, 0, 0]) + step(30, [0, 1, 0], [0, 1, 0]) + nothing
        + step(28, [0, 0, 1], [0, 0, 1]) + step(24, [1, 0, 0], [1, 0, 0]) + step(16, [0, 1, 0], [0, 1, 0]))
    #expect(windows.weights.values == [0.2, 0.2, 0, 0.2, 0.2, 0.2])
  }

  @Test("A window never reaches into another episode")
  func borders() throws {
    let table = try table([[1, 1], [1, 1], [1, 1]])
    let windows = table.windows(endingAt: Array(0..<6), context: 4, in: nil)
    #expect(
      windows.weights.values.map { $0 > 0 ? 1 : 0 }.chunks(of: 4)
        == [1, 2, 1, 2, 1, 2].map { [1, 1].prefix($0) + Array(repeating: 0, count: 4 - $0) })
  }

  @Test("Episodes are held out whole, and looked at from start to end")
  func heldOut() throws {
    let table = try table(Array(repeating: [1, 1, 1, 1, 1], count: 10), heldOut: 0.3)
    #expect(table.count == 50 && table.trainingCount == 35)
    #expect(table.heldOutEnds(context: 2, atMost: 100) == [36, 38, 39, 41, 43, 44, 46, 48, 49])
    #expect(table.heldOutEnds(context: 2, atMost: 3) == [36, 41, 46])
    var generator = RandomGenerator(seed: 1)
    let drawn = table.draw(500, context: 2, in: nil, using: &generator)
    #expect(drawn.steps.shape == [500, 2, 7])
  }

  @Test("Tasks that are computed together say what each says alone")
  func together() throws {
    let toys = [Toys.identity(), Toys.drifter()]
    let learner = try Toys.learner(toys, for: "Identity")
    var generator = RandomGenerator(seed: 1)
    let windows = learner.tables.map { $0.draw(3, context: 4, in: nil, using: &generator).steps }
    var pass = ForwardPass()
    let weights = learner.parameters.constants
    let both = learner.network([(0, windows[0]), (1, windows[1])], weights, &pass)
    for task in 0...1 {
      let alone = learner.network.ofTask(task)(windows[task], weights)
      #expect(zip(both[task].values, alone.values).allSatisfy { abs($0 - $1) < 1e-5 })
    }
  }
}

extension Array {
  fileprivate func chunks(of size: Int) -> [[Element]] {
    stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
  }
}
