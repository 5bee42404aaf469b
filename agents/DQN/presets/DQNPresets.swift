import Training

/// Settings that are known to work, one file per task; the README in the folder above has the results.
enum DQNPresets {
  static let all = [
    cartPole("CartPole-v1"), acrobot, mountainCar, frozenLake, taxi, lunarLander, bipedalWalker, carRacingFeatures,
  ]
}
