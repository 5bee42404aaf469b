import ArgumentParser

/// Learns to learn: trains on families of tasks, and examines on new ones.
struct MetaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "meta", abstract: "Learns to learn on families of tasks, and examines that on new tasks.",
    discussion: """
      A task shows a few examples and asks about others. `palaestra meta methods` lists the methods and the families of \
      tasks.

        palaestra meta train maml --tasks sine
        palaestra meta eval runs/sine/maml-0-1
        palaestra meta show runs/sine/maml-0-1 --record sine.png
      """,
    subcommands: [
      MetaTrainCommand.self, MetaEvalCommand.self, MetaShowCommand.self, MetaMethodsCommand.self,
    ])
}
