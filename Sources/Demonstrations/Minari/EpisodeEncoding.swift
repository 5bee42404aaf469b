import Simulation

extension Episode {
  /// Returns the arrays of a group of a dataset, in Minari's layout.
  func arrays(observing observationSpace: SpaceDescriptor, acting actionSpace: SpaceDescriptor) -> [DatasetArray] {
    observationSpace.arrays("observations", of: observations) + actionSpace.arrays("actions", of: actions)
      + [
        DatasetArray("rewards", rewards),
        DatasetArray("terminations", lastFlag(ending == .terminated)),
        DatasetArray("truncations", lastFlag(ending == .truncated)),
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
    attributes += drawnParameters.sorted { $0.key < $1.key }.map {
      DatasetAttribute(name: EpisodeGroup.attributeName(ofParameter: $0.key), value: .real($0.value))
    }
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

  /// Returns the first fault of the episode to learn from, such as a number that is not finite; `nil` if there is none.
  func problem(observing observationSpace: SpaceDescriptor, acting actionSpace: SpaceDescriptor) -> String? {
    var problems: [(step: Int, text: String)] = []
    if let fault = observationSpace.demonstrationFault(in: observations) {
      problems.append((fault.row, "step \(fault.row): the observation \(fault.reason)"))
    }
    if let fault = actionSpace.demonstrationFault(in: actions) {
      problems.append((fault.row, "step \(fault.row): the action \(fault.reason)"))
    }
    if let step = rewards.firstIndex(where: { !$0.isFinite }) {
      problems.append((step, "step \(step): the reward is \(rewards[step])"))
    }
    return problems.min { $0.step < $1.step }?.text
  }
}

extension SpaceDescriptor {
  /// Returns the arrays that hold rows of elements.
  fileprivate func arrays(_ name: String, of rows: RowBuffer) -> [DatasetArray] {
    columns.map { column in
      DatasetArray(
        name + column.suffix, extents: [rows.count] + column.shape,
        rows: rows.column(column.layout, atByte: column.byteOffset))
    }
  }
}
