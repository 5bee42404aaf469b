import Files
import Foundation
import Testing

struct UntrustedJSONTests {
  @Test(arguments: [129, 511, 512, 513, 514, 100_000], ["[", "{\"a\":", "[{\"a\":"])
  func deepNestingIsRefused(depth: Int, bracket: String) {
    let text = Data(String(repeating: bracket, count: depth).utf8)
    #expect(throws: UntrustedJSON.Refusal.self) { try UntrustedJSON.decode([Int].self, from: text) }
  }

  @Test func bracketsInTextsDoNotCount() throws {
    let inner = String(repeating: "[", count: 513)
    let text = Data("[\"\(inner)\", \"\\\"\(inner)\\\\\"]".utf8)
    #expect(try UntrustedJSON.decode([String].self, from: text) == [inner, "\"\(inner)\\"])
  }

  @Test func siblingsAreNotDeep() throws {
    let text = Data("[\(Array(repeating: "[[]]", count: 1000).joined(separator: ","))]".utf8)
    #expect(try UntrustedJSON.decode([[[Int]]].self, from: text).count == 1000)
  }

  /// In UTF-16 a letter may have the byte of a quotation mark, behind which brackets would not be seen.
  @Test func otherEncodingsAreRefused() throws {
    for encoding in [String.Encoding.utf16LittleEndian, .utf16BigEndian, .utf32, .utf16] {
      let text = try #require((String(repeating: "[", count: 3) + "]]]").data(using: encoding))
      #expect(throws: UntrustedJSON.Refusal.self) { try UntrustedJSON.decode([[[Int]]].self, from: text) }
    }
    #expect(throws: UntrustedJSON.Refusal.self) {
      try UntrustedJSON.decode(String.self, from: Data([0x22, 0xFF, 0x22]))
    }
  }

  @Test func storedCountsAreBelievedUpToTheirLimit() throws {
    struct Tally: Codable { @StoredCount var count = 0 }
    let written = try JSONEncoder().encode(Tally(count: 7))
    #expect(String(decoding: written, as: UTF8.self) == #"{"count":7}"#)
    #expect(try UntrustedJSON.decode(Tally.self, from: written).count == 7)
    for count in [-1, 1 << 53 + 1, Int.max, Int.min] {
      #expect(throws: DecodingError.self) {
        try UntrustedJSON.decode(Tally.self, from: Data(#"{"count":\#(count)}"#.utf8))
      }
    }
  }
}
