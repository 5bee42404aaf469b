import Files
import Foundation

/// Small values as JSON in a file's metadata.
enum StoredText {
  /// The text of a value; equal values have equal texts, so that equal policies make equal files.
  static func text(of value: some Encodable) -> String? {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The value of a text; `nil` if there is none, or another one.
  static func value<Value: Decodable>(_: Value.Type, of text: String?) -> Value? {
    text.flatMap { try? UntrustedJSON.decode(Value.self, from: Data($0.utf8)) }
  }
}
