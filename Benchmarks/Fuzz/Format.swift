import Foundation

/// A format of files that come from elsewhere: how sound ones are made, and how the program reads them.
///
/// A row of ``all`` is all that a further format needs.
protocol Format: Sendable {
  /// The name, as it is typed.
  var name: String { get }

  /// Makes sound files, each in a folder of its own with whatever else reading it takes.
  ///
  /// - Parameter root: An empty folder.
  /// - Returns: The folders' names and, in each, the name of the file that is damaged.
  func makeSeeds(in root: URL) throws -> [Seed]

  /// Reads a file as the program does, and uses what was read a little; throws a sentence if it is refused.
  ///
  /// - Parameters:
  ///   - file: The damaged file, in the place of the sound one.
  ///   - seed: The sound one that it was made of.
  func read(_ file: URL, of seed: Seed) throws
}

/// A sound file to be damaged.
struct Seed: Sendable, Codable {
  /// The name of its folder: a run's, or the id of an environment.
  let folder: String
  /// Its own name.
  let file: String
}

/// The formats that are known.
enum Formats {
  static let all: [any Format] = [
    PolicyFormat(), CheckpointFormat(), ConfigurationFormat(), EvaluationsFormat(), ParametersFormat(),
    DatasetFormat.episodes, DatasetFormat.metadata, JournalFormat(), ActionsFormat(),
  ]

  static func named(_ name: String) -> [any Format] { name == "all" ? all : all.filter { $0.name == name } }
}
