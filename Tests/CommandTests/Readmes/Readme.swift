import Foundation
import Testing

/// A page that tells a user what to type or to write.
///
/// What a block of code holds is said by the word behind its fence: `sh` is what a shell runs, line by line, and `swift`
/// is a whole program. The tests run the one and compile the other; a block of anything else has another word, or none.
struct Readme: CustomTestStringConvertible {
  /// A block of code.
  struct Block {
    let language: String
    /// The number of its first line in the page.
    let line: Int
    let text: String
  }

  /// Where the page is, from the repository's folder.
  let path: String
  /// The text outside of blocks.
  let prose: String
  let blocks: [Block]

  var testDescription: String { path }

  /// The folder of the repository that the tests were built from.
  static let repository = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../..").standardizedFileURL

  /// All pages: READMEs and articles.
  static let all: [Readme] = {
    let files = FileManager.default.enumerator(atPath: repository.path)?.compactMap { $0 as? String } ?? []
    let pages = files.filter { path in
      !path.hasPrefix(".") && !path.contains("/.") && (path.hasSuffix("README.md") || path.contains(".docc/"))
        && path.hasSuffix(".md")
    }
    return pages.sorted().compactMap { try? Readme(path: $0) }
  }()

  private init(path: String) throws {
    self.path = path
    let text = try String(contentsOf: Self.repository.appending(path: path), encoding: .utf8)
    var (blocks, prose) = ([Block](), "")
    var open: (language: String, line: Int, lines: [String])?
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if !line.hasPrefix("```") {
        if open == nil { prose += line + "\n" } else { open?.lines.append(String(line)) }
      } else if let block = open {
        blocks.append(Block(language: block.language, line: block.line, text: block.lines.joined(separator: "\n")))
        open = nil
      } else {
        open = (String(line.dropFirst(3)), number + 2, [])
      }
    }
    (self.blocks, self.prose) = (blocks, prose)
  }

  /// The anchors of the headings, as GitHub makes them.
  var anchors: [String] {
    prose.split(separator: "\n").filter { $0.hasPrefix("#") }.map { line in
      String(
        line.drop { $0 == "#" }.trimmingCharacters(in: .whitespaces).lowercased().compactMap { letter in
          letter == " " ? "-" : letter.isLetter || letter.isNumber || "-_".contains(letter) ? letter : nil
        })
    }
  }

  /// The blocks in a language.
  func blocks(in language: String) -> [Block] { blocks.filter { $0.language == language } }
}
