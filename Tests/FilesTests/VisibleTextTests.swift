import Files
import Foundation
import Testing

struct VisibleTextTests {
  @Test func whatSteersIsWrittenOut() {
    #expect("\u{1B}]0;title\u{7}".visible == "\\u{1B}]0;title\\u{7}")
    #expect("a\r\nb\tc\u{7F}\u{9B}2J".visible == "a\\u{D}\\u{A}b\\u{9}c\\u{7F}\\u{9B}2J")
    #expect(
      "\u{202E}\u{2066}\u{2028}\u{2029}\u{FEFF}\u{E0041}".visible
        == "\\u{202E}\\u{2066}\\u{2028}\\u{2029}\\u{FEFF}\\u{E0041}")
    for scalar in (0x00...0x1F).map({ Unicode.Scalar($0 as UInt8) })
      + (0x7F...0x9F).map({ Unicode.Scalar($0 as UInt8) })
    {
      #expect(!String(scalar).visible.unicodeScalars.contains(scalar))
    }
  }

  @Test func whatIsSeenStays() {
    for text in ["", "CartPole-v1", "23 ± 4 → α²", "漢字 العربية", "👩‍🚀", "a\\b", "█░"] {
      #expect(text.visible == text)
    }
  }

  @Test func bytesOfPathsAreWrittenOut() {
    #expect(String(pathBytes: [0x63, 0x61, 0x66, 0xE9]).visible == "caf\\xE9")
  }

  @Test func writtenOutJSONMeansTheSame() throws {
    let texts = ["\u{9B}2J\u{7F}", "\u{202E}abc\u{2028}", "\u{E0041}", "plain"]
    let text = String(decoding: try JSONEncoder().encode(texts), as: UTF8.self).visibleJSON
    #expect(text == #"["\u009b2J\u007f","\u202eabc\u2028","\udb40\udc41","plain"]"#)
    #expect(try JSONDecoder().decode([String].self, from: Data(text.utf8)) == texts)
  }
}
