import Agents
import ArgumentParser
import Environments
import Files
import Foundation
import Simulation
import Training

/// The root of the command line, for the executables that have one.
public enum CommandRoot {
  /// Does what the program's arguments ask for, with this package's environments and agents and others.
  ///
  /// An error ends the program, with its sentence on standard error.
  ///
  /// - Parameters:
  ///   - environments: The other environments.
  ///   - agents: The other agents.
  public static func run(adding environments: [CatalogEntry], _ agents: [AgentEntry]) {
    PalaestraCommand.main(adding: environments, agents)
  }
}

/// The `palaestra` command.
struct PalaestraCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "palaestra",
    abstract: "Watch agents in a window, train them headless, and measure both.",
    discussion: """
      Environments are Gymnasium's, seed for seed; `palaestra envs` lists them.

        palaestra demo                        trains, shows the curve and the agent
        palaestra train CartPole-v1 --agent q-learning
        palaestra watch CartPole-v1 --policy runs/CartPole-v1/q-learning-0-1
        palaestra play MountainCar-v0         lets you drive

      JSON goes to standard output, everything else to standard error. The exit status is 0 for success, \
      2 for wrong use, 1 for failure, and 128 + n after signal n; what is asked to end by Ctrl-C, SIGTERM or SIGHUP \
      saves first.
      """,
    version: Release.version,
    subcommands: [
      DemoCommand.self, EnvsCommand.self, AgentsCommand.self, TrainCommand.self, EvalCommand.self, MetaCommand.self,
      RunsCommand.self,
      PoliciesCommand.self, WatchCommand.self, PlayCommand.self, RecordCommand.self, DatasetsCommand.self,
      MatchCommand.self, TournamentCommand.self, PerftCommand.self, RolloutCommand.self, BenchCommand.self,
      TestCommand.self, BuildCommand.self,
    ])

  fileprivate static func main(adding environments: [CatalogEntry], _ agents: [AgentEntry]) {
    prepareProcess()
    let arguments = Array(CommandLine.pathTexts.dropFirst())
    do {
      try Catalog.$current.withValue(try Catalog.standard.adding(environments)) {
        try AgentCatalog.$current.withValue(try AgentCatalog.standard.adding(agents)) {
          try checkSubcommand(arguments)
          var command = try parseAsRoot(arguments)
          try command.run()
        }
      }
      Interrupt.endBySignal()
    } catch {
      finish(with: error, arguments)
    }
  }

  /// Prepares the process: its standard streams, its address space and its signals.
  private static func prepareProcess() {
    StandardStream.fillGaps()
    AddressSpaceLimit.restartIfNeeded()
    // A file beyond a limit that the shell has set is refused in words, as one on a full disk is.
    signal(SIGXFSZ, SIG_IGN)
    // Who reads may go away; what that means depends on the command.
    signal(SIGPIPE, SIG_IGN)
    // Whoever started the program may not care how its children end; here it matters.
    signal(SIGCHLD, SIG_DFL)
  }

  /// Answers a mistyped command with the nearest one.
  private static func checkSubcommand(_ arguments: [String]) throws {
    let words = arguments.first == "help" ? arguments.dropFirst() : arguments[...]
    guard let name = words.first, !name.hasPrefix("-") else { return }
    try check(name, called: name, in: configuration, and: ["help"])
    for group in [DatasetsCommand.configuration, MetaCommand.configuration] where name == group.commandName {
      guard let part = words.dropFirst().first, !part.hasPrefix("-") else { continue }
      try check(part, called: "\(name) \(part)", in: group)
    }
  }

  private static func check(
    _ name: String, called fullName: String, in configuration: CommandConfiguration, and more: [String] = []
  ) throws {
    let names = configuration.subcommands.compactMap { $0.configuration.commandName } + more
    guard !names.contains(name) else { return }
    let suggestion = name.suggestion(among: names)
    throw WrongUse("There is no command '\(fullName)'.\(suggestion) Known: \(names.joined(separator: ", ")).")
  }

  /// Prints the error, or the help that was asked for, and ends the program.
  private static func finish(with error: any Error, _ arguments: [String]) -> Never {
    switch error {
    case is ReaderGone: Interrupt.end(by: SIGPIPE)
    case is WrongUse, is ConfigurationError: leave(2, Terminal.sentence(for: error))
    default: break
    }
    switch exitCode(for: error) {
    case .success:
      do {
        try Terminal.print(page: fullMessage(for: error))
      } catch {
        finish(with: error, arguments)
      }
      Foundation.exit(0)
    case .validationFailure:
      let options = OptionNames(ofCommandIn: arguments, of: Self.self)
      let sentence = options.complaint(about: arguments) ?? message(for: error)
      Terminal.complain(sentence)
      Terminal.write("  See '\(options.helpCommand)' for more information.")
      Foundation.exit(2)
    default: leave(1, Terminal.sentence(for: error))
    }
  }

  private static func leave(_ status: Int32, _ sentence: String) -> Never {
    Terminal.complain(sentence)
    Interrupt.endBySignal()
    Foundation.exit(status)
  }
}

/// A mistake of the user's that a sentence explains; exit status 2.
struct WrongUse: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// A failure that a sentence explains; exit status 1.
struct Failure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
