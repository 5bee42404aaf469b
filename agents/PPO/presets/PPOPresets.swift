import Training

/// Settings that are known to work, one file per task; the README in the folder above has the results.
enum PPOPresets {
  static let all = [
    cartPole, acrobot, mountainCar, pendulum, lunarLander, lunarLanderContinuous, bipedalWalker,
    mountainCarContinuous, carRacing,
  ]
}
