import Foundation
import TestSupport
import Testing

/// The program of a page that has the whole command line, built against the objects of the tests' executable.
struct OwnProgram {
  private let folder: TemporaryFolder
  let url: URL

  /// Builds it; `nil` without a compiler.
  init?(on page: String, lines: Int) throws {
    guard let compiler = Compiler.shared else { return nil }
    let page = try #require(Readme.all.first { $0.path.hasSuffix("/\(page)") })
    let text = try #require(page.blocks(in: "swift").first { $0.text.contains("Palaestra.main(") }?.text)
    #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count <= lines)
    folder = try TemporaryFolder()
    url = folder.file("own")
    let complaint = try compiler.build(text, to: url, in: folder)
    #expect(complaint == nil, "\(complaint ?? "")")
  }
}
