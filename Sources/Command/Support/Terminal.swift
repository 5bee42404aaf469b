import Foundation

/// Standard output and standard error.
enum Terminal {
  /// Writes a line to standard error.
  static func write(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }

  /// Writes text without a line's end to standard error.
  static func writeInPlace(_ text: String) {
    FileHandle.standardError.write(Data(text.utf8))
  }

  /// Writes an error's sentence.
  static func complain(_ sentence: String) { write("Error: \(sentence)") }

  /// Writes a value as one line of JSON to standard output, at once; `meanReturn` becomes `mean_return`.
  static func print(json value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    Swift.print(String(decoding: try encoder.encode(value), as: UTF8.self))
    flush()
  }

  /// Hands everything printed so far to whoever reads standard output.
  static func flush() { fflush(nil) }

  /// Whether standard error is a terminal.
  static var isInteractive: Bool { isatty(STDERR_FILENO) == 1 }

  /// The sentence of any error.
  static func sentence(for error: any Error) -> String {
    error is CocoaError || error is POSIXError ? error.localizedDescription : "\(error)"
  }

  /// Ends the program.
  static func leave(_ status: Int32) -> Never {
    flush()
    exit(status)
  }
}
