import Foundation

/// A folder that a test has for itself and that goes away with it.
final class TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "safetensors-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: url)
  }

  func file(_ name: String) -> URL {
    url.appending(path: name)
  }

  /// The names of all files, hidden ones too.
  var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: url.path).sorted() }
  }

  /// A file of a header, as long as it says, and data.
  func safetensors(_ header: [UInt8], data: Int = 0) throws -> URL {
    let length = withUnsafeBytes(of: UInt64(header.count).littleEndian) { Array($0) }
    return try write(length + header + [UInt8](repeating: 0, count: data))
  }

  func write(_ bytes: [UInt8]) throws -> URL {
    let url = file("file.safetensors")
    try Data(bytes).write(to: url)
    return url
  }
}
