import Agents
import ArgumentParser
import Environments
import Foundation
import Safetensors
import Simulation
import Training

/// A policy made ready to travel with the library: examined over 1000 episodes, with the result as its card.
struct BundlePolicy: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bundle-policy",
    abstract: "Evaluates a policy over 1000 episodes that nothing else uses, and copies it with the result.",
    discussion: "The copy is FOLDER/ENV.safetensors, which is what `palaestra policies` lists.")

  @Argument(help: "The policy's file.") var policy: String
  @Option(help: "The folder to copy it to.") var into = "assets/policies"

  /// The seed of the first episode.
  private static let firstSeed: UInt64 = 9_000_000

  func run() throws {
    let file = try SafetensorsFile(contentsOf: URL(fileURLWithPath: policy))
    guard let id = file.metadata["environment"] else {
      throw ValidationError("\(policy) does not say what environment it is for.")
    }
    let wrappers = try WrapperList(parsing: RunConfiguration.wrappers(in: file.metadata) ?? [])
    let task = try Catalog.standard.entry(id).task(
      RunConfiguration.overrides(in: file.metadata) ?? ConfigurationOverrides(), wrappers: wrappers)
    let player = try AgentCatalog.standard.policy(from: file, for: task.specification)
    guard
      let evaluation = Evaluation.evaluate(
        player, on: task.makeVector(count: 250), episodes: 1000, seed: Self.firstSeed)
    else { throw ValidationError("No episode was over.") }
    let card = PolicyCard(evaluation, firstSeed: Self.firstSeed)
    var writer = SafetensorsWriter(metadata: file.metadata)
    writer.metadata[PolicyCard.key] = card.text
    for tensor in file.tensors {
      writer.add(
        tensor.name, try file.array(tensor.name, as: Float.self, shape: tensor.shape), shape: tensor.shape)
    }
    try writer.write(to: URL(fileURLWithPath: into).appending(path: "\(id).safetensors"))
    show("\(id): \(card.text)")
  }
}
