import ArgumentParser
import Simulation

/// The options of the command that a line begins with.
struct OptionNames {
  private let names: [String]
  /// The command that prints their help.
  let helpCommand: String

  /// Finds the command among the subcommands of a program.
  init(ofCommandIn arguments: [String], of program: any ParsableCommand.Type) {
    var command = program
    var words = [program.configuration.commandName ?? "palaestra"]
    for word in arguments {
      let next = command.configuration.subcommands.first { $0.configuration.commandName == word }
      guard let next else { break }
      command = next
      words.append(word)
    }
    helpCommand = words.joined(separator: " ") + " --help"
    names = command == program ? [] : Self.names(in: program.helpMessage(for: command, columns: 200))
  }

  /// The names that stand at the beginning of a line of help.
  private static func names(in help: String) -> [String] {
    help.split(separator: "\n").filter { $0.hasPrefix("  -") }
      .flatMap { $0.split(whereSeparator: { " ,".contains($0) }).prefix(2) }.map(String.init).filter {
        $0.hasPrefix("-")
      }
  }

  /// A sentence about the first option that there is not; `nil` if there are all of them.
  ///
  /// The parser itself says instead which option is missing where one that must be given is mistyped.
  func complaint(about arguments: [String]) -> String? {
    guard !names.isEmpty else { return nil }
    for argument in arguments.prefix(while: { $0 != "--" }) {
      let name = String(argument.prefix { $0 != "=" })
      let isMeant = name.hasPrefix("--") ? name.count > 2 : names.contains("-" + name)
      guard name.hasPrefix("-"), isMeant, !names.contains(name) else { continue }
      return "Unknown option '\(name)'.\((name.hasPrefix("--") ? name : "-" + name).suggestion(among: names))"
    }
    return nil
  }
}
