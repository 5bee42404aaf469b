import Demonstrations
import Simulation
import TestSupport
import Testing

@Suite("Episodes")
struct EpisodeTests {
  private var walk: Episode {
    let (observations, actions) = (RowBuffer([0, 1, 2, 3, 4, 5] as [Float], rowShape: [2]), RowBuffer([2, 1]))
    var episode = Episode(startingAt: observations, actingWith: actions.layout, seed: 7)
    for (step, (reward, status)) in [(0.5, EpisodeStatus.running), (-2, .terminated)].enumerated() {
      var (action, next) = (RowBuffer(actions.layout, count: 3), RowBuffer(observations.layout, count: 3))
      action.copyRows(step..<step + 1, of: actions, to: 2)
      next.copyRows(step + 1..<step + 2, of: observations, to: 2)
      episode.append(action: action, reward: reward, status: status, observation: next, row: 2)
    }
    return episode
  }

  @Test("hold one observation more than actions")
  func sizes() {
    #expect(walk.length == 2 && walk.observations.count == 3 && walk.actions.count == 2)
    #expect(walk.observations.array() == [0, 1, 2, 3, 4, 5] as [Float] && walk.actions.array() == [2, 1])
    #expect(walk.episodeReturn == -1.5 && walk.ending == .terminated)
  }

  @Test("are the same made of their parts as step by step")
  func parts() {
    let whole = episode([0, 1, 2, 3, 4, 5] as [Float], [2, 1], rewards: [0.5, -2], .terminated, seed: 7)
    #expect(whole == walk)
  }

  @Test("take no step after their end")
  func over() async {
    await #expect(processExitsWith: .failure) {
      let (observation, action) = (RowBuffer([0] as [Float]), RowBuffer([0]))
      var episode = Episode(startingAt: observation, actingWith: action.layout)
      episode.append(action: action, reward: 0, status: .truncated, observation: observation)
      episode.append(action: action, reward: 0, status: .running, observation: observation)
    }
  }
}

@Suite("A recorder")
struct EpisodeRecorderTests {
  private func record(_ count: Int, rows: Int, seed: UInt64 = 3) -> [Episode] {
    let environments = VectorTask(count: rows) { _ in TimeLimit(Drifter(), steps: 12) }
    let policy = ScriptedPolicy(observing: Float.self, acting: Float.self) { observation, action in
      action[0] = 1 - observation[0] / 4
      action[1] = 0.25
    }
    var recorder = EpisodeRecorder(policy, in: environments, seed: seed)
    return recorder.record(count)
  }

  @Test("plays the same episodes in batches of any size", arguments: [2, 5, 7])
  func batches(rows: Int) { #expect(record(7, rows: rows) == record(7, rows: 1)) }

  @Test("keeps the seed and the actions with which an episode can be played again, bit for bit")
  func replay() throws {
    for episode in record(5, rows: 4) {
      var environment = TimeLimit(Drifter(), steps: 12)
      let seed = try #require(episode.seed)
      #expect(environment.reset(seed: seed) == episode.observations.array(ofRow: 0))
      for step in 0..<episode.length {
        let outcome = environment.step(episode.actions.array(ofRow: step))
        #expect(outcome.observation == episode.observations.array(ofRow: step + 1))
        #expect(outcome.reward == episode.rewards[step])
        #expect(outcome.status.isFinished == (step == episode.length - 1))
      }
    }
  }

  @Test("cuts off what would not end")
  func cut() {
    let environments = VectorTask(count: 2) { _ in Drifter() }
    let policy = ScriptedPolicy(observing: Float.self, acting: Float.self) { _, action in
      action[0] = -1
      action[1] = 0
    }
    var recorder = EpisodeRecorder(policy, in: environments, seed: 0, stepLimit: 3)
    for episode in recorder.record(3) { #expect(episode.length == 3 && episode.ending == .truncated) }
  }
}
