import FewShot
import Foundation
import Simulation
import Testing
import Training

/// A learner that answers with what it is told to, whatever it is asked.
private struct Oracle: MetaLearner {
  let status = LearnerStatus.learning
  let updateCount = 0
  let demand = TaskDemand(count: 1, size: TaskSize(shots: 1, queries: 1))
  /// Makes the samples for the queries of some tasks.
  let answer: @Sendable (TaskBatch) -> [[Float]]

  func advance(to progress: Double) {}
  func learn(from tasks: TaskBatch, using generator: inout RandomGenerator) {}
  func predictions(
    for tasks: TaskBatch, _ adaptation: Adaptation, using generator: inout RandomGenerator
  ) -> [MetaPrediction] {
    adaptation.steps.map { MetaPrediction(gradientSteps: $0, samples: answer(tasks)) }
  }
  func exchangeLearned(with scope: inout CheckpointScope) throws {}
  func exchange(with scope: inout CheckpointScope) throws {}
}

/// Numbers whose class is their whole part, so that whoever looks knows it.
private struct Counters: ClassFamily {
  let name = "counters"
  let summary = "Numbers whose class is their whole part"
  let inputShape = [1]
  func numberOfClasses(in part: TaskPart) -> Int { 6 }
  func appendExamples(
    _ count: Int, ofClass index: Int, in part: TaskPart, to inputs: inout [Float],
    using generator: inout RandomGenerator
  ) { inputs += [Float](repeating: Float(index), count: count) }
}

@Suite struct MetaEvaluationTests {
  @Test("Errors are meaned over queries and tasks, and an interval is 1.96 standard errors")
  func errors() throws {
    // The answer is off by the number of the task in its batch.
    let learner = Oracle { tasks in
      [tasks.query.targets.indices.map { tasks.query.targets[$0] + Float($0 / tasks.size.queryCount) }]
    }
    let examination = MetaExamination(
      tasks: 3, size: TaskSize(shots: 1, queries: 4), adaptation: Adaptation(steps: [1, 2]))
    let evaluation = try #require(MetaEvaluation.evaluate(learner, on: SineFamily(), examination))
    #expect(evaluation.measure == .meanSquaredError && evaluation.tasks == 3)
    #expect(evaluation.scores.map(\.gradientSteps) == [1, 2])
    // 0, 1 and 4 have the mean 5/3 and the variance 13/3.
    #expect(abs(evaluation.scores[0].mean - 5.0 / 3) < 1e-4)
    #expect(abs(evaluation.scores[0].confidence - 1.96 * (13.0 / 9).squareRoot()) < 1e-4)
  }

  @Test("Classes are judged by the largest logit")
  func accuracy() throws {
    // Right for the first query of each class alone.
    let learner = Oracle { tasks in
      [
        tasks.query.targets.indices.flatMap { row in
          let isFirst = row % tasks.size.queries == 0
          let label = (Int(tasks.query.targets[row]) + (isFirst ? 0 : 1)) % tasks.size.ways
          return (0..<tasks.size.ways).map { $0 == label ? Float(2) : 0 }
        }
      ]
    }
    let examination = MetaExamination(
      tasks: 60, size: TaskSize(ways: 3, shots: 1, queries: 4), adaptation: Adaptation(steps: [0]))
    let evaluation = try #require(MetaEvaluation.evaluate(learner, on: Counters(), examination))
    #expect(evaluation.measure == .accuracy)
    #expect(evaluation.scores[0].mean == 0.25 && evaluation.scores[0].confidence == 0)
  }

  @Test("A stop leaves no evaluation, unless all was done")
  func stopping() {
    let learner = Oracle { [$0.query.targets] }
    func evaluation(_ tasks: Int) -> MetaEvaluation? {
      MetaEvaluation.evaluate(
        learner, on: SineFamily(), MetaExamination(tasks: tasks, size: TaskSize(shots: 1, queries: 2)),
        shouldStop: { true })
    }
    #expect(evaluation(1000) == nil)
    #expect(evaluation(1)?.scores[0].mean == 0)
  }

  @Test("Samples are judged by the best, the mean, the interval and the readings")
  func samples() throws {
    let family = SineOrLineFamily()
    // One sample is the target, the others lie one above and one below it: mean right, deviation one.
    let learner = Oracle { tasks in
      [0, 1, -1].map { shift in tasks.query.targets.map { $0 + Float(shift) } }
    }
    let examination = MetaExamination(
      tasks: 20, size: TaskSize(shots: 1, queries: 30), adaptation: Adaptation(steps: [1], samples: 3))
    let score = try #require(SampleEvaluation.evaluate(learner, on: family, examination)).scores[0]
    #expect(score.bestError == 0 && score.meanError < 1e-9 && score.coverage > 0.999)
    let variance = 1 + 0.3 * 0.3
    #expect(abs(score.negativeLogLikelihood - 0.5 * log(2 * Double.pi * variance)) < 1e-4)
  }

  @Test("Both readings are there where one sample is a sine and another a line")
  func readings() throws {
    let learner = Oracle { tasks in
      [tasks.query.inputs.map { $0 }, tasks.query.inputs.map { Float(sin(Double($0))) }]
    }
    let examination = MetaExamination(
      tasks: 5, size: TaskSize(shots: 1, queries: 30), adaptation: Adaptation(steps: [0], samples: 2))
    let score = try #require(SampleEvaluation.evaluate(learner, on: SineOrLineFamily(), examination)).scores[0]
    #expect(score.bothReadings == 1)
    let lines = Oracle { tasks in [tasks.query.inputs, tasks.query.inputs.map { 1 - $0 }] }
    let other = try #require(SampleEvaluation.evaluate(lines, on: SineOrLineFamily(), examination)).scores[0]
    #expect(other.bothReadings == 0)
  }
}
