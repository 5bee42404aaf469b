import Simulation

extension Episode {
  /// Returns the arrays of a group of a dataset, in Minari's layout.
  func arrays(observing observationSpace: SpaceDescriptor, acting actionSpace: SpaceDescriptor) -> [DatasetArray] {
    Self.arrays("observations", observations, rows: length + 1, in: observationSpace)
      + Self.arrays("actions", actions, rows: length, in: actionSpace)
      + [
        DatasetArray("rewards", extents: [length], rewards),
        DatasetArray("terminations", flags: lastFlag(ending == .terminated)),
        DatasetArray("truncations", flags: lastFlag(ending == .truncated)),
      ]
  }

  /// Returns the attributes of a group of a dataset: those that Minari needs, and those that its data collector adds.
  func attributes(index: Int) -> [DatasetAttribute] {
    let mean = episodeReturn / Double(length)
    let variance = rewards.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(length)
    var attributes = [
      DatasetAttribute(name: "id", value: .whole(UInt64(index))),
      DatasetAttribute(name: "total_steps", value: .whole(UInt64(length))),
    ]
    if let seed { attributes.append(DatasetAttribute(name: "seed", value: .whole(seed))) }
    let statistics = [
      ("sum", episodeReturn), ("mean", mean), ("std", variance.squareRoot()), ("max", rewards.max() ?? 0),
      ("min", rewards.min() ?? 0),
    ]
    return attributes + statistics.map { DatasetAttribute(name: "rewards_\($0)", value: .real($1)) }
  }

  private func lastFlag(_ isSet: Bool) -> [Bool] {
    var flags = [Bool](repeating: false, count: length)
    flags[length - 1] = isSet
    return flags
  }

  private static func arrays<Scalar: SpaceScalar>(
    _ name: String, _ values: [Scalar], rows: Int, in space: SpaceDescriptor
  ) -> [DatasetArray] {
    func arrays<Stored: DatasetScalar>(_ type: Stored.Type) -> [DatasetArray] {
      // By way of `Any` the array is cast whole, and not number by number.
      let values: Any = values
      guard let values = values as? [Stored] else { return [] }
      let (columns, size) = (space.columns, space.scalarCount)
      return columns.map { column in
        let part =
          columns.count == 1
          ? values
          : (0..<rows).flatMap { row in
            let start = row * size + column.offset
            return values[start..<start + column.width]
          }
        return DatasetArray(name + column.suffix, extents: [rows] + column.shape, part)
      }
    }
    if space.isDouble {
      return [DatasetArray(name, extents: [rows] + space.columns[0].shape, values.map { Double($0.floatValue) })]
    }
    guard let type = Scalar.self as? any DatasetScalar.Type else { return [] }
    return arrays(type)
  }

  /// Returns the first fault of the episode to learn from, such as a number that is not finite; `nil` if there is none.
  func problem(observing observationSpace: SpaceDescriptor, acting actionSpace: SpaceDescriptor) -> String? {
    for step in 0...length {
      if let problem = observationSpace.problem(in: observation(step)) {
        return "step \(step): the observation \(problem)"
      }
      guard step < length else { return nil }
      if let problem = actionSpace.problem(in: action(step)) { return "step \(step): the action \(problem)" }
      if !rewards[step].isFinite { return "step \(step): the reward is \(rewards[step])" }
    }
    return nil
  }
}
