import Files
import Foundation
import Simulation

/// The folder in which Minari keeps its datasets.
///
/// A dataset's id is the path of its folder under the root: `LunarLander-v3/heuristic-v0` is in
/// `~/.minari/datasets/LunarLander-v3/heuristic-v0`.
public struct DatasetRoot: Sendable {
  /// The root's URL.
  public let url: URL

  /// Names a folder.
  public init(_ url: URL) { self.url = url }

  /// Minari's own: `MINARI_DATASETS_PATH`, or else `~/.minari/datasets`, where `HOME` says what `~` is.
  public static var standard: DatasetRoot {
    DatasetRoot(URL(environmentVariable: "MINARI_DATASETS_PATH") ?? URL.home.appending(path: ".minari/datasets"))
  }

  /// The folder of an id.
  public func url(of id: String) -> URL { url.appending(path: id) }

  /// The ids of all datasets, sorted.
  ///
  /// Links to folders are followed, but not in circles.
  public func ids() -> [String] { ids(in: "", at: url, within: []).sorted() }

  private func ids(in namespace: String, at folder: URL, within outer: Set<FileStatus.Identity>) -> [String] {
    guard let identity = folder.status?.identity, !outer.contains(identity) else { return [] }
    let names = (try? Folder.names(in: folder)) ?? []
    if !namespace.isEmpty, names.contains("data") { return [namespace] }
    return names.filter { !$0.hasPrefix(".") }.flatMap { name -> [String] in
      let inner = folder.appending(component: name)
      guard inner.isFolder else { return [] }
      return ids(
        in: namespace.isEmpty ? name : "\(namespace)/\(name)", at: inner, within: outer.union([identity]))
    }
  }

  /// The folder of a dataset that is there.
  ///
  /// - Parameter name: An id, which may be one of ``BundledDatasets``, or the path of a folder.
  /// - Throws: A ``DatasetError`` that suggests the nearest id, if there is none.
  public func existing(_ name: String) throws(DatasetError) -> URL {
    let candidates = Self.isPath(name) ? [URL(userPath: name)] : [url(of: name), URL(userPath: name)]
    if let found = candidates.first(where: { DatasetFolder($0).exists }) { return found }
    if Self.isPath(name) { throw DatasetError("There is no dataset in the folder \(name).") }
    if let found = BundledDatasets.url(of: name) { return found }
    let known = ids() + BundledDatasets.ids
    throw DatasetError(
      "There is no dataset '\(name)' in \(url.path).\(name.suggestion(among: known)) `palaestra datasets list` lists "
        + "them.")
  }

  /// Returns the folder and the id of a new dataset.
  ///
  /// - Parameter name: An id, or the path of a folder: one that begins with `/`, `.` or `~`.
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
    let folder = URL(userPath: name)
    let id = folder.standardizedFileURL.lastPathComponent
    try Self.check(id: id)
    return (folder, id)
  }

  /// Returns true if a name is that of a folder rather than an id.
  static func isPath(_ name: String) -> Bool { name.first.map { "/.~".contains($0) } ?? false }

  /// Throws unless Minari takes a text for an id: `namespace/name-v0`, the namespace left out or of two letters or more.
  ///
  /// Letters and digits are those of any script, as Python's `\w` takes them.
  static func check(id: String) throws(DatasetError) {
    let parts = id.split(separator: "/", omittingEmptySubsequences: false)
    let namespace = parts.dropLast().joined(separator: "/")
    guard parts.allSatisfy({ !$0.isEmpty && $0.unicodeScalars.allSatisfy(isOfWord) }),
      parts.count == 1 || namespace.unicodeScalars.count >= 2
    else {
      throw DatasetError(
        "'\(id)' is no id of a dataset: write name-v0 or namespace/name-v0 of letters, digits, '-' and '_', or the "
          + "path of a folder with such a name, as in ./name-v0.")
    }
    guard parts.last?.wholeMatch(of: /.+-v[0-9]+/) != nil else {
      throw DatasetError("'\(id)' is no id of a dataset: it must end with a version, such as \(id)-v0.")
    }
  }

  /// Returns true if a character is a letter, a digit, `-` or `_` to Python's `re`, which asks `str.isalnum`.
  private static func isOfWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber: true
    case .letterNumber, .otherNumber: scalar.properties.numericType != nil
    default: scalar == "-" || scalar == "_"
    }
  }
}
