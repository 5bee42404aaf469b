import Foundation

/// JSON from outside, which may be anything.
///
/// Foundation's decoder stops the program at some depths of nesting instead of refusing them. So depth and size are looked
/// at first; nothing that is read here is nested deeper than a few times.
public enum UntrustedJSON {
  /// The greatest depth to which arrays and objects may be nested.
  public static let depthLimit = 128
  /// The greatest size of a text, in bytes.
  public static let byteLimit = 1 << 28

  /// The refusal of a text before a decoder looks at it.
  public struct Refusal: Error, CustomStringConvertible, Equatable {
    /// The fault of the text, as the end of a sentence that begins with "it".
    public let description: String
  }

  /// Decodes a value.
  ///
  /// - Parameters:
  ///   - type: What is expected.
  ///   - text: The text, in UTF-8.
  ///   - decoder: How it is read.
  /// - Throws: A ``Refusal`` or what the decoder throws.
  public static func decode<Value: Decodable>(
    _ type: Value.Type, from text: Data, by decoder: JSONDecoder = JSONDecoder()
  ) throws -> Value {
    try check(text)
    return try decoder.decode(type, from: text)
  }

  /// Throws unless a text is short and flat enough, and has no zero byte, as other encodings than UTF-8 have.
  public static func check(_ text: Data) throws(Refusal) {
    guard text.count <= byteLimit else {
      throw Refusal(description: "has \(text.count) bytes, more than \(byteLimit)")
    }
    // The scan goes by ASCII, so a text of another encoding must not come so far.
    guard text.withUnsafeBytes({ String(validating: $0, as: UTF8.self) }) != nil, !text.contains(0) else {
      throw Refusal(description: "is no text in UTF-8")
    }
    guard depth(of: text) <= depthLimit else {
      throw Refusal(description: "has arrays and objects more than \(depthLimit) deep in each other")
    }
  }

  /// The depth to which arrays and objects are nested, brackets in texts apart.
  private static func depth(of text: Data) -> Int {
    var (depth, deepest, isText, isEscaped) = (0, 0, false, false)
    for byte in text {
      if isEscaped {
        isEscaped = false
      } else if isText {
        if byte == UInt8(ascii: "\\") { isEscaped = true }
        if byte == UInt8(ascii: "\"") { isText = false }
      } else {
        switch byte {
        case UInt8(ascii: "\""): isText = true
        case UInt8(ascii: "["), UInt8(ascii: "{"): (depth, deepest) = (depth + 1, max(deepest, depth + 1))
        case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
        default: break
        }
      }
    }
    return deepest
  }
}
