extension Sequential {
  /// The convolutional network of Mnih and others (2015) for images of 84 × 84 numbers from 0 to 1.
  ///
  /// - Parameters:
  ///   - frames: The number of images stacked as channels.
  ///   - outputs: The number of outputs, such as one for each action.
  public static func nature(frames: Int = 4, outputs: Int) -> Sequential {
    Sequential(
      Conv2d(frames, 32, kernel: 8, stride: 4), ReLU(),
      Conv2d(32, 64, kernel: 4, stride: 2), ReLU(),
      Conv2d(64, 64, kernel: 3), ReLU(),
      Flatten(), Linear(64 * 7 * 7, 512), ReLU(), Linear(512, outputs))
  }
}
