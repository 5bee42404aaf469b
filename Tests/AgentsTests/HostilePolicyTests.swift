import Foundation
import Safetensors
import Simulation
import Testing
import Training

@testable import Agents

/// A file may claim anything: nothing is made that its tensors do not fill, and no number is too large to be refused.
@Suite struct HostilePolicyTests {
  private static let task = TaskSpecification(
    id: "CartPole-v1", observationSpace: .box(scalar: .float32, shape: [2], low: [0, 0], high: [1, 1]),
    actionSpace: .discrete(count: 2, start: 0))

  private static let large = 1 << 20
  private static let features = #"{"shape":[2]}"#
  private static let head = #"{"counts":[2],"starts":[0]}"#
  private static let sizes = "[\(large),\(large),\(large)]"

  /// A description of a network for every kind of policy, by the names of its agent and head.
  private static func description(of agent: String, features: String = features, head: String = head) -> [String:
    String]
  {
    let network =
      switch agent {
      case "dqn":
        #"{"features":\#(features),"network":{"featureShape":[2],"hiddenSizes":\#(sizes),"actionCount":2,"isDueling":false}}"#
      case "bc":
        #"{"features":\#(features),"head":\#(head),"observations":1,"actions":0,"samples":false,"network":{"inputShape":[2],"#
          + #""hiddenSizes":\#(sizes),"activation":"relu","outputCount":2}}"#
      case "vae":
        #"{"features":\#(features),"head":\#(head),"latent":"perStep","samples":false,"network":{"featureCount":2,"#
          + #""actionFeatureCount":2,"latentSize":\#(large),"hiddenSizes":\#(sizes),"activation":"relu","outputCount":2,"#
          + #""prior":"learned"}}"#
      default: #"{"contextLength":64,"embeddingSize":4096,"layers":64,"heads":64}"#
      }
    let tasks =
      #"[{"environment":"CartPole-v1","targetReturn":1,"observations":{"numbers":{"_0":\#(features)}},"#
      + #""actions":{"category":{"_0":\#(head)}}}]"#
    return ["agent": agent, "head": "categories", "network": network, "tasks": tasks]
  }

  private func complaint(
    _ metadata: [String: String], _ write: (inout SafetensorsWriter) -> Void = { _ in }
  ) throws -> String? {
    let file = try StoredFile(metadata, write)
    do {
      _ = try AgentCatalog.standard.policy(from: file.open(), for: Self.task)
      return nil
    } catch {
      return "\(error)".replacing(file.url.path, with: "F")
    }
  }

  @Test(arguments: [
    ("dqn", "q_net.0.weight"), ("bc", "policy.0.weight"), ("vae", "policy.encoder.0.weight"),
    ("sequence", "sequence.embed_timestep.weight"),
  ])
  func layersAreBelievedUpToWhatTheFileHolds(agent: String, tensor: String) throws {
    #expect(try complaint(Self.description(of: agent)) == "F: has no tensor \"\(tensor)\"; it has none.")
  }

  @Test(
    arguments: ["dqn", "bc", "vae", "sequence"],
    [
      #"{"shape":[]}"#, #"{"shape":[9223372036854775807,2]}"#, #"{"shape":[-1]}"#,
      #"{"shape":[9223372036854775807]}"#,
      #"{"counts":[9223372036854775807,1],"starts":[0,0]}"#, #"{"counts":[2],"starts":[]}"#,
      #"{"frames":9223372036854775807,"height":2,"width":2,"channels":2}"#,
    ])
  func countsThatOverflowAreRefused(agent: String, features: String) throws {
    #expect(try complaint(Self.description(of: agent, features: features)) != nil)
  }

  @Test(
    arguments: ["bc", "vae", "sequence"],
    [
      #"{"counts":[9223372036854775807,9223372036854775807],"starts":[0,0]}"#,
      #"{"counts":[2],"starts":[9223372036854775807]}"#, #"{"counts":[],"starts":[]}"#,
      #"{"counts":[-2],"starts":[0]}"#,
    ])
  func headsThatOverflowAreRefused(agent: String, head: String) throws {
    #expect(try complaint(Self.description(of: agent, head: head)) != nil)
  }

  @Test(arguments: ["dqn", "bc", "vae", "sequence", "q-learning"], [511, 512, 513, 514, 5000])
  func deepMetadataIsRefused(agent: String, depth: Int) throws {
    let brackets = String(repeating: "[", count: depth)
    let metadata = [
      "agent": agent, "head": "categories", "network": brackets, "tasks": brackets, "encoder": brackets,
    ]
    #expect(try complaint(metadata) != nil)
  }

  @Test(arguments: [Float.nan, .infinity, -.infinity])
  func weightsThatAreNoNumbersAreRefused(weight: Float) throws {
    let complaint = try complaint([:]) {
      $0.add("q_net.0.weight", [1, 2, weight, 4], shape: [2, 2])
      $0.add("q_net.0.bias", [Float](repeating: 0, count: 2))
    }
    let found = weight.isNaN ? "NaN" : "\(weight)"
    #expect(complaint == "F: element 2 of tensor \"q_net.0.weight\" is \(found), but must be a finite number.")
  }

  @Test(
    arguments: [
      (0, .leastNonzeroMagnitude, 10), (1e8, 1e8 + 8, 1_000_000), (0, 1e308, 4), (-1e39, 1e39, 2),
      (1, 1 + 1e-12, 2),
    ] as [(Double, Double, Int)])
  func binsThatCannotBeToldApartAreRefused(low: Double, high: Double, count: Int) throws {
    let encoder = #"{"binning":{"low":[\#(low),0],"high":[\#(high),1],"bins":[\#(count),1]}}"#
    let complaint = try complaint(["agent": "sarsa", "encoder": encoder])
    #expect(complaint?.hasPrefix("Its encoder has \(count) bins from ") == true, "\(complaint ?? "nothing")")
  }
}
