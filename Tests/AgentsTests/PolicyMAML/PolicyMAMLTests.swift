import NeuralNet
import Simulation
import TestSupport
import Testing
import Training

@testable import Agents

/// A policy that adapts itself by policy gradients, and the beginning that is learned for it.
@Suite("MAML for policies") struct PolicyMAMLTests {
  /// Trials of four episodes of two guesses.
  private func trials(_ count: Int, episodes: Int = 4) throws -> VectorTask {
    let spaces = RowEnvironment(Urn()).spaces
    let change = try #require(try WrapperList(parsing: ["episodesPerTrial=\(episodes)"]).change(of: spaces))
    return VectorTask(count: count) { _ in change.applied(to: RowEnvironment(Urn(), spaces: spaces)) }
  }

  private func agent(
    _ environments: Int, _ change: (inout PolicyMAMLConfiguration) -> Void = { _ in }
  ) throws -> PolicyMAMLAgent {
    var configuration = PolicyMAMLConfiguration()
    (configuration.hiddenSizes, configuration.adaptation.episodesPerStep) = ([8], 2)
    configuration.adaptation.innerRate = 0.5
    change(&configuration)
    let task = try EncodedTask(try trials(1).specification)
    let observed = task.specification.observationSpace
    var generator = RandomGenerator(seed: 7)
    return PolicyMAMLAgent(
      in: task, try #require(TrialReader(observed)),
      try #require(ObservationEncoder(observed, value: TrialReader.observationName)),
      environmentCount: environments, configuration: configuration, threads: 1, using: &generator)
  }

  @Test("sees what is observed, not the trial's other parts") func encoder() throws {
    let policy = try agent(2).greedyPolicy
    #expect(policy.encoder.featureCount == 3, "the number of guesses, one-hot")
  }

  @Test("adapts each row to its own task after some episodes, and begins anew with the next trial") func rows()
    throws
  {
    var policy = try agent(2).greedyPolicy
    let task = try trials(2)
    var (batch, actions, generator) = (task.makeBatch(), task.makeActions(), RandomGenerator(seed: 1))
    task.reset(seed: 3, into: &batch)
    policy.beginEpisodes()
    let beginning = policy.beginning.values
    var steps: [[Int]] = []
    for step in 1...8 {
      policy.act(on: batch.observations, into: &actions, using: &generator)
      task.step(actions, into: &batch)
      policy.observeOutcome(batch)
      steps.append(policy.trials.map(\.stepCount))
      if step == 4 {
        #expect(policy.trials.allSatisfy { $0.parameters.values != beginning && $0.current.count == 0 })
        #expect(policy.trials[0].parameters.values != policy.trials[1].parameters.values)
      }
    }
    #expect(steps == [[0, 0], [0, 0], [0, 0], [1, 1], [1, 1], [1, 1], [1, 1], [0, 0]])
    #expect(policy.trials.allSatisfy { $0.isNew && $0.parameters.values == beginning })
  }

  @Test("keeps a trial's experience in whole phases, with likelihoods of the policy that acted") func experience()
    throws
  {
    var (agent, generator) = (try agent(3), RandomGenerator(seed: 5))
    agent.practise(8, in: try trials(3), learning: false, using: &generator)
    let trials = agent.actor.finishedTrials
    #expect(trials.map(\.count) == [2, 2, 2])
    for experience in trials.joined() {
      #expect(experience.ends == [2, 4] && experience.inputs.count == 12 && experience.targets.count == 4)
      let sum = experience.advantages.reduce(0, +)
      #expect(abs(sum) < 1e-4 && experience.logLikelihoods.allSatisfy { $0 < 0 })
    }
    // Fresh policies are nearly uniform over three colours.
    for likelihood in trials[0][0].logLikelihoods { #expect(abs(likelihood + 1.0986) < 0.05) }
  }

  @Test("advantages are what the rewards say beyond observation and time") func advantages() {
    var experience = Experience()
    experience.inputs = [0, 0, 0, 0]
    experience.rewards = [1, 0, 0, 0]
    experience.ends = [2, 4]
    experience.targets = [0, 0, 0, 0]
    var adaptation = PolicyAdaptation()
    (adaptation.discount, adaptation.traceDecay) = (0.5, 1)
    experience.estimateAdvantages(adaptation)
    // Returns are 1 and 0 at the first step, 0 at the second: the baseline says ½ and 0.
    let deviation = Float(0.125).squareRoot()
    let expected: [Float] = [0.5 / deviation, 0, -0.5 / deviation, 0]
    for (found, expected) in zip(experience.advantages, expected) { #expect(abs(found - expected) < 1e-2) }
  }

  @Test("the baseline finds returns that are quadratic in what is observed and cubic in time") func baseline() {
    var experience = Experience()
    experience.inputs = (0..<40).map { Float($0 * 7 % 11) / 5 }
    experience.rewards = Array(repeating: 0, count: 40)
    experience.ends = [13, 40]
    let returns = experience.episodes.flatMap { start, end in
      (start..<end).map { step -> Float in
        let (seen, time) = (experience.inputs[step], Float(step - start) / 10)
        return 3 + seen - 2 * seen * seen + time - time * time * time
      }
    }
    let values = TimeBaseline(of: experience, returns: returns).values(of: experience)
    for (value, expected) in zip(values, returns) { #expect(abs(value - expected) < 0.02) }
  }

  /// The loss of some trials at some parameters, and its gradient.
  private func loss(
    _ agent: PolicyMAMLAgent, _ trials: [[Experience]], at values: [Float]
  ) -> (value: Float, gradients: [Float]) {
    let actor = agent.actor
    let loss = PolicyMAMLLoss(network: actor.network, head: actor.head, configuration: agent.configuration)
    let phases = (0..<trials[0].count).map { phase in
      PolicyMAMLLoss.Phase(
        trials.map { $0[phase] }, rows: 7, featureCount: 3, actionSize: 1, in: actor.beginning.pool)
    }
    var parameters = actor.beginning
    parameters.values = values
    let (value, gradients) = parameters.valueAndGradient { loss($0, phases, share: 1 / Float(trials.count)).loss }
    return (value, gradients.tensors.flatMap { $0?.values ?? [] })
  }

  @Test("gradients through the steps of adaptation are what differences of the loss say", arguments: [1, 2])
  func differences(steps: Int) throws {
    var agent = try agent(3) {
      $0.innerSteps = steps
      $0.hiddenSizes = [4]
      $0.divergenceWeight = 0.5
    }
    var generator = RandomGenerator(seed: 5)
    agent.practise(
      4 * (steps + 1), in: try trials(3, episodes: 2 * (steps + 1)), learning: false, using: &generator)
    let trials = agent.actor.finishedTrials
    // Away from where the trials were played, so that ratios are not 1; within the clip range, whose edge has no slope.
    let start = agent.actor.beginning.values.map { $0 + 0.02 }
    let gradients = loss(agent, trials, at: start).gradients
    let scale = gradients.reduce(0.1) { max($0, abs($1)) }
    for index in start.indices {
      func value(_ step: Float) -> Float {
        var moved = start
        moved[index] += step
        return loss(agent, trials, at: moved).value
      }
      let difference = (value(0.01) - value(-0.01)) / 0.02
      #expect(abs(difference - gradients[index]) < 0.03 * scale, "number \(index)")
    }
  }

  @Test("first ratios are 1: nothing is gained before the first meta-step, and nothing clipped") func ratios()
    throws
  {
    var (agent, generator) = (try agent(3), RandomGenerator(seed: 5))
    agent.practise(8, in: try trials(3), learning: false, using: &generator)
    let (value, _) = loss(agent, agent.actor.finishedTrials, at: agent.actor.beginning.values)
    #expect(abs(value) < 1e-5)
  }

  @Test("says that trials are too short, and learns nothing from them") func shortTrials() throws {
    var (agent, generator) = (try agent(2), RandomGenerator(seed: 5))
    agent.practise(20, in: try trials(2, episodes: 3), using: &generator)
    #expect(agent.updateCount == 0)
    #expect(
      agent.status
        == .impaired([
          "Trials that end after 1 times 2 episodes show nothing of a policy adapted with innerSteps=1, and are not learned "
            + "from; give --wrap episodesPerTrial=4, or fewer episodesPerStep."
        ]))
  }

  @Test("learns to find the colour of an urn by two steps") func learning() throws {
    var (agent, generator) = (
      try agent(24) {
        ($0.innerSteps, $0.adaptation.episodesPerStep, $0.adaptation.innerRate) = (1, 6, 1)
        $0.learningRate = .constant(0.02)
      }, RandomGenerator(seed: 5)
    )
    agent.practise(24 * 60, in: try trials(24, episodes: 12), using: &generator)
    let evaluation = try #require(
      Evaluation.evaluate(
        agent.greedyPolicy, on: try trials(64, episodes: 12), episodes: 64, seed: 1))
    let returns = evaluation.meanReturnsInTrials
    let (before, after) = (returns[..<6].reduce(0, +) / 6, returns[6...].reduce(0, +) / 6)
    #expect(abs(before - 0.667) < 0.2, "nothing is known of the colour yet")
    #expect(after > before + 0.3, "from \(before) to \(after)")
  }

  @Test("needs trials, of numbers, without masks") func refusals() throws {
    func sentence(_ environments: VectorTask) -> String? {
      let request = TrainingRequest(
        environments: environments, evaluationEnvironments: environments,
        plan: TrainingPlan(steps: 100, environments: 1, evaluationInterval: 100))
      do {
        _ = try AgentCatalog.standard.entry(named: "maml").prepare(request)
        return nil
      } catch {
        return "\(error)"
      }
    }
    #expect(
      sentence(VectorTask(count: 1) { _ in Urn() })
        == "maml learns in trials, and not from Discrete(3) alone; add --wrap episodesPerTrial=40.")
    #expect(try sentence(trials(2)) == nil)
  }
}
