/// Text that is broken into lines of a width.
enum Paragraph {
  /// The lines of a text, each behind a margin; a word that is longer than a line is broken too.
  ///
  /// - Parameters:
  ///   - text: The words.
  ///   - columns: The number of characters in a line, the margin included.
  ///   - margin: The number of spaces before a line.
  static func lines(_ text: String, columns: Int, margin: Int = 0) -> [String] {
    let margin = min(margin, columns / 3)
    let width = max(columns - margin, 1)
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ").flatMap({ pieces(of: $0, width) }) {
      if !line.isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        line = ""
      }
      line += line.isEmpty ? word : " " + word
    }
    return (line.isEmpty ? lines : lines + [line]).map { String(repeating: " ", count: margin) + $0 }
  }

  private static func pieces(of word: Substring, _ width: Int) -> [String] {
    guard word.count > width else { return [String(word)] }
    return [String(word.prefix(width))] + pieces(of: word.dropFirst(width), width)
  }
}
