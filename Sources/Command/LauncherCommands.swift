import ArgumentParser

/// Runs the tests; done by the launcher.
struct TestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Builds and runs the test suite (in the package's folder, through ./palaestra).")

  func run() throws { throw WrongUse("The launcher runs the tests: `./palaestra test` in the package's folder.") }
}

/// Builds in release; done by the launcher.
struct BuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build", abstract: "Builds in release (in the package's folder, through ./palaestra).")

  func run() throws { throw WrongUse("The launcher builds: `./palaestra build` in the package's folder.") }
}
