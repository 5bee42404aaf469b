import Training

extension PolicyCloner: Checkpointable {
  mutating func exchange(with scope: inout CheckpointScope) throws {
    try scope.exchange("updates", count: &updateCount)
    try scope.exchange("parameters", &parameters)
    try scope.exchange("average", &average)
    try scope.exchange("optimizer", &optimizer)
    try scope.exchange("statistics", json: &statistics)
  }
}
