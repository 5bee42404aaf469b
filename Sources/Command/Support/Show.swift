import Environments
import Files
import Foundation
import Raster
import Simulation
import Viewer

/// A policy in an environment, to be shown in a window or recorded.
struct Show {
  let entry: CatalogEntry
  let changes: WorldChanges
  /// The name of the policy: random, heuristic, a run folder or a file.
  let policyName: String
  let seed: UInt64
  let framesPerSecond: Double
  let zoom: Double?
  /// The number of steps after which it ends; `nil` for when the window is closed, or an episode is recorded.
  let steps: Int?
  /// True if it takes place in the levels that the policy's run has made.
  var levels = false
  /// True if the dream of the run is shown beside.
  var isDream = false

  /// Opens a window and shows episodes until it is closed.
  func open() throws {
    let task = try entry.announcedTask(changes)
    let policy = try policy(for: task)
    if isDream {
      try open(try dream(of: task, policy), seed: nil)
    } else {
      try open(performance(on: try stage(of: task), policy, in: task), seed: onlySeed(policy))
    }
  }

  /// Records to a file, without a display.
  func record(to url: URL) throws {
    let task = try entry.announcedTask(changes)
    let policy = try policy(for: task)
    if isDream {
      try record(try dream(of: task, policy), of: task, seed: nil, to: url)
    } else {
      try record(
        performance(on: try stage(of: task), policy, in: task), of: task, seed: onlySeed(policy), to: url)
    }
  }

  private func stage(of task: ConfiguredTask) throws -> any Stage {
    guard levels else { return task.makeStage() }
    let stage = try task.makeStage(levelsFrom: MadeLevels(ofRun: policyName, for: task.levels))
    guard let stage else {
      throw WrongUse("The levels of \(entry.id) cannot be made; leave --levels away.")
    }
    return stage
  }

  private func policy(for task: ConfiguredTask) throws -> any Policy {
    try PolicyLoader(id: entry.id, task: task, changes: changes, letsLookAhead: true).policy(policyName)
  }

  /// The seed that every episode starts with, if the policy means one episode alone.
  private func onlySeed(_ policy: any Policy) -> UInt64? { (policy as? any OneEpisodePolicy)?.seed }

  private func performance(on stage: any Stage, _ policy: any Policy, in task: ConfiguredTask) -> Performance {
    let seed = onlySeed(policy) ?? seed
    return Performance(
      stage, policy, title: entry.id, policyName: shortPolicyName, seed: seed,
      commentary: Commentary(task.keys, seed: seed))
  }

  private func dream(of task: ConfiguredTask, _ policy: any Policy) throws -> DreamPerformance {
    let world = try DreamLoader(id: entry.id, task: task).world(of: policyName)
    guard task.observationSpace.layout.kind == .float32, task.actionSpace.layout.kind == .int64 else {
      throw DreamLoader.unfit(policyName, entry.id)
    }
    let real = performance(on: task.makeStage(), policy, in: task)
    return DreamPerformance(of: real, world, dreamtOn: task.makeStage(), seed: seed)
  }

  private var shortPolicyName: String {
    let url = URL(userPath: policyName)
    return url.pathExtension == "safetensors"
      ? "\(url.deletingLastPathComponent().lastPathComponent)" : url.lastPathComponent
  }

  /// The number of steps for which the last frame of an episode stays.
  private var pause: Int { max(1, Int(framesPerSecond.rounded())) }

  private func open(_ spectacle: some Spectacle, seed: UInt64?) throws {
    var loop = WindowLoop(
      title: entry.id, frameSize: spectacle.frameSize, framesPerSecond: framesPerSecond, zoom: zoom,
      fonts: try .bundled())
    (loop.overlay, loop.panelArea) = (spectacle.overlay, spectacle.panelArea)
    let interrupt = Interrupt()
    var spectacle = spectacle
    var (shown, rest) = (0, pause)
    try loop.run(isInterrupted: { interrupt.isNoticed }) { tick in
      if tick.isRestartRequested { spectacle.restart(seed: seed) }
      for _ in 0..<tick.stepCount {
        if !spectacle.status.isFinished {
          spectacle.step()
          (shown, rest) = (shown + 1, pause)
        } else if rest > 1 {
          rest -= 1
        } else {
          spectacle.restart(seed: seed)
        }
        if let steps, shown >= steps { tick.close() }
      }
      tick.overlay = spectacle.overlay
      if spectacle.status.isFinished { tick.overlay.notice += " · the next one follows" }
      tick.draw(spectacle)
    }
  }

  private func record(
    _ spectacle: some Spectacle, of task: ConfiguredTask, seed: UInt64?, to url: URL
  ) throws {
    try Self.checkFolder(of: url)
    let interrupt = Interrupt()
    var (spectacle, display) = (spectacle, ProgressDisplay())
    defer { display.finish() }
    var recording = try Recording(of: spectacle, zoom: zoom, to: url, framesPerSecond)
    try recording.append(spectacle)
    // A policy that never ends an episode must not fill the disk.
    let limit = steps ?? task.timeLimit ?? 1000
    for step in 0..<limit where !interrupt.isNoticed {
      display.show { Self.bar(step, of: limit, after: $0) }
      if spectacle.status.isFinished {
        spectacle.restart(seed: seed)
        try recording.append(spectacle)
      }
      spectacle.step()
      try recording.append(spectacle)
      if spectacle.status.isFinished {
        for _ in 0..<pause { try recording.append(spectacle) }
        if steps == nil { break }
      }
    }
    if interrupt.isNoticed { display.note("Stopped; what was recorded so far is kept.") }
    try withExtendedLifetime(interrupt) { try recording.finish(spectacle) }
  }

  /// Throws why no file can be made beside others there, before minutes are spent on drawing it.
  private static func checkFolder(of url: URL) throws {
    let folder = url.deletingLastPathComponent()
    do throws(FileError) {
      _ = try folder.lookUp()
    } catch {
      let reason = error.isMissing ? "there is no folder \(folder.relativePath)" : error.reason
      throw Failure("The recording \(url.relativePath) cannot be written: \(reason).")
    }
  }

  private static func bar(_ step: Int, of limit: Int, after seconds: Double) -> ProgressBar {
    var bar = ProgressBar(share: Double(step) / Double(limit))
    bar.add("\(NumberFormat.count(step)) of at most \(NumberFormat.count(limit)) steps", importance: 2)
    bar.addTimeLeft(after: seconds, importance: 1)
    return bar
  }
}
