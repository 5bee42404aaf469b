extension CommandLine {
  /// The words of the command line, each with the bytes that it has: `String(pathBytes:)` of them.
  ///
  /// `arguments` would put other characters in the place of what is no UTF-8.
  public static var pathTexts: [String] {
    (0..<Int(argc)).compactMap { index in unsafeArgv[index].map { SystemCall.text(of: $0) } }
  }
}
