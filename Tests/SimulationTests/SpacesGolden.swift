import Foundation

/// The numbers in `Golden/spaces.json`, written by `Golden/make_spaces.py` with Gymnasium 1.4.0.
struct SpacesGolden: Decodable {
  struct Samples: Decodable {
    let space: String
    let seed: UInt64
    let samples: [[Double]]
    let flattened: [[Float]]
    let next: String
  }

  struct Chosen: Decodable {
    let kind: String
    let row: [Double]
    let samples: [Int]
    let next: String
  }

  struct Tuple: Decodable {
    let element: [Int]
    let flattened: [Float]
  }

  let samples: [Samples]
  let chosen: [Chosen]
  let tuples: [Tuple]
  let descriptions: [String: String]

  static func load() throws -> SpacesGolden {
    try JSONDecoder().decode(SpacesGolden.self, from: Data(contentsOf: Golden.url("spaces.json")))
  }
}
