import Agents
import Assets
import Environments
import Files
import Foundation
import Safetensors
import Training

/// A trained policy that travels with the program: `policies/ENV.safetensors` among the assets.
struct BundledPolicy {
  /// The text that stands for it where a policy is named.
  static let name = "bundled"

  /// The environment's id.
  let environment: String
  /// The file.
  let url: URL

  /// Finds the policy for an environment; `nil` if none travels.
  init?(for environment: String) {
    guard let url = try? AssetFiles.url(of: "policies/\(environment).safetensors") else { return nil }
    self.environment = environment
    self.url = url
  }

  /// The policies of some environments that have one, in the order of the catalogue.
  static func all(for environments: [String]) -> [BundledPolicy] { environments.compactMap(BundledPolicy.init) }

  /// The file, opened.
  func file() throws -> SafetensorsFile { try SafetensorsFile(contentsOf: url) }

  /// The error for an environment without one.
  static func missing(for environment: String) -> WrongUse {
    let known = all(for: Catalog.current.entries.map(\.id)).map(\.environment).joined(separator: ", ")
    return WrongUse(
      "No trained policy for \(environment) travels with the program. There is one for: \(known).")
  }
}
