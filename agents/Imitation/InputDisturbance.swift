import Simulation

/// The augmentation of a policy network's inputs in training, by noise and shifts.
struct InputDisturbance: Sendable {
  /// The deviation of the noise that is added to observations.
  let noise: Float
  /// The largest shift of pictures, in pixels.
  let shift: Int
  private var picture: [Float] = []

  init(noise: Float, shift: Int) {
    self.noise = noise
    self.shift = shift
  }

  /// Changes inputs, one after the other, in place.
  mutating func apply(
    to inputs: inout MutableSpan<Float>, _ input: PolicyInput, using generator: inout RandomGenerator
  ) {
    if shift > 0 { shiftPictures(in: &inputs, of: input.encoder.shape, using: &generator) }
    guard noise > 0 else { return }
    let (count, observed) = (input.count, input.observedCount)
    for start in stride(from: 0, to: inputs.count, by: count) {
      for index in start..<start + observed { inputs[index] += noise * Float(generator.standardNormal()) }
    }
  }

  /// Shifts each picture by some pixels down and to the right, all channels alike, and repeats its edges.
  private mutating func shiftPictures(
    in inputs: inout MutableSpan<Float>, of shape: [Int], using generator: inout RandomGenerator
  ) {
    let (channels, height, width) = (shape[0], shape[1], shape[2])
    if picture.count != height * width { picture = Array(repeating: 0, count: height * width) }
    for start in stride(from: 0, to: inputs.count, by: channels * height * width) {
      let (down, right) = (generator.integers(-shift...shift), generator.integers(-shift...shift))
      for channel in 0..<channels {
        let base = start + channel * height * width
        for index in picture.indices { picture[index] = inputs[base + index] }
        for y in 0..<height {
          let row = min(max(y - down, 0), height - 1) * width
          for x in 0..<width { inputs[base + y * width + x] = picture[row + min(max(x - right, 0), width - 1)] }
        }
      }
    }
  }
}
