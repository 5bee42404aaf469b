import NeuralNet
import Training

extension ConditionalGAN: Checkpointable {
  /// Exchanges both networks with their optimizers' states.
  public mutating func exchange(with scope: inout CheckpointScope) throws {
    try scope.exchange("networks", &generatorParameters)
    try scope.exchange("networks", &discriminatorParameters)
    try scope.exchange("generator_optimizer", &generatorOptimizer)
    try scope.exchange("discriminator_optimizer", &discriminatorOptimizer)
  }

  /// Throws unless a checkpoint holds the parameters of both networks; makes no network for that.
  static func check(
    _ scope: inout CheckpointScope, conditionSize: Int, head: Head, configuration: GANConfiguration
  ) throws {
    let generator = configuration.generator(
      inputs: conditionSize + configuration.noiseSize, outputs: head.inputSize)
    let discriminator = configuration.discriminator(inputs: conditionSize + head.sampleSize)
    try scope.within("networks") { scope in
      try Parameters.check(generator, named: "generator", in: &scope)
      try Parameters.check(discriminator, named: "discriminator", in: &scope)
    }
  }
}
