import Simulation

extension RandomGenerator {
  /// The stream for what acts in environments that are seeded with `seed` and the numbers that follow it.
  ///
  /// Those environments draw from the streams of the plain seeds. Drawing actions from one of these as well would tie
  /// what is done to what happens.
  public init(actingBeside seed: UInt64) {
    var seeds = SeedSequence(seed: seed)
    self.init(seeds.spawn(1)[0])
  }
}
