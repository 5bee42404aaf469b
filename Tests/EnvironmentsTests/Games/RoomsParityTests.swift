import Foundation
import Simulation
import TestTraits
import Testing

@testable import Environments

/// The rooms, held against the Python package MiniGrid by checksums of all that it shows.
@Suite("Rooms against MiniGrid", .mayHang())
struct RoomsParityTests {
  @Test(arguments: try RoomsRun.load())
  func everyObservationRewardAndEndIsMiniGrids(_ run: RoomsRun) throws {
    let task = try Catalog.standard.entry(run.id).task()
    let rooms = task.makeVector(count: 1)
    var (batch, action) = (rooms.makeBatch(), rooms.makeActions())
    var checksum = CRC32()
    rooms.reset(seed: run.seed, into: &batch)
    checksum.add(shown(batch.observations))
    var total = 0.0
    for (step, digit) in run.actions.utf8.enumerated() {
      action.replaceNumbers(with: [Int(digit) - 48])
      rooms.step(action, into: &batch)
      let isOver = batch.statuses[0].isFinished
      checksum.add(shown(isOver ? batch.finalObservations : batch.observations))
      checksum.add(batch.rewards[0].bitPattern)
      checksum.add(batch.statuses[0].rawValue)
      if isOver { checksum.add(shown(batch.observations)) }
      total += batch.rewards[0]
      guard (step + 1) % run.every == 0 else { continue }
      let expected = run.checksums[step / run.every]
      #expect(checksum.value == expected, "up to step \(step + 1)")
      if checksum.value != expected { return }
    }
    #expect(abs(total - run.reward) < 1e-9)
  }

  /// The direction, and the picture.
  private func shown(_ observations: borrowing RowBuffer) -> [UInt8] {
    let picture = observations.field(1, as: UInt8.self)[0]
    return [UInt8(observations.field(0, as: Int.self)[0][0])] + picture.indices.map { picture[$0] }
  }
}

/// A run of `Golden/rooms.json`, or of the file that the environment variable `PALAESTRA_ROOMS` names.
struct RoomsRun: Decodable, CustomTestStringConvertible {
  let id: String
  let seed: UInt64
  let actions: String
  let every: Int
  let checksums: [UInt32]
  let reward: Double

  var testDescription: String { "\(id), seed \(seed)" }

  static func load() throws -> [RoomsRun] {
    let file = ProcessInfo.processInfo.environment["PALAESTRA_ROOMS"].map { URL(filePath: $0) }
    return try JSONDecoder().decode(
      [RoomsRun].self, from: Data(contentsOf: file ?? Golden.url("rooms.json")))
  }
}
