import Foundation
import Simulation

/// The folder in which Minari keeps its datasets.
///
/// A dataset's id is the path of its folder under the root: `LunarLander-v3/heuristic-v0` is in
/// `~/.minari/datasets/LunarLander-v3/heuristic-v0`.
public struct DatasetRoot: Sendable {
  /// Where it is.
  public let url: URL

  /// Names a folder.
  public init(_ url: URL) { self.url = url }

  /// Minari's own: `MINARI_DATASETS_PATH`, or else `~/.minari/datasets`.
  public static var standard: DatasetRoot {
    if let path = ProcessInfo.processInfo.environment["MINARI_DATASETS_PATH"], !path.isEmpty {
      return DatasetRoot(URL(filePath: path, directoryHint: .isDirectory))
    }
    return DatasetRoot(FileManager.default.homeDirectoryForCurrentUser.appending(path: ".minari/datasets"))
  }

  /// The folder of an id.
  public func url(of id: String) -> URL { url.appending(path: id) }

  /// The ids of all datasets, sorted.
  public func ids() -> [String] { ids(in: "").sorted() }

  private func ids(in namespace: String) -> [String] {
    let folder = namespace.isEmpty ? url : url(of: namespace)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    if !namespace.isEmpty, names.contains("data") { return [namespace] }
    return names.filter { !$0.hasPrefix(".") }.flatMap { name -> [String] in
      var isFolder: ObjCBool = false
      let exists = FileManager.default.fileExists(
        atPath: folder.appending(path: name).path, isDirectory: &isFolder)
      return exists && isFolder.boolValue ? ids(in: namespace.isEmpty ? name : "\(namespace)/\(name)") : []
    }
  }

  /// The folder of a dataset that is there.
  ///
  /// - Parameter name: An id, which may be one of ``BundledDatasets``, or the path of a folder.
  /// - Throws: A ``DatasetError`` that suggests the nearest id, if there is none.
  public func existing(_ name: String) throws(DatasetError) -> URL {
    let candidates = Self.isPath(name) ? [URL(filePath: name)] : [url(of: name), URL(filePath: name)]
    if let found = candidates.first(where: { DatasetFolder($0).exists }) { return found }
    if Self.isPath(name) { throw DatasetError("There is no dataset in the folder \(name).") }
    if let found = BundledDatasets.url(of: name) { return found }
    let known = ids() + BundledDatasets.ids
    throw DatasetError(
      "There is no dataset '\(name)' in \(url.path).\(name.suggestion(among: known)) `palaestra datasets list` lists "
        + "them.")
  }

  /// Where a new dataset goes, and what its id is.
  ///
  /// - Parameter name: An id, or the path of a folder: one that begins with `/` or `.`.
  /// - Throws: A ``DatasetError`` if Minari would not take the id, or if it is one of ``BundledDatasets``.
  public func place(for name: String) throws(DatasetError) -> (url: URL, id: String) {
    guard Self.isPath(name) else {
      try Self.check(id: name)
      if name.hasPrefix(BundledDatasets.prefix) {
        throw DatasetError(
          "Nothing is written into \(BundledDatasets.prefix), which travels with the program; choose another id.")
      }
      return (url(of: name), name)
    }
    let folder = URL(filePath: name).standardizedFileURL
    let id = folder.lastPathComponent
    try Self.check(id: id)
    return (URL(filePath: name), id)
  }

  /// Whether a name is that of a folder rather than an id.
  static func isPath(_ name: String) -> Bool { name.first.map { "/.".contains($0) } ?? false }

  /// Throws unless Minari takes a text for an id: `namespace/name-v0`, the namespace left out or of two letters or more.
  static func check(id: String) throws(DatasetError) {
    let word = /[-_A-Za-z0-9]+/
    let parts = id.split(separator: "/", omittingEmptySubsequences: false)
    let namespace = parts.dropLast().joined(separator: "/")
    guard parts.allSatisfy({ $0.wholeMatch(of: word) != nil }), parts.count == 1 || namespace.count >= 2 else {
      throw DatasetError(
        "'\(id)' is no id of a dataset: write name-v0 or namespace/name-v0 of letters, digits, '-' and '_', or the path "
          + "of a folder, such as ./\(id).")
    }
    guard parts.last?.wholeMatch(of: /.+-v[0-9]+/) != nil else {
      throw DatasetError("'\(id)' is no id of a dataset: it must end with a version, such as \(id)-v0.")
    }
  }
}
