import Foundation
import Training

/// Standard output and standard error.
enum Terminal {
  /// Writes a line to standard error.
  static func write(_ text: String) { writeInPlace(text + "\n") }

  /// Writes text without a line's end to standard error.
  static func writeInPlace(_ text: String) {
    // There is nowhere left to say that standard error cannot be written.
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }

  /// Writes an error's sentence.
  static func complain(_ sentence: String) { write("Error: \(sentence)") }

  /// Writes a line to standard output, at once.
  static func print(_ text: String) throws {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data((text + "\n").utf8))
    } catch {
      throw Failure("Standard output cannot be written: \(error.reason).")
    }
  }

  /// Writes a value as one line of JSON to standard output, at once; `meanReturn` becomes `mean_return`.
  static func print(json value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    try print(String(decoding: try encoder.encode(value), as: UTF8.self))
  }

  /// Whether standard error is a terminal on which a line can be written again.
  static var isInteractive: Bool {
    isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
  }

  /// How many characters a line of the terminal has at this moment; `COLUMNS` or 80 where it does not say.
  ///
  /// - Parameter descriptor: The stream that the lines go to.
  static func columns(of descriptor: Int32 = STDERR_FILENO) -> Int {
    var size = winsize()
    if ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
    let told = ProcessInfo.processInfo.environment["COLUMNS"].flatMap { Int($0) } ?? 0
    return told > 0 ? told : 80
  }

  /// How many characters a line of standard output has.
  static var columnsOfOutput: Int { columns(of: STDOUT_FILENO) }

  /// How this program is called, for sentences that say what to type: the launcher tells it by its own name.
  static var command: String { ProcessInfo.processInfo.environment["PALAESTRA_COMMAND"] ?? "palaestra" }

  /// The sentence of any error.
  static func sentence(for error: any Error) -> String {
    let text = error is CocoaError || error is POSIXError ? error.reason : "\(error)"
    return text.hasSuffix(".") ? text : text + "."
  }
}
