import Simulation

extension MinariWriter {
  /// Appends an episode of another dataset of the same task.
  func append(
    _ index: Int, of source: MinariDataset, within allowance: inout UnfoldingAllowance
  ) throws(DatasetError) {
    switch try source.episodes([index], within: &allowance) {
    case .floatInt(let episodes): try copy(episodes[0], index, of: source, within: &allowance)
    case .floatFloat(let episodes): try copy(episodes[0], index, of: source, within: &allowance)
    case .intInt(let episodes): try copy(episodes[0], index, of: source, within: &allowance)
    case .bytesInt(let episodes): try copy(episodes[0], index, of: source, within: &allowance)
    case .bytesFloat(let episodes): try copy(episodes[0], index, of: source, within: &allowance)
    }
  }

  private func copy<Observation, Action>(
    _ episode: Episode<Observation, Action>, _ index: Int, of source: MinariDataset,
    within allowance: inout UnfoldingAllowance
  ) throws(DatasetError) {
    let (ours, theirs) = (metadata, source.metadata)
    var arrays = episode.arrays(observing: ours.observationSpace, acting: ours.actionSpace)
    // As an episode they are float32, of fewer digits than a copy is to have.
    if ours.observationSpace.isDouble && theirs.observationSpace.isDouble {
      try restoreDoubles(of: "observations", in: &arrays, index, source, &allowance)
    }
    if ours.actionSpace.isDouble && theirs.actionSpace.isDouble {
      try restoreDoubles(of: "actions", in: &arrays, index, source, &allowance)
    }
    try append(episode, arrays: arrays)
  }

  private func restoreDoubles(
    of path: String, in arrays: inout [DatasetArray], _ index: Int, _ source: MinariDataset,
    _ allowance: inout UnfoldingAllowance
  ) throws(DatasetError) {
    guard let place = arrays.firstIndex(where: { $0.path == path }) else { return }
    let extents = arrays[place].extents
    let values: [Double] = try source.group(index).array(path, count: extents.reduce(1, *), within: &allowance)
    arrays[place] = DatasetArray(path, extents: extents, values)
  }
}
