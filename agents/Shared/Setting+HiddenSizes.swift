import Simulation

extension Setting where Value == [Int] {
  /// Declares the sizes of a network's hidden layers, between which a machine must have memory for the weights.
  init(hiddenSizes path: WritableKeyPath<Root, [Int]> & Sendable, _ name: String, _ meaning: String) {
    let setting = Setting(path, name, meaning, "at most 16 sizes from 1 to 65536") {
      $0.count <= 16 && $0.lies(in: 1...65_536)
    }
    self = setting.also {
      let sizes = $0[keyPath: path]
      let weights = zip(sizes, sizes.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 }
      return weights <= 1 << 28 ? nil : "so small that there are at most 2²⁸ weights between them, not \(weights)"
    }
  }
}
