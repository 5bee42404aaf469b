import Foundation

/// The numbers in `Golden/random.json`, written by `Golden/make_random.py` with NumPy 2.4.6.
struct RandomGolden: Decodable {
  struct Integers: Decodable {
    let seed: UInt64
    let low: String
    let last: String
    let draws: [String]
    let next: String
  }

  struct Narrow: Decodable {
    let type: String
    let low: String
    let last: String
    let draws: [String]
    let next: UInt32
  }

  struct Floats: Decodable {
    let name: String
    let count: Int
    let checksum: String
    let last: [Double]
    let minimum: Double
    let maximum: Double
    let next: String
  }

  struct Choice: Decodable {
    let kind: String
    let seed: UInt64?
    let count: Int
    let picking: Int
    let picked: [Int]
    let checksum: String
    let next: String
  }

  struct Order: Decodable {
    let count: Int
    let permutation: [Int]
    let checksum: String
    let shuffled: [String]
    let next: String
  }

  struct Seed: Decodable {
    let entropy: [UInt32]
    let key: [UInt32]
    let state: [String]
    let state64: [String]
    let children: [[String]]
    let first: Double
  }

  let integers: [Integers]
  let narrow: [Narrow]
  let floats: [Floats]
  let choices: [Choice]
  let orders: [Order]
  let seeds: [Seed]
  let interleaved: [Double]
  let spawned: [Double]

  static func load() throws -> RandomGolden {
    try JSONDecoder().decode(RandomGolden.self, from: Data(contentsOf: Golden.url("random.json")))
  }

  /// The sum of the bit patterns, weighted by their places; `checksum` in `make_random.py`.
  static func checksum(_ values: [Double]) -> String {
    var sum: UInt64 = 0
    for (index, value) in values.enumerated() {
      sum &+= value.bitPattern &* (2 &* UInt64(index) &+ 1)
    }
    return String(sum)
  }
}
