import Files
import Foundation

/// A training run's log for TensorBoard: the numbers of `metrics.csv`, as they come.
///
/// The step of a number is the number of environment steps, all environments together; of a learner that does not act, the
/// number of updates. The tags, and what
/// Stable-Baselines3 calls the same:
///
/// | tag | what it is | Stable-Baselines3 |
/// |---|---|---|
/// | `train/return`, `train/length` | mean of the last 100 training episodes | `rollout/ep_rew_mean`, `rollout/ep_len_mean` |
/// | `eval/return`, `eval/length` | mean of an evaluation's episodes | `eval/mean_reward`, `eval/mean_ep_length` |
/// | `eval/return_std` | population standard deviation of their returns | |
/// | `eval/curve` | the learning curve at the end, a picture | |
/// | `time/steps_per_second` | environment steps per second so far; a learner that does not act has `time/updates_per_second` | `time/fps` |
/// | `time/seconds` | how long the run has taken | `time/time_elapsed` |
/// | `time/episodes` | training episodes that have ended | `time/episodes` |
/// | `time/updates` | updates of the agent | `train/n_updates` |
/// | `train/epsilon`, … | what the agent measures of itself | `rollout/exploration_rate`, … |
///
/// The file is made with the first report. A run that is resumed begins another one.
struct TensorBoardLog {
  private let folder: RunFolder
  private let beginning: Int
  private let rate: String
  private let known: [String: Double]?
  private var writer: EventWriter?

  /// A log of a run that starts, or goes on, after `steps` steps.
  ///
  /// Numbers that are `known` of those very steps are written once more: a session that was lost may have written others
  /// for them, and the session's start makes all of them obsolete.
  init(of folder: RunFolder, goingOnAfter steps: Int, counting unit: StepUnit, known: [String: Double]?) {
    self.folder = folder
    rate = "time/\(unit.noun)_per_second"
    self.known = known
    beginning = steps
  }

  /// Writes numbers by their names in `metrics.csv`.
  mutating func write(_ numbers: [String: Double], of progress: TrainingProgress) throws {
    let now = Date.now
    guard let event = self.event(of: numbers, at: now, step: progress.steps) else { return }
    if let writer { return try writer.write([event]) }
    let writer = try EventWriter(to: folder.newEventFileURL(at: now))
    self.writer = writer
    let again = known.flatMap { self.event(of: $0, at: now, step: beginning) }
    try writer.write(
      [
        .fileVersion(at: now), .sessionStart(at: now, step: beginning),
        .settings(folder.configuration.settings, at: now, step: beginning), again, event,
      ].compactMap(\.self))
  }

  private func event(of numbers: [String: Double], at date: Date, step: Int) -> TensorBoardEvent? {
    var scalars: [String: Double] = [:]
    for (name, number) in numbers where name != "steps" {
      scalars[name.contains("/") ? name : "time/\(name)"] = number
    }
    if let seconds = numbers["seconds"] {
      scalars[rate] = seconds > 0 ? Double(step) / seconds : 0
    }
    return scalars.isEmpty ? nil : .scalars(scalars, at: date, step: step)
  }

  /// Writes the picture of the learning curve, if there is one and it may have changed.
  func writeCurve(after steps: Int) throws {
    guard let writer, let png = try? FileContents.read(folder.curveURL) else { return }
    try writer.write([.image("eval/curve", png: png, at: .now, step: steps)])
  }
}

extension RunConfiguration {
  /// The settings by which one tells runs apart.
  var settings: [String: String] {
    var settings = agentConfiguration
    for (name, text) in environmentOverrides.texts { settings["environment.\(name)"] = text }
    if let wrappers { settings["environment.wrappers"] = wrappers.joined(separator: " ") }
    settings["environment"] = environment
    settings["agent"] = agent
    settings["preset"] = preset
    settings["environments"] = "\(plan.environments)"
    settings["seed"] = "\(plan.seed)"
    return settings
  }
}
