import Environments
import Foundation
import Raster
import Simulation
import Viewer

/// A policy in an environment, to be shown in a window or recorded.
struct Show {
  let entry: CatalogEntry
  let overrides: ConfigurationOverrides
  /// What names the policy: random, heuristic, a run folder or a file.
  let policyName: String
  let seed: UInt64
  let framesPerSecond: Double
  let zoom: Double?
  /// After how many steps it ends; `nil` for when the window is closed, or an episode is recorded.
  let steps: Int?
  /// Whether it takes place in the levels that the policy's run has made.
  var levels = false

  /// Opens a window and shows episodes until it is closed.
  func open() throws {
    let task = try entry.task(overrides)
    try open(stage(of: task), try policy(for: task))
  }

  /// Records to a file, without a display.
  func record(to url: URL) throws {
    let task = try entry.task(overrides)
    try record(stage(of: task), try policy(for: task), to: url)
  }

  private func stage(of task: ConfiguredTask) throws -> any Stage {
    guard levels else { return task.makeStage() }
    let stage = try task.makeStage(levelsFrom: MadeLevels(ofRun: policyName, for: task.levels))
    guard let stage else {
      throw WrongUse("The levels of \(entry.specification.id) cannot be made; leave --levels away.")
    }
    return stage
  }

  private func policy(for task: ConfiguredTask) throws -> any Policy {
    try PolicyLoader(id: entry.specification.id, task: task, overrides: overrides).policy(policyName)
  }

  /// The seed that every episode starts with, if the policy means one episode alone.
  private func onlySeed(_ policy: any Policy) -> UInt64? { (policy as? any OneEpisodePolicy)?.seed }

  private func performance<OnStage: Stage>(
    _ stage: OnStage, _ policy: any Policy
  ) -> Performance<OnStage.Observation, OnStage.Action> {
    Performance(
      stage, policy.acting(on: OnStage.Observation.self, with: OnStage.Action.self),
      title: entry.specification.id, policyName: shortPolicyName, seed: onlySeed(policy) ?? seed)
  }

  private var shortPolicyName: String {
    let url = URL(filePath: policyName)
    return url.pathExtension == "safetensors"
      ? "\(url.deletingLastPathComponent().lastPathComponent)" : url.lastPathComponent
  }

  /// How many steps the last frame of an episode stays.
  private var pause: Int { max(1, Int(framesPerSecond.rounded())) }

  private func open(_ stage: some Stage, _ policy: any Policy) throws {
    let loop = WindowLoop(
      title: entry.specification.id, frameSize: stage.frameSize, framesPerSecond: framesPerSecond, zoom: zoom,
      fonts: try .bundled())
    let interrupt = Interrupt()
    var performance = performance(stage, policy)
    var (shown, rest) = (0, pause)
    try loop.run(isInterrupted: { interrupt.isNoticed }) { tick in
      if tick.isRestartRequested { performance.restart(seed: onlySeed(policy)) }
      for _ in 0..<tick.stepCount {
        if !performance.status.isFinished {
          performance.step()
          (shown, rest) = (shown + 1, pause)
        } else if rest > 1 {
          rest -= 1
        } else {
          performance.restart(seed: onlySeed(policy))
        }
        if let steps, shown >= steps { tick.close() }
      }
      tick.canvas.draw(performance.stage)
      tick.overlay = performance.overlay
    }
  }

  private func record(_ stage: some Stage, _ policy: any Policy, to url: URL) throws {
    let folder = url.deletingLastPathComponent()
    guard FileManager.default.fileExists(atPath: folder.path) else {
      throw Failure(
        "The recording \(url.relativePath) cannot be written: there is no folder \(folder.relativePath).")
    }
    let interrupt = Interrupt()
    var performance = performance(stage, policy)
    var recording = try Recording(of: stage.frameSize, zoom: zoom ?? 1, to: url, framesPerSecond)
    try recording.append(performance)
    // A policy that never ends an episode must not fill the disk.
    for _ in 0..<(steps ?? entry.specification.timeLimit ?? 1000) {
      guard !interrupt.isNoticed else {
        recording.cancel()
        throw Failure("Stopped; \(url.relativePath) was not written.")
      }
      if performance.status.isFinished {
        performance.restart(seed: onlySeed(policy))
        try recording.append(performance)
      }
      performance.step()
      try recording.append(performance)
      if performance.status.isFinished {
        for _ in 0..<pause { try recording.append(performance) }
        if steps == nil { break }
      }
    }
    try withExtendedLifetime(interrupt) { try recording.finish() }
  }
}

/// A file that frames are recorded to.
private struct Recording {
  private let url: URL
  private let writer: VideoWriter
  private var canvas: Canvas

  init(of frame: Size, zoom: Double, to url: URL, _ framesPerSecond: Double) throws {
    let (width, height) = ((frame.width * zoom).rounded(), (frame.height * zoom).rounded())
    guard max(width, height) <= Double(Canvas.maximumSide) else {
      throw Failure(
        "A frame of \(Int(width)) by \(Int(height)) pixels is larger than \(Canvas.maximumSide); lower --zoom, which is \(zoom)."
      )
    }
    self.url = url
    canvas = Canvas(width: Int(width), height: Int(height), fonts: try .bundled())
    writer = try VideoWriter(
      to: url, width: canvas.width, height: canvas.height, framesPerSecond: framesPerSecond)
  }

  mutating func append<Observation, Action>(_ performance: Performance<Observation, Action>) throws {
    canvas.draw(performance.stage)
    canvas.drawOverlay(performance.overlay)
    try writer.append(canvas)
  }

  func cancel() { writer.cancel() }

  func finish() throws {
    try writer.finish()
    let frames = NumberFormat.count(writer.frameCount, "frame")
    Terminal.write(
      try VideoFormat(of: url) == .png
        ? "Recorded the last of \(frames) to \(url.relativePath)." : "Recorded \(frames) to \(url.relativePath).")
  }
}
