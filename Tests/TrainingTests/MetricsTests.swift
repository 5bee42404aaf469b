import Testing

@testable import Simulation
@testable import Training

@Suite struct MetricsTests {
  private func progress(
    _ steps: Int, seconds: Double = 1.5, return episodeReturn: Double? = nil, _ measurements: [Measurement] = []
  ) -> TrainingProgress {
    TrainingProgress(
      steps: steps, totalSteps: 100, updates: 3, seconds: seconds, recentReturn: episodeReturn, recentLength: nil,
      episodes: 2, measurements: measurements)
  }

  private func record(_ steps: Int, _ returns: [Double]) -> EvaluationRecord {
    EvaluationRecord(
      steps: steps, seconds: 1, evaluation: Evaluation(returns: returns, lengths: returns.map { _ in 4 }),
      isBest: true)
  }

  @Test func anEmptyTableHasItsNames() {
    #expect(MetricsTable().csv == "steps,seconds,episodes,updates,train/return,train/length\n")
  }

  @Test func whatWasNotMeasuredIsEmpty() {
    var table = MetricsTable()
    table.append(progress(10), evaluation: nil)
    table.append(progress(20, return: -0.25, [Measurement("train/epsilon", 0.1)]), evaluation: nil)
    #expect(
      table.csv == """
        steps,seconds,episodes,updates,train/return,train/length,train/epsilon
        10,1.5,2,3,,,
        20,1.5,2,3,-0.25,,0.1

        """)
  }

  @Test func anEvaluationJoinsTheRowOfItsSteps() {
    var table = MetricsTable()
    table.append(progress(10), evaluation: nil)
    table.append(progress(10), evaluation: record(10, [1, 3]))
    #expect(
      table.csv == """
        steps,seconds,episodes,updates,train/return,train/length,eval/length,eval/return,eval/return_std
        10,1.5,2,3,,,4,2,1

        """)
  }

  @Test func whatIsKnownOfItsStepsStays() {
    var table = MetricsTable()
    table.append(progress(10, seconds: 1, [Measurement("train/epsilon", 0.1)]), evaluation: nil)
    let added = table.append(
      progress(10, seconds: 2, return: 5, [Measurement("train/epsilon", 1)]), evaluation: nil)
    #expect(added == ["train/return": 5])
    #expect(
      table.csv == """
        steps,seconds,episodes,updates,train/return,train/length,train/epsilon
        10,1,2,3,5,,0.1

        """)
  }

  @Test(arguments: [(1e-9, "1e-09"), (0.1, "0.1"), (123_456.789, "123456.79"), (3, "3"), (1e-4, "0.0001")])
  func smallNumbersAreNotRoundedAway(value: Double, text: String) {
    var table = MetricsTable()
    table.append(progress(1, seconds: value), evaluation: nil)
    #expect(table.csv.split(separator: "\n").last == "1,\(text),2,3,,")
  }

  @Test func theRecentEpisodesAreTheLastOnes() {
    var recent = RecentEpisodes(capacity: 3)
    #expect(recent.meanReturn == nil && recent.meanLength == nil)
    for number in 1...5 {
      recent.append([
        EpisodeStatistics.Episode(row: 0, episodeReturn: Double(number), length: 10 * number, status: .terminated)
      ])
    }
    #expect(recent.meanReturn == 4)
    #expect(recent.meanLength == 40)
    #expect(recent.total == 5)
  }

  @Test(
    arguments: [
      (\TrainingPlan.steps, 0, "steps is 0, but must be from 1 to "),
      (\.environments, 0, "environments is 0, but must be from 1 to 65536."),
      (\.environments, 1_000_000, "environments is 1000000, but must be from 1 to 65536."),
      (\.threads, -1, "threads is -1, but must be from 1 to 1024."),
      (\.evaluationEpisodes, 0, "evaluationEpisodes is 0, but must be from 1 to "),
      (\.evaluationInterval, -1, "evaluationInterval is -1, but must be from 0 to "),
      (\.checkpointInterval, -1, "checkpointInterval is -1, but must be from 0 to "),
    ] as [(WritableKeyPath<TrainingPlan, Int> & Sendable, Int, String)])
  func aPlanThatCannotWorkIsRefused(
    property: WritableKeyPath<TrainingPlan, Int> & Sendable, value: Int, sentence: String
  ) {
    var plan = TrainingPlan()
    plan[keyPath: property] = value
    let error = #expect(throws: ConfigurationError.self) { try plan.validate() }
    #expect(error?.description.hasPrefix(sentence) == true)
  }
}
