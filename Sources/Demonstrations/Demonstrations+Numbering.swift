import Simulation

extension Demonstrations {
  /// Returns the episodes with their categories numbered as a task numbers them, if that differs by where they start
  /// alone.
  ///
  /// - Parameters:
  ///   - observationSpace: The space of observations in the task.
  ///   - actionSpace: The space of actions in the task.
  public func numbered(observing observationSpace: SpaceDescriptor, acting actionSpace: SpaceDescriptor) -> Self {
    let observed = self.observationSpace.distances(to: observationSpace)
    let acted = self.actionSpace.distances(to: actionSpace)
    guard observed != nil || acted != nil else { return self }
    return Demonstrations(
      name: name, environment: environment,
      observationSpace: observed == nil ? self.observationSpace : observationSpace,
      actionSpace: acted == nil ? self.actionSpace : actionSpace,
      episodes: episodes.map { episode in
        Episode(
          observations: episode.observations.moved(by: observed ?? [], in: self.observationSpace.layout),
          actions: episode.actions.moved(by: acted ?? [], in: self.actionSpace.layout), rewards: episode.rewards,
          ending: episode.ending,
          seed: episode.seed)
      })
  }
}

/// The distances from the categories of one part of an element to those of another space.
struct CategoryDistances: Equatable {
  let leaf: SpaceLeaf
  let distances: [Int]
}

extension SpaceDescriptor {
  /// Returns the distance from each category of an element to the same one of another space; `nil` if the spaces are
  /// the same, or differ in more than where their categories start.
  func distances(to other: SpaceDescriptor) -> [CategoryDistances]? {
    let (leaves, others) = (leaves, other.leaves)
    guard self != other, leaves.map(\.path) == others.map(\.path) else { return nil }
    var all: [CategoryDistances] = []
    for (leaf, other) in zip(leaves, others) where leaf.space != other.space {
      guard let ranges = leaf.categories, let targets = other.categories,
        ranges.map(\.count) == targets.map(\.count)
      else { return nil }
      var distances: [Int] = []
      for (range, target) in zip(ranges, targets) {
        let (distance, isTooFar) = target.lowerBound.subtractingReportingOverflow(range.lowerBound)
        guard !isTooFar else { return nil }
        distances.append(distance)
      }
      all.append(CategoryDistances(leaf: leaf, distances: distances))
    }
    return all
  }

  /// Returns true if elements differ from those of another space by where their categories start, if at all.
  public func isNumbered(like other: SpaceDescriptor) -> Bool {
    hasSameElements(as: other) || distances(to: other) != nil
  }
}

extension RowBuffer {
  /// Returns the rows with a number added to each category; rows of another layout as they are.
  fileprivate func moved(by all: [CategoryDistances], in layout: RowLayout) -> RowBuffer {
    guard self.layout == layout else { return self }
    var rows = self
    for part in all {
      for row in 0..<count {
        var numbers = rows.mutableField(part.leaf.field, ofRow: row, as: Int.self)
        for (index, distance) in part.distances.enumerated() { numbers[part.leaf.start + index] &+= distance }
      }
    }
    return rows
  }
}
