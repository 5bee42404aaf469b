import Foundation
import Simulation
import Testing

/// The numbers in `Golden/wrappers.json`, written by `Golden/make_wrappers.py` with Gymnasium 1.4.0.
struct WrappersGolden: Decodable {
  struct Trace: Decodable {
    let name: String
    let actions: [[Double]]
    let rows: [Row]
  }

  /// A reset, or a step if it has a reward.
  struct Row: Decodable {
    struct Episode: Decodable {
      let `return`: Double
      let length: Int
    }

    let observation: [Double]
    let reward: Double?
    let status: String?
    let episode: Episode?
  }

  struct Edges: Decodable {
    let count: Int
    let numbers: [Float]
    let bins: [Int]
  }

  let traces: [Trace]
  let edges: [Edges]

  static func load() throws -> WrappersGolden {
    try JSONDecoder().decode(WrappersGolden.self, from: Data(contentsOf: Golden.url("wrappers.json")))
  }

  static func trace(_ name: String) throws -> Trace {
    try #require(load().traces.first { $0.name == name }, "\(name)")
  }
}

/// What replaying the actions of a golden trace gives.
struct Replay {
  var observations: [[Double]] = []
  var rewards: [Double?] = []
  var statuses: [String?] = []

  /// Resets with seed 7, takes every action, and resets without a seed when an episode ends.
  init<E: Environment & ~Copyable>(
    _ actions: [[Double]], in environment: inout E, afterStep: (borrowing E, StepResult) -> Void = { _, _ in }
  ) {
    var observation = [E.ObservationSpace.Scalar](repeating: .zero, count: environment.observationSpace.scalarCount)
    var row = observation.mutableSpan
    environment.reset(seed: 7, into: &row)
    append(row.span, nil)
    for numbers in actions {
      let action = numbers.map { E.ActionSpace.Scalar(clamping: $0) }
      let result = environment.step(action.span, into: &row)
      append(row.span, result)
      afterStep(environment, result)
      guard result.status.isFinished else { continue }
      environment.reset(seed: nil, into: &row)
      append(row.span, nil)
    }
  }

  private mutating func append<Scalar: SpaceScalar>(_ observation: Span<Scalar>, _ result: StepResult?) {
    observations.append(observation.indices.map { Double(observation[$0].floatValue) })
    rewards.append(result?.reward)
    statuses.append(result.map { "\($0.status)" })
  }
}

/// Expects that an environment replays a golden trace to the last bit.
func expectTrace<E: Environment & ~Copyable>(
  _ name: String, _ environment: consuming E, observationsWithin tolerance: Double = 0,
  _ location: SourceLocation = #_sourceLocation
) throws {
  let trace = try WrappersGolden.trace(name)
  let replay = Replay(trace.actions, in: &environment)
  #expect(replay.rewards == trace.rows.map(\.reward), sourceLocation: location)
  #expect(replay.statuses == trace.rows.map(\.status), sourceLocation: location)
  #expect(replay.observations.map(\.count) == trace.rows.map(\.observation.count), sourceLocation: location)
  let differences = zip(replay.observations.joined(), trace.rows.map(\.observation).joined()).map { abs($0 - $1) }
  #expect(differences.max() ?? .infinity <= tolerance, sourceLocation: location)
}
