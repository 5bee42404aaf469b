import Simulation
import Testing

@testable import Environments

@Suite("Frames that a repeated action skips") struct SkippedFrameTests {
  private typealias Race = TimeLimit<CarRacing<ContinuousDriving>>

  private func race(steps: Int) -> Race { TimeLimit(CarRacing<ContinuousDriving>(), steps: steps) }

  /// Repeats an action step by step, each of which is drawn.
  private func repeating(
    _ action: [Float], _ count: Int, in race: inout Race
  ) -> (picture: [UInt8], result: StepResult) {
    var (picture, total) = ([UInt8](), StepResult.running(reward: 0))
    for _ in 0..<count where !total.status.isFinished {
      let step = race.step(action)
      picture = step.observation
      total = StepResult(reward: total.reward + step.reward, status: step.status)
    }
    return (picture, total)
  }

  /// The time limit cuts the last repetition short; the car that turns and speeds leaves the field.
  @Test("leave pictures, rewards and ends as they are", arguments: [(steps: 45, turn: Float(0)), (1000, 0.3)])
  func same(episode: (steps: Int, turn: Float)) {
    var plain = race(steps: episode.steps)
    var repeated = RepeatAction(race(steps: episode.steps), count: 8)
    #expect(plain.reset(seed: 4) == repeated.reset(seed: 4))
    var status = EpisodeStatus.running
    for round in 0..<125 where !status.isFinished {
      let action: [Float] = [round < 10 ? 0 : episode.turn, 1, 0]
      let (picture, result) = repeating(action, 8, in: &plain)
      let step = repeated.step(action)
      #expect(step.observation == picture)
      #expect(step.reward == result.reward)
      #expect(step.status == result.status)
      status = step.status
    }
    #expect(status.isFinished)
  }
}
