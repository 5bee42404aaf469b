import Foundation

/// The numbers in `Golden/pcg64.json`, made with NumPy 2.4.6.
struct NumPyGolden: Decodable {
  struct Stream: Decodable {
    struct State: Decodable {
      let state: String
      let inc: String
    }

    let stateAfterSeeding: State
    let rawUInt64: [String]
    let random: [Double]
    let randomFloat: [Float]
    let uniform: [Double]
    let integers: [Int]
    let integersOneByOne: [Int]
    let wideIntegers: [Int]
    let standardNormal: [Double]
    let choice: [Int]
    let permutation: [Int]
    let mixed: [Double]

    private enum CodingKeys: String, CodingKey {
      case stateAfterSeeding = "state_after_seeding"
      case rawUInt64 = "raw_uint64"
      case random
      case randomFloat = "random_float32"
      case uniform = "uniform_-1_1"
      case integers = "integers_0_10"
      case integersOneByOne = "integers_0_10_one_by_one"
      case wideIntegers = "integers_-9999_9999"
      case standardNormal = "standard_normal"
      case choice = "choice_13"
      case permutation = "permutation_10"
      case mixed
    }
  }

  let streams: [String: Stream]
  let seedSequenceStates: [String: [String]]

  private enum CodingKeys: String, CodingKey {
    case streams = "pcg64"
    case seedSequenceStates = "seed_sequence_generate_state_8_uint64"
  }

  static func load() throws -> NumPyGolden {
    let url = try Golden.url("pcg64.json")
    return try JSONDecoder().decode(NumPyGolden.self, from: Data(contentsOf: url))
  }

  static func stream(_ seed: UInt64) throws -> Stream {
    guard let stream = try load().streams[String(seed)] else { throw Golden.Missing(name: "seed \(seed)") }
    return stream
  }
}

enum Golden {
  struct Missing: Error {
    let name: String
  }

  static func url(_ name: String) throws -> URL {
    guard let url = Bundle.module.url(forResource: "Golden/\(name)", withExtension: nil) else {
      throw Missing(name: name)
    }
    return url
  }
}
