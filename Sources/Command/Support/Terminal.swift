import Files
import Foundation
import Training

/// Standard output and standard error.
///
/// Text may come from files, and a terminal obeys what steers it. So whatever is written here is text, of which everything
/// that would not be seen is written out (`String.visible`), ends of lines too; only ``rewriteLine(_:)`` steers, by itself.
enum Terminal {
  /// Writes a line to standard error.
  static func write(_ line: String) { writeBytes(line.visible + "\n") }

  /// Writes lines of the program's own, such as its help, to standard error.
  static func write(page: String) { writeBytes(page.visiblePage + "\n") }

  /// Puts a line in the place of the last one on standard error, which is a terminal; an empty one takes it away.
  static func rewriteLine(_ line: String) { writeBytes("\r\u{1B}[2K" + line.visible) }

  private static func writeBytes(_ text: String) {
    // There is nowhere left to say that standard error cannot be written.
    try? StandardStream.error.write(text)
  }

  /// Writes an error's sentence.
  static func complain(_ sentence: String) { write("Error: \(sentence)") }

  /// Writes a line to standard output, at once.
  ///
  /// - Throws: ``ReaderGone`` if nobody reads it any more, or a ``Failure``.
  static func print(_ line: String) throws { try printBytes(line.visible + "\n") }

  /// Writes lines of the program's own, such as its help, to standard output.
  static func print(page: String) throws { try printBytes(page.visiblePage + "\n") }

  private static func printBytes(_ text: String) throws {
    do throws(FileError) {
      try StandardStream.output.write(text)
    } catch {
      throw error.code == EPIPE ? ReaderGone() : Failure("Standard output cannot be written: \(error).")
    }
  }

  /// Writes a value as one line of JSON to standard output, as long as anybody reads it.
  static func printIfRead(json value: some Encodable) throws {
    guard StandardStream.output.isOpen else { return }
    do {
      try print(json: value)
    } catch is ReaderGone {
      return
    }
  }

  /// Writes a value as one line of JSON to standard output, at once; `meanReturn` becomes `mean_return`.
  static func print(json value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    try printBytes(String(decoding: try encoder.encode(value), as: UTF8.self).visibleJSON + "\n")
  }

  /// True if standard error is a terminal on which a line can be written again.
  static var isInteractive: Bool {
    isatty(STDERR_FILENO) == 1 && EnvironmentVariables.value(of: "TERM") != "dumb"
  }

  /// Returns the number of characters in a line of the terminal at this moment; `COLUMNS` or 80 where it does not say.
  ///
  /// - Parameter descriptor: The stream that the lines go to.
  static func columns(of descriptor: Int32 = STDERR_FILENO) -> Int {
    var size = winsize()
    if ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
    let told = EnvironmentVariables.value(of: "COLUMNS").flatMap { Int($0) } ?? 0
    return told > 0 ? told : 80
  }

  /// The number of characters in a line of standard output.
  static var columnsOfOutput: Int { columns(of: STDOUT_FILENO) }

  /// The command that this program was called by, for sentences that say what to type: the launcher's, or its own.
  static var command: String {
    let names = [EnvironmentVariables.value(of: "PALAESTRA_COMMAND"), CommandLine.pathTexts.first]
    return Shell.quoted(path: names.compactMap(\.self).first { !$0.isEmpty } ?? "palaestra")
  }

  /// The sentence of any error.
  static func sentence(for error: any Error) -> String {
    let text = error is CocoaError || error is POSIXError ? error.reason : "\(error)"
    return text.hasSuffix(".") ? text : text + "."
  }
}

extension String {
  /// Every line ``visible``.
  fileprivate var visiblePage: String {
    split(separator: "\n", omittingEmptySubsequences: false).map { String($0).visible }.joined(separator: "\n")
  }
}

/// The end of a command whose standard output nobody reads any more.
struct ReaderGone: Error {}
