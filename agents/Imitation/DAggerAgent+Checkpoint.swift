import Safetensors
import Simulation
import Training

extension DAggerAgent {
  /// Adds the learner, all data with the expert's labels, and the state of the round and the episodes.
  public func writeCheckpoint(to writer: inout SafetensorsWriter) {
    cloner.write(to: &writer)
    sampler.write(to: &writer)
    data.write(to: &writer)
    writer.add("labels", labels, shape: [data.count, labels.rowSize])
    writer.add("last_rows", lastRows.map { Int64($0) })
    writer.add("is_expert_acting", isExpertActing.map { UInt8($0 ? 1 : 0) })
    writer.add("counts", [Int64(steps), Int64(round)])
    writer.metadata["agreement"] = StoredText.text(of: agreement)
  }

  /// Goes on from a saved state.
  ///
  /// An expert's memory is not stored: the running episodes are shown to it again from their starts, and to the learner,
  /// so that both remember them. An expert that remembers something that it drew at random may go on differently.
  public mutating func readCheckpoint(from file: SafetensorsFile) throws {
    let counts = try file.counts("counts", shape: [2])
    guard counts[1] > 0 else {
      throw PolicyFileError("It is in round \(counts[1]), but rounds are counted from 1.")
    }
    try readData(from: file)
    cloner.normalize(by: try ObservationNormalizer(from: file, featureCount: cloner.input.featureCount))
    try cloner.read(from: file)
    let sampled = file.tensor("sampler.order")?.shape.first ?? 0
    guard sampled <= data.count else {
      throw PolicyFileError("Its 'sampler.order' draws from \(sampled) rows, but its data has \(data.count).")
    }
    sampler = MinibatchSampler(of: sampled)
    try sampler.read(from: file)
    (steps, round) = (counts[0], counts[1])
    agreement = StoredText.value(RunningAgreement.self, of: file.metadata["agreement"]) ?? RunningAgreement()
    recallEpisodes()
  }

  private mutating func readData(from file: SafetensorsFile) throws {
    let head = cloner.input.head
    try data.read(from: file, encoder: cloner.input.encoder, head: head)
    labels = try file.rows("labels", of: labels.layout, shape: [data.count, labels.rowSize])
    try head.check(labels, "labels")
    let lastRows = try file.array("last_rows", as: Int64.self, shape: [lastRows.count])
    guard lastRows.allSatisfy({ (-1..<Int64(data.count)).contains($0) }) else {
      throw PolicyFileError("Its 'last_rows' are not all rows of its data.")
    }
    self.lastRows = lastRows.map { Int($0) }
    isExpertActing = try file.array("is_expert_acting", as: UInt8.self, shape: [lastRows.count]).map { $0 == 1 }
  }
}
