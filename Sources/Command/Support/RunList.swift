import Foundation
import Training

/// The runs in a folder and the folders below it.
struct RunList {
  /// A run, with its path and the date of its last change.
  struct Entry {
    let path: String
    let folder: RunFolder
    /// The date of the last write.
    let date: Date
  }

  /// The runs, the newest first.
  let entries: [Entry]
  /// Their paths.
  var paths: [String] { entries.map(\.path) }

  /// The folder of all runs by default.
  static let root = "runs"

  /// Looks for runs; links are not followed.
  ///
  /// - Parameters:
  ///   - path: The folder to look in.
  ///   - depth: The number of folders that a run may lie deep.
  init(in path: String = root, depth: Int = 6) {
    entries = Self.entries(in: path, depth: depth).sorted { ($1.date, $0.path) < ($0.date, $1.path) }
  }

  /// Returns the paths of runs that a wrong path may mean: those under ``root`` and those beside it.
  static func paths(near path: String) -> [String] {
    let parent = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    return RunList().paths + RunList(in: parent, depth: 1).paths
  }

  private static func entries(in path: String, depth: Int) -> [Entry] {
    if let entry = entry(at: path) { return [entry] }
    guard depth > 0 else { return [] }
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    return names.filter { !$0.hasPrefix(".") }.flatMap { name in
      let child = path == "." ? name : path.hasSuffix("/") ? path + name : "\(path)/\(name)"
      return isFolder(child) ? entries(in: child, depth: depth - 1) : []
    }
  }

  private static func entry(at path: String) -> Entry? {
    let url = URL(filePath: path)
    guard FileManager.default.fileExists(atPath: url.appending(path: "config.json").path),
      let folder = try? RunFolder(opening: url)
    else { return nil }
    let dates = ["config.json", "metrics.csv", "checkpoint.safetensors"].compactMap { name in
      (try? FileManager.default.attributesOfItem(atPath: url.appending(path: name).path))?[.modificationDate]
        as? Date
    }
    return Entry(path: path, folder: folder, date: dates.max() ?? .distantPast)
  }

  private static func isFolder(_ path: String) -> Bool {
    (try? FileManager.default.attributesOfItem(atPath: path))?[.type] as? FileAttributeType == .typeDirectory
  }
}

extension RunList.Entry {
  /// The state of a run.
  enum State: String, Encodable {
    case training, stopped, finished
  }

  /// Returns the state of the run: whoever trains it holds a lock on its folder.
  func state(after steps: Int) -> State {
    let descriptor = open(folder.url.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    defer { if descriptor >= 0 { close(descriptor) } }
    if descriptor >= 0, flock(descriptor, LOCK_SH | LOCK_NB) != 0, errno == EWOULDBLOCK { return .training }
    return steps >= folder.configuration.plan.steps || folder.hasReachedGoal ? .finished : .stopped
  }

  /// The number of steps that are written down.
  var steps: Int {
    let text = try? String(contentsOf: folder.url.appending(path: "metrics.csv"), encoding: .utf8)
    let last = text?.split(separator: "\n").dropFirst().last?.prefix { $0 != "," }
    return last.flatMap { Int($0) } ?? 0
  }
}
