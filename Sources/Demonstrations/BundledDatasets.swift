import Assets
import Foundation

/// Datasets that travel with the library: twenty episodes each of the heuristics of four tasks.
///
/// Their ids begin with `bundled/`, wherever ids are understood; nothing is written there.
public enum BundledDatasets {
  /// The prefix of their ids.
  static let prefix = "bundled/"

  /// Their ids, sorted; none if the library's resources were left behind.
  public static var ids: [String] { root.map { root in root.ids().map { prefix + $0 } } ?? [] }

  /// The folder of an id; `nil` if there is no such dataset.
  public static func url(of id: String) -> URL? {
    guard id.hasPrefix(prefix), let url = root?.url(of: String(id.dropFirst(prefix.count))),
      DatasetFolder(url).exists
    else { return nil }
    return url
  }

  private static var root: DatasetRoot? { (try? AssetFiles.url(of: "demonstrations")).map { DatasetRoot($0) } }
}
