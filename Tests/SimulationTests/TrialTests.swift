import Simulation
import TestSupport
import Testing

/// Several episodes of one task, joined to a trial.
@Suite("Trials") struct TrialTests {
  private func trials(_ count: Int, episodes: Int) throws -> VectorTask {
    let spaces = RowEnvironment(Urn()).spaces
    let change = try #require(try WrapperList(parsing: ["episodesPerTrial=\(episodes)"]).change(of: spaces))
    return VectorTask(count: count) { _ in change.applied(to: RowEnvironment(Urn(), spaces: spaces)) }
  }

  /// The last action, end, observation and reward of a row.
  private struct Sight: Equatable {
    var action: [UInt8]
    var ended: UInt8
    var observation: Int
    var reward: Float
  }

  private func sight(_ rows: RowBuffer, _ row: Int = 0) -> Sight {
    Sight(
      action: Array(rows.doubles(ofRow: row).prefix(3)).map { UInt8($0) },
      ended: rows.field(1, as: UInt8.self)[row][0], observation: rows.field(2, as: Int.self)[row][0],
      reward: rows.field(3, as: Float.self)[row][0])
  }

  @Test("shows what came of the last step, and goes on where an episode ends") func sights() throws {
    let task = try trials(1, episodes: 2)
    var batch = task.makeBatch()
    task.reset(seed: 1, into: &batch)
    #expect(sight(batch.observations) == Sight(action: [0, 0, 0], ended: 0, observation: 0, reward: 0))
    let expected: [(action: Int, status: EpisodeStatus, ended: UInt8, observation: Int)] = [
      (2, .running, 0, 1), (1, .running, 1, 0), (0, .running, 0, 1), (2, .terminated, 1, 2),
    ]
    for step in expected {
      task.step([step.action], into: &batch)
      var action: [UInt8] = [0, 0, 0]
      action[step.action] = 1
      #expect(batch.statuses[0] == step.status)
      #expect(
        sight(batch.nextObservations(ofRow: 0))
          == Sight(
            action: action, ended: step.ended, observation: step.observation, reward: Float(batch.rewards[0])))
    }
    #expect(
      sight(batch.observations) == Sight(action: [0, 0, 0], ended: 0, observation: 0, reward: 0),
      "the next trial knows nothing of the last one")
  }

  @Test("keeps the task in a trial, and draws another one for the next") func tasks() throws {
    let task = try trials(1, episodes: 3)
    var batch = task.makeBatch()
    task.reset(seed: 5, into: &batch)
    var colors: [Int] = []
    for _ in 0..<30 {
      // In six steps each colour is guessed twice, and pays both times or never.
      var paid: [[Double]] = [[], [], []]
      for guess in 0..<6 {
        task.step([guess % 3], into: &batch)
        paid[guess % 3].append(batch.rewards[0])
        #expect(batch.statuses[0] == (guess == 5 ? .terminated : .running))
      }
      #expect(paid.filter { $0 == [1, 1] }.count == 1 && paid.filter { $0 == [0, 0] }.count == 2)
      colors.append(paid.firstIndex(of: [1, 1]) ?? -1)
    }
    #expect(Set(colors) == [0, 1, 2])
  }

  @Test("follows from the random stream at its start and the actions") func replays() throws {
    let task = try trials(2, episodes: 2)
    var (batch, again) = (task.makeBatch(), task.makeBatch())
    task.reset(seed: 3, into: &batch)
    for step in 0..<7 { task.step([step % 3, 0], into: &batch) }
    let start = try #require(task.streams?.starts[0])
    task.streams?.beginEpisode(inRow: 0, from: start, into: &again)
    for step in 4..<7 { task.step([step % 3, 0], into: &again) }
    #expect(again.rewards[0] == batch.rewards[0])
    #expect(sight(again.observations) == sight(batch.observations))
  }

  @Test("shows actions that are numbers as they are") func numbers() throws {
    let spaces = RowEnvironment(Drifter()).spaces
    let change = try #require(try WrapperList(parsing: ["episodesPerTrial=2"]).change(of: spaces))
    let task = VectorTask(count: 1) { _ in
      change.applied(to: RowEnvironment(TimeLimit(Drifter(), steps: 2), spaces: spaces))
    }
    var (batch, actions, random) = (task.makeBatch(), task.makeActions(), RandomGenerator(seed: 1))
    task.reset(seed: 1, into: &batch)
    for step in 1...4 {
      task.sampleActions(into: &actions, allowing: batch.masks, using: &random)
      task.step(actions, into: &batch)
      let seen = batch.nextObservations(ofRow: 0)
      #expect(seen.field(0, as: Float.self)[0][0] == actions.row(0, as: Float.self)[0])
      #expect(batch.statuses[0] == (step == 4 ? .terminated : .running))
      #expect(task.specification.observationSpace.space?.contains(seen) == true)
    }
    #expect(task.specification.observationSpace.isOfTrials && !spaces.observation.descriptor.isOfTrials)
  }

  @Test("multiplies the time limit") func limits() throws {
    let wrappers = try WrapperList(parsing: ["timeLimit=40", "episodesPerTrial=3"])
    #expect(wrappers.timeLimit(around: 100) == 120)
    #expect(try WrapperList(parsing: ["episodesPerTrial=2"]).timeLimit(around: nil) == nil)
    #expect(wrappers.changesObservations)
  }

  @Test("allocates nothing from episode to episode", .enabled(if: countsAllocations, "counting needs glibc"))
  func allocations() throws {
    let task = try trials(2, episodes: 16)
    var (batch, actions) = (task.makeBatch(), task.makeActions())
    task.reset(seed: 1, into: &batch)
    for _ in 0..<8 { task.step(actions, into: &batch) }
    actions.replaceNumbers(with: [1, 2])
    #expect(TestSupport.allocations { for _ in 0..<8 { task.step(actions, into: &batch) } } == 0)
  }
}
