import Files
import Foundation

extension RunFolder {
  /// The TensorBoard event files, in the order of writing: one, and another one each time the run was resumed.
  ///
  /// `tensorboard --logdir` takes the folder of a run or any folder above it.
  public var eventFileURLs: [URL] {
    let names = (try? Folder.names(in: url)) ?? []
    return names.filter { $0.hasPrefix(Self.eventFilePrefix) }.sorted().map { url.appending(path: $0) }
  }

  /// Returns the URL of a new event file, for events that come after those of all others.
  ///
  /// TensorBoard reads the files in the order of their names, which begin with a time: a later one than any other's,
  /// though the clock may have been set back.
  func newEventFileURL(at date: Date) -> URL {
    let others = eventFileURLs
    let times = others.compactMap { Int($0.lastPathComponent.dropFirst(Self.eventFilePrefix.count).prefix(10)) }
    let time = times.reduce(Int(date.timeIntervalSince1970)) { max($0, $1 + 1) }
    let process = ProcessInfo.processInfo
    let suffix = "\(process.hostName).\(process.processIdentifier).\(others.count)"
    return url.appending(path: "\(Self.eventFilePrefix)\(String(format: "%010d", time)).\(suffix)")
  }

  private static let eventFilePrefix = "events.out.tfevents."
}
