import Files
import Foundation

/// The files that travel with the library: fonts, and whatever else `assets/` holds.
public enum AssetFiles {
  /// The folder that SwiftPM makes of this target's resources.
  static let bundleName = "palaestra_Assets.resources"

  /// The place of a file, by its path below `assets/`, for example `"fonts/Inter-Regular.otf"`.
  ///
  /// - Throws: `MissingAsset` when no resource folder holds the file, naming the folders that were looked in.
  public static func url(of path: String) throws(MissingAsset) -> URL {
    try url(of: path, in: folders)
  }

  static func url(of path: String, in folders: [URL]) throws(MissingAsset) -> URL {
    for folder in folders {
      let url = folder.appendingPathComponent(path)
      if url.status != nil { return url }
    }
    throw MissingAsset(path: path, folders: folders.map(\.path))
  }

  /// The folders to look in, listed by hand, since the generated `Bundle.module` stops the process when the folder was
  /// left behind.
  private static var folders: [URL] {
    let beside = [Bundle.main.bundleURL, URL.program?.deletingLastPathComponent()]
    let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    return beside.compactMap { $0?.appendingPathComponent(bundleName) } + [source]
  }
}

/// The error of a missing file that should have travelled with the library.
public struct MissingAsset: Error, Equatable, CustomStringConvertible {
  /// The file, by its path below `assets/`.
  public let path: String
  /// The folders in which it was looked for.
  public let folders: [String]

  /// The missing file, the folders that were searched, and the remedy, in words.
  public var description: String {
    """
    The file '\(path)' is missing. It was looked for in \(folders.joined(separator: ", ")). \
    Keep the folder '\(AssetFiles.bundleName)' beside the executable, or build again.
    """
  }
}
