import Demonstrations
import Simulation
import TestSupport
import Testing

@Suite("Episodes")
struct EpisodeTests {
  private var walk: Episode<Float, Int> {
    var episode = Episode<Float, Int>(startingAt: [0, 1], seed: 7)
    episode.append(action: [2], reward: 0.5, status: .running, observation: [2, 3])
    episode.append(action: [1], reward: -2, status: .terminated, observation: [4, 5])
    return episode
  }

  @Test("hold one observation more than actions")
  func sizes() {
    #expect(walk.length == 2 && walk.observationSize == 2 && walk.actionSize == 1)
    #expect(walk.observation(0) == [0, 1] && walk.observation(2) == [4, 5])
    #expect(walk.action(1) == [1])
    #expect(walk.episodeReturn == -1.5 && walk.ending == .terminated)
  }

  @Test("are the same made of their parts as step by step")
  func parts() {
    let whole = Episode<Float, Int>(
      observations: [0, 1, 2, 3, 4, 5], actions: [2, 1], rewards: [0.5, -2], ending: .terminated, seed: 7)
    #expect(whole == walk)
  }

  @Test("take no step after their end")
  func over() async {
    await #expect(processExitsWith: .failure) {
      var episode = Episode<Float, Int>(startingAt: [0])
      episode.append(action: [0], reward: 0, status: .truncated, observation: [1])
      episode.append(action: [0], reward: 0, status: .running, observation: [2])
    }
  }
}

@Suite("A recorder")
struct EpisodeRecorderTests {
  private func record(_ count: Int, rows: Int, seed: UInt64 = 3) -> [Episode<Float, Float>] {
    let environments = VectorTask(count: rows) { _ in TimeLimit(Drifter(), steps: 12) }
    let policy = ScriptedPolicy(observing: Float.self, acting: Float.self) { observation, action in
      action[0] = 1 - observation[0] / 4
      action[1] = 0.25
    }
    var recorder = EpisodeRecorder<Float, Float>(policy, in: environments, seed: seed)
    return recorder.record(count)
  }

  @Test("plays the same episodes in batches of any size", arguments: [2, 5, 7])
  func batches(rows: Int) { #expect(record(7, rows: rows) == record(7, rows: 1)) }

  @Test("keeps the seed and the actions with which an episode can be played again, bit for bit")
  func replay() throws {
    for episode in record(5, rows: 4) {
      var environment = TimeLimit(Drifter(), steps: 12)
      let seed = try #require(episode.seed)
      #expect(environment.reset(seed: seed) == Array(episode.observation(0)))
      for step in 0..<episode.length {
        let outcome = environment.step(Array(episode.action(step)))
        #expect(outcome.observation == Array(episode.observation(step + 1)))
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
    var recorder = EpisodeRecorder<Float, Float>(policy, in: environments, seed: 0, stepLimit: 3)
    for episode in recorder.record(3) { #expect(episode.length == 3 && episode.ending == .truncated) }
  }
}
