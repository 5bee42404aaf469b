import FewShot
import Foundation
import NeuralNet
import Safetensors
import Simulation
import TestSupport
import Testing
import Training

@testable import Agents

/// A method on a family, small enough for a test.
struct MetaPairing: Sendable, CustomTestStringConvertible {
  let method: String
  let family: String
  var settings: [String: String] = [:]

  static let all = [
    MetaPairing(method: "maml", family: "sine", settings: ["innerSteps": "2"]),
    MetaPairing(
      method: "maml", family: "sine-or-line", settings: ["firstOrder": "true", "adaptsHeadOnly": "true"]),
    MetaPairing(method: "meta-sgd", family: "sine-varied"),
    MetaPairing(method: "reptile", family: "sine-grid"),
    MetaPairing(method: "platipus", family: "sine-or-line"),
    MetaPairing(method: "versa", family: "gaussian-mean", settings: ["samples": "5"]),
    MetaPairing(method: "versa", family: "sine"),
  ]

  var testDescription: String { "\(method) on \(family)" }

  /// A trainer for some meta-steps.
  func trainer(steps: Int, seed: UInt64 = 3, in folder: URL? = nil, claiming: Bool = false) throws -> MetaTrainer {
    var plan = TrainingPlan(steps: steps, environments: 1, evaluationInterval: 4, evaluationEpisodes: 10)
    plan.seed = seed
    let overrides = ConfigurationOverrides(small.merging(settings) { $1 })
    let family = try TaskFamilies.named(family)
    let method = try MetaMethods.named(method)
    let setup = try method.prepare(MetaRequest(family: family, overrides: overrides, plan: plan))
    var configuration = RunConfiguration(
      environment: family.name, environmentOverrides: ConfigurationOverrides(), agent: method.name, preset: nil,
      agentOverrides: overrides, agentConfiguration: try method.settings(nil, overrides), plan: plan)
    configuration.unit = .updates
    let run = try folder.map { url in
      claiming
        ? try RunFolder(resuming: RunFolder(claiming: url), with: plan)
        : try RunFolder(creating: configuration, at: url)
    }
    return MetaTrainer(setup.learner, on: family, examinedBy: setup.examination, plan: plan, folder: run)
  }

  private var small: [String: String] {
    ["hiddenSizes": "8", "tasksPerStep": "3", "evaluationQueries": "5"]
  }
}

@Suite struct MetaTrainerTests {
  @Test("One seed repeats itself, another does not", arguments: MetaPairing.all)
  func repetition(pairing: MetaPairing) throws {
    func scores(_ seed: UInt64) throws -> [MetaEvaluation] {
      var trainer = try pairing.trainer(steps: 6, seed: seed)
      return try trainer.run().evaluations.map(\.evaluation)
    }
    let (first, again, other) = (try scores(3), try scores(3), try scores(4))
    #expect(first == again)
    #expect(first != other)
    #expect(first.count == 2 && first.allSatisfy { $0.tasks == 10 })
  }

  @Test("A run that was stopped goes on as if it had not", arguments: MetaPairing.all)
  func resuming(pairing: MetaPairing) throws {
    let folder = try TemporaryFolder()
    var whole = try pairing.trainer(steps: 10, in: folder.file("whole"))
    try whole.run()
    var stopped: MetaTrainer? = try pairing.trainer(steps: 10, in: folder.file("stopped"))
    var rounds = 0
    let result = try stopped?.run(shouldStop: {
      rounds += 1
      return rounds > 5
    })
    let summary = try #require(result)
    #expect(summary.isStopped && summary.steps < 10 && summary.steps > 0)
    stopped = nil
    var resumed = try pairing.trainer(steps: 10, in: folder.file("stopped"), claiming: true)
    try resumed.resume()
    #expect(resumed.steps == summary.steps)
    try resumed.run()
    for name in ["policy.safetensors", "best.safetensors"] {
      let (one, other) = (folder.file("whole/\(name)"), folder.file("stopped/\(name)"))
      #expect(try Data(contentsOf: one) == Data(contentsOf: other), "\(name)")
    }
    #expect(resumed.evaluations.map(\.evaluation) == whole.evaluations.map(\.evaluation))
    let checkpoints = try ["whole", "stopped"].map {
      try SafetensorsFile(contentsOf: folder.file("\($0)/checkpoint.safetensors"))
    }
    for tensor in checkpoints[0].tensors where tensor.name.hasPrefix("learner/") && tensor.elementType == .float32 {
      let numbers = try checkpoints.map { try $0.array(tensor.name, as: Float.self, shape: tensor.shape) }
      #expect(numbers[0] == numbers[1], "\(tensor.name)")
    }
  }

  @Test("A run leaves its files, and what was learned can be read again")
  func files() throws {
    let folder = try TemporaryFolder()
    var trainer = try MetaPairing.all[0].trainer(steps: 8, in: folder.file("run"))
    var events: [String] = []
    try trainer.run(report: { event in
      switch event {
      case .evaluated(let record): events.append("evaluated \(record.steps)")
      case .progress(let progress): events.append("progress \(progress.steps)")
      case .tick, .noticed: break
      }
    })
    let names = try folder.names(in: "run").map { $0.hasPrefix("events.out") ? "events" : $0 }
    #expect(
      names == [
        "best.safetensors", "checkpoint.safetensors", "config.json", "curve.png", "evaluations.json", "events",
        "metrics.csv", "policy.safetensors",
      ])
    #expect(events.filter { $0.hasPrefix("evaluated") } == ["evaluated 4", "evaluated 8"])
    let csv = try String(contentsOf: folder.file("run/metrics.csv"), encoding: .utf8).split(separator: "\n")
    #expect(csv[0].hasPrefix("steps,seconds,updates,") && csv[0].contains("eval/mse_1") && csv.count == 9)

    let fresh = try MetaPairing.all[0].trainer(steps: 8, seed: 9)
    let run = try RunFolder(opening: folder.file("run"))
    let read = try run.learned(by: fresh.learner)
    func evaluation(_ learner: any MetaLearner) -> MetaEvaluation? {
      MetaEvaluation.evaluate(learner, on: trainer.family, trainer.examination)
    }
    #expect(evaluation(read) == evaluation(trainer.learner))
    #expect(evaluation(read) != evaluation(fresh.learner))
  }

  @Test("What was learned by one method is refused by another, in a sentence")
  func otherMethod() throws {
    let folder = try TemporaryFolder()
    var trainer = try MetaPairing.all[0].trainer(steps: 2, in: folder.file("run"))
    try trainer.run()
    let other = try MetaPairing(method: "platipus", family: "sine").trainer(steps: 2)
    let run = try RunFolder(opening: folder.file("run"))
    #expect(throws: (any Error).self) { try run.learned(by: other.learner) }
  }

  @Test("A divergence ends a run with a sentence")
  func divergence() throws {
    var pairing = MetaPairing.all[0]
    pairing.settings = ["innerRate": "100", "learningRate": "1", "innerSteps": "20"]
    var trainer = try pairing.trainer(steps: 200)
    #expect(throws: DivergenceError.self) { try trainer.run() }
  }
}
