import Foundation
import Safetensors
import Simulation
import TestSupport
import Testing
import Training

@testable import Agents

/// A safetensors file in a folder of its own.
struct StoredFile {
  private let folder: TemporaryFolder
  let url: URL

  init(_ metadata: [String: String] = [:], _ write: (inout SafetensorsWriter) throws -> Void) throws {
    folder = try TemporaryFolder()
    url = folder.file("policy.safetensors")
    var writer = SafetensorsWriter(metadata: metadata)
    try write(&writer)
    try writer.write(to: url)
  }

  func open() throws -> SafetensorsFile { try SafetensorsFile(contentsOf: url) }
}

@Suite struct PolicyFileTests {
  private static let discrete = SpaceDescriptor.discrete(count: 3, start: 0)
  private static let tuple = SpaceDescriptor.tuple([.discrete(count: 2, start: 0), .discrete(count: 3, start: 1)])
  private static let box = SpaceDescriptor.box(scalar: .float32, shape: [2], low: [0, 0], high: [1, 1])
  private static let actions = SpaceDescriptor.discrete(count: 2, start: 0)

  /// What reading a policy complains of; `nil` if nothing.
  private func complaint(
    _ file: StoredFile, _ observations: SpaceDescriptor = discrete, _ actions: SpaceDescriptor = actions
  ) -> String? {
    do {
      _ = try AgentCatalog.standard.policy(
        from: file.open(), for: TaskSpecification(observationSpace: observations, actionSpace: actions))
      return nil
    } catch {
      return "\(error)".replacing(file.url.path, with: "F")
    }
  }

  private func file(
    encoder: String, shape: [Int] = [3, 2], agent: String? = "sarsa", tensor: String = "action_values"
  ) throws -> StoredFile {
    var metadata = ["encoder": encoder]
    metadata["agent"] = agent
    return try StoredFile(metadata) {
      $0.add(tensor, [Double](repeating: 0, count: shape.reduce(1, *)), shape: shape)
    }
  }

  @Test(arguments: Variant.all)
  func whatIsSavedActsTheSame(variant: Variant) throws {
    var policy = try variant.train(steps: 100).agent.greedyPolicy
    let file = try StoredFile(["agent": variant.target.rawValue]) { policy.write(to: &$0) }
    let space = Discrete(3).descriptor
    let read = try AgentCatalog.standard.policy(
      from: file.open(), for: TaskSpecification(observationSpace: space, actionSpace: space))
    var loaded = try #require(read as? TabularPolicy)
    #expect(loaded.values == policy.values)
    #expect(loaded.encoder == policy.encoder)
    var generator = RandomGenerator(seed: 0)
    var (before, after) = ([0, 0, 0], [9, 9, 9])
    policy.act(on: [0, 1, 2], into: &before, using: &generator)
    loaded.act(on: [0, 1, 2], into: &after, using: &generator)
    #expect(before == after)
  }

  @Test func binsAreSavedToo() throws {
    let encoder = StateEncoder.bins(Binning(low: [-1, 0], high: [1, 1], bins: [3, 2]))
    let values = ActionValues(stateCount: 6, actionCount: 2, values: (0..<12).map { Double($0 * 7 % 5) })
    let policy = TabularPolicy(values: values, encoder: encoder)
    let file = try StoredFile(["agent": "q-learning"]) { policy.write(to: &$0) }
    let loaded = try TabularPolicy(
      from: file.open(), for: TaskSpecification(observationSpace: Self.box, actionSpace: Self.actions))
    #expect(loaded.encoder == encoder)
    #expect(loaded.values == values)
  }

  @Test(arguments: [
    #"{"counts":[3],"starts":[0]}"#, #"{"starts":[0],"counts":[3],"more":true}"#,
  ])
  func aGoodEncoderIsTaken(encoder: String) throws {
    #expect(complaint(try file(encoder: encoder)) == nil)
  }

  @Test(arguments: [
    ("", "does not say how its states are numbered"), ("[]", "does not say how its states are numbered"),
    (#"{"counts":[3]}"#, "does not say how its states are numbered"),
    (#"{"counts":[3.5],"starts":[0]}"#, "does not say how its states are numbered"),
    (#"{"counts":[99999999999999999999],"starts":[0]}"#, "does not say how its states are numbered"),
    (#"{"counts":[3],"starts":[]}"#, "Its encoder has 1 counts, but 0 starts."),
    (#"{"counts":[],"starts":[]}"#, "Its encoder has the counts [], but they must be positive"),
    (#"{"counts":[0],"starts":[0]}"#, "Its encoder has the counts [0], but they must be positive"),
    (#"{"counts":[-1,-3],"starts":[0,0]}"#, "Its encoder has the counts [-1, -3], but they must be positive"),
    (
      #"{"counts":[4611686018427387904,4],"starts":[0,0]}"#,
      "Its encoder has the counts [4611686018427387904, 4], but they must be positive and make at most 100000000 states."
    ),
    (#"{"counts":[3],"starts":[1]}"#, "but the environment observes Discrete(3)."),
    (#"{"counts":[3],"starts":[-9223372036854775808]}"#, "but the environment observes Discrete(3)."),
    (#"{"counts":[3,1],"starts":[0,0]}"#, "but the environment observes Discrete(3)."),
    (#"{"counts":[16],"starts":[0]}"#, "It knows 16 states, from one number per observation, but the environment"),
  ])
  func aHostileEncoderOfCategoriesIsRefused(encoder: String, sentence: String) throws {
    let complaint = complaint(try file(encoder: encoder))
    #expect(complaint?.contains(sentence) == true, "\(complaint ?? "nothing")")
  }

  @Test(arguments: [
    ("{}", "does not say how its states are numbered"),
    (
      #"{"binning":{"low":[0],"high":[1],"bins":[0]}}"#, "Its encoder has the counts [0], but they must be positive"
    ),
    (#"{"binning":{"low":[0],"high":[1],"bins":[-2]}}"#, "Its encoder has the counts [-2], but"),
    (
      #"{"binning":{"low":[0,0],"high":[1,1],"bins":[4294967296,4294967296]}}"#,
      "Its encoder has the counts [4294967296, 4294967296], but"
    ),
    (
      #"{"binning":{"low":[0],"high":[1,1],"bins":[2,2]}}"#,
      "Its encoder has 2 dimensions, but 1 lower and 2 upper bounds."
    ),
    (
      #"{"binning":{"low":[1],"high":[0],"bins":[2]}}"#,
      "Its encoder has 2 bins from 1.0 to 0.0, but bounds must be finite and rise,"
    ),
    (#"{"binning":{"low":[1],"high":[1],"bins":[2]}}"#, "Its encoder has 2 bins from 1.0 to 1.0"),
    (#"{"binning":{"low":[-1e308],"high":[1e308],"bins":[2]}}"#, "Its encoder has 2 bins from -1e+308 to 1e+308"),
    (#"{"binning":{"low":["NaN"],"high":[1],"bins":[2]}}"#, "does not say how its states are numbered"),
    (#"{"binning":{"low":[1e999],"high":[1],"bins":[2]}}"#, "does not say how its states are numbered"),
    (
      #"{"binning":{"low":[0],"high":[1],"bins":[3]}}"#,
      "It knows 3 states, from one number per observation, but the environment observes Box("
    ),
  ])
  func aHostileEncoderOfBinsIsRefused(encoder: String, sentence: String) throws {
    let complaint = complaint(try file(encoder: encoder), Self.box)
    #expect(complaint?.contains(sentence) == true, "\(complaint ?? "nothing")")
  }

  @Test func negativeCountsThatMultiplyToTheRightNumberAreRefused() throws {
    let file = try file(encoder: #"{"counts":[-2,-3],"starts":[0,1]}"#, shape: [6, 2])
    #expect(complaint(file, Self.tuple)?.contains("they must be positive") == true)
  }

  @Test func categoriesSideBySideMustBeTheSame() throws {
    #expect(complaint(try file(encoder: #"{"counts":[2,3],"starts":[0,1]}"#, shape: [6, 2]), Self.tuple) == nil)
    let other = try file(encoder: #"{"counts":[3,2],"starts":[0,1]}"#, shape: [6, 2])
    #expect(
      complaint(other, Self.tuple)
        == "It knows 6 states, from 2 numbers per observation, but the environment observes "
        + "Tuple(Discrete(2), Discrete(3, start=1)).")
  }

  @Test func aTableOfAnotherShapeIsRefused() throws {
    let file = try file(encoder: #"{"counts":[3],"starts":[0]}"#, shape: [3, 4])
    #expect(complaint(file) == #"F: tensor "action_values" has the shape [3, 4], but [3, 2] was expected."#)
  }

  @Test func aFileWithoutATableIsRefused() throws {
    let file = try file(encoder: #"{"counts":[3],"starts":[0]}"#, tensor: "weights")
    #expect(complaint(file) == #"F: has no tensor "action_values"; it has "weights"."#)
  }

  @Test func anotherAgentsFileIsRefused() throws {
    let encoder = #"{"counts":[3],"starts":[0]}"#
    #expect(
      complaint(try file(encoder: encoder, agent: "sarsas"))
        == "There is no agent 'sarsas'. Did you mean 'sarsa'? Known: \(AgentCatalog.names).")
    #expect(
      complaint(try file(encoder: encoder, agent: nil))
        == "It is no policy of Palaestra: its metadata names no 'agent'.")
  }

  @Test func aTableCannotActWithNumbers() throws {
    let file = try file(encoder: #"{"counts":[3],"starts":[0]}"#)
    #expect(
      complaint(file, Self.discrete, Self.box)?.hasPrefix("It chooses among categories, but the environment acts")
        == true)
  }

  @Test func aTruncatedFileIsRefused() throws {
    let file = try file(encoder: #"{"counts":[3],"starts":[0]}"#)
    let data = try Data(contentsOf: file.url)
    try data.dropLast(8).write(to: file.url)
    #expect(complaint(file)?.hasPrefix("F: is damaged or not a safetensors file: ") == true)
  }
}
