import ArgumentParser
import Foundation

/// The experiments behind the tables and figures of the READMEs.
@main
struct Experiments: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "experiments", abstract: "Remakes the tables and figures of the READMEs.",
    subcommands: [
      Ablation.self, BundlePolicy.self, CliffFigure.self, CloningSpeed.self, Fidelity.self, ForkTable.self,
      GlyphPictures.self,
      ImitationResults.self, ImitationTable.self, MetaSpeed.self, MoveAgreement.self, RingFigure.self,
      SequencePolicies.self, SoftUpdateSpeed.self,
      UpdateSpeed.self, VariedPhysics.self,
    ])
}

/// Prints a line at once, so that who follows a long run through a pipe sees it.
func show(_ line: String) {
  print(line)
  fflush(nil)
}
