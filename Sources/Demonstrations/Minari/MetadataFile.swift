import Files
import Foundation
import Simulation

/// The file `metadata.json`: its metadata as Palaestra knows it, and all else as it stands.
struct MetadataFile {
  let url: URL
  private var document: PythonJSON
  private(set) var metadata: MinariMetadata

  static let name = "metadata.json"
  /// The largest size of a file that is read; spaces of millions of numbers have fewer bytes.
  private static let mostBytes = 1 << 26

  /// Describes a dataset that is to be written in a folder.
  init(_ metadata: MinariMetadata, in folder: URL) {
    url = folder.appending(path: Self.name)
    self.metadata = metadata
    document = .object([])
    document["total_episodes"] = PythonJSON(0)
    document["total_steps"] = PythonJSON(0)
    document["data_format"] = .text("hdf5")
    document["jpeg_encoding"] = .flag(false)
    document["observation_space"] = .text("\(metadata.observationSpace.minariJSON)")
    document["action_space"] = .text("\(metadata.actionSpace.minariJSON)")
    document["env_spec"] = metadata.environmentSpecification.map(PythonJSON.text)
    document["dataset_id"] = .text(metadata.id)
    document["algorithm_name"] = metadata.algorithm.map(PythonJSON.text)
    document["author"] = metadata.authors.isEmpty ? nil : PythonJSON(metadata.authors)
    document["author_email"] = metadata.authorEmails.isEmpty ? nil : PythonJSON(metadata.authorEmails)
    document["code_permalink"] = metadata.codePermalink.map(PythonJSON.text)
    document["description"] = metadata.summary.map(PythonJSON.text)
    document["requirements"] = metadata.requirements.isEmpty ? nil : PythonJSON(metadata.requirements)
    document["combined_datasets"] = metadata.combinedDatasets.isEmpty ? nil : PythonJSON(metadata.combinedDatasets)
    document["minari_version"] = .text(MinariMetadata.writtenVersion)
    let overrides = metadata.environmentOverrides.texts.sorted { $0.key < $1.key }
    if !overrides.isEmpty {
      document["environment_overrides"] = .object(
        overrides.map { PythonJSON.Member(name: $0.key, value: .text($0.value)) })
    }
    let wrappers = metadata.environmentWrappers
    document["environment_wrappers"] = wrappers.isEmpty ? nil : PythonJSON(wrappers)
  }

  /// Reads the file of a folder.
  init(in folder: URL) throws(DatasetError) {
    url = folder.appending(path: Self.name)
    let url = url
    let data = try DatasetError.reading(url) { () throws(FileError) in
      try FileContents.read(url, atMost: Self.mostBytes, followsLinks: false)
    }
    do throws(JSONDamage) {
      document = try PythonJSON(parsing: data)
    } catch {
      throw .damaged(url, "at byte \(error.offset) of \(data.count), \(error.expected) was expected")
    }
    metadata = try Self.metadata(document, url)
  }

  /// Reads the metadata that Minari 0.4 kept beside the episodes, in attributes of their file.
  init(inAttributesOf file: DatasetFile) throws(DatasetError) {
    url = file.url
    document = .object([
      .init(name: "data_format", value: .text("hdf5")), .init(name: "jpeg_encoding", value: .flag(false)),
    ])
    for name in ["total_episodes", "total_steps"] {
      document[name] = try file.wholeNumber(name).map { PythonJSON($0) }
    }
    for name in [
      "minari_version", "dataset_id", "observation_space", "action_space", "env_spec", "algorithm_name",
      "code_permalink", "description",
    ] {
      document[name] = try file.text(name).map(PythonJSON.text)
    }
    for name in ["author", "author_email"] {
      document[name] = try file.text(name).map { PythonJSON($0.components(separatedBy: "; ")) }
    }
    let dataset = url.deletingLastPathComponent().deletingLastPathComponent()
    guard document["observation_space"] != nil else {
      throw DatasetError("\(dataset.relativePath) is no dataset: it has no data/\(Self.name).")
    }
    // Files of older versions lack these two.
    document["dataset_id"] = document["dataset_id"] ?? .text(dataset.lastPathComponent)
    document["minari_version"] = document["minari_version"] ?? .text("0.4")
    metadata = try Self.metadata(document, url)
  }

  /// Writes the file with new totals, over what is there.
  mutating func write(episodes: Int, steps: Int, byteCount: Int, synchronizes: Bool = false) throws(DatasetError) {
    document["total_episodes"] = PythonJSON(episodes)
    document["total_steps"] = PythonJSON(steps)
    // In megabytes, as Minari counts them.
    document["dataset_size"] = PythonJSON((Double(byteCount) / 1e5).rounded() / 10)
    let (url, text) = (url, "\(document)")
    try DatasetError.writing(url) { () throws(FileError) in
      try FileReplacement.write(Data(text.utf8), to: url, synchronizes: synchronizes)
    }
    metadata.episodeCount = episodes
    metadata.stepCount = steps
  }
}

extension MetadataFile {
  private static func metadata(_ document: PythonJSON, _ url: URL) throws(DatasetError) -> MinariMetadata {
    guard case .object = document else { throw .damaged(url, "it is no JSON object") }
    let version = try required(document["minari_version"]?.text, "minari_version", url)
    try check(version: version, format: required(document["data_format"]?.text, "data_format", url), url)
    var metadata = MinariMetadata(
      id: try required(document["dataset_id"]?.text, "dataset_id", url),
      observationSpace: try space("observation_space", document, url),
      actionSpace: try space("action_space", document, url),
      environmentSpecification: document["env_spec"]?.text)
    metadata.minariVersion = version
    metadata.episodeCount = try required(document["total_episodes"]?.count, "total_episodes", url)
    metadata.stepCount = try required(document["total_steps"]?.int, "total_steps", url)
    // What Minari takes a missing word for.
    metadata.encodesJPEG = document["jpeg_encoding"]?.flag ?? true
    metadata.algorithm = document["algorithm_name"]?.text
    metadata.authors = texts(document["author"])
    metadata.authorEmails = texts(document["author_email"])
    metadata.codePermalink = document["code_permalink"]?.text
    metadata.summary = document["description"]?.text
    metadata.requirements = texts(document["requirements"])
    metadata.combinedDatasets = texts(document["combined_datasets"])
    if case .object(let members) = document["environment_overrides"] {
      let texts = members.compactMap { member in member.value.text.map { (member.name, $0) } }
      metadata.environmentOverrides = ConfigurationOverrides(texts: Dictionary(texts) { $1 })
    }
    metadata.environmentWrappers = texts(document["environment_wrappers"])
    return metadata
  }

  private static func texts(_ json: PythonJSON?) -> [String] { json?.list?.compactMap(\.text) ?? [] }

  private static func required<Value>(
    _ value: Value?, _ name: String, _ url: URL
  ) throws(DatasetError) -> Value {
    guard let value else { throw .damaged(url, "it has no usable '\(name)'") }
    return value
  }

  private static func check(version: String, format: String, _ url: URL) throws(DatasetError) {
    // Minari 0.4 names the releases that read what it wrote, as in "~=0.4".
    let release = version.drop { "~=".contains($0) }
    guard ["0.4", "0.5"].contains(release) || release.hasPrefix("0.5.") || release.hasPrefix("0.4.") else {
      throw DatasetError(
        "\(url.relativePath) was written by Minari \(version), but datasets of Minari 0.4 and 0.5 are known; convert it "
          + "with a Minari that knows both.")
    }
    guard format == "hdf5" else {
      throw DatasetError(
        "\(url.relativePath) describes a dataset in the format '\(format)', but only hdf5 can be read; convert it with "
          + "Minari: create_dataset_from_buffers(…, data_format=\"hdf5\").")
    }
  }

  private static func space(
    _ name: String, _ document: PythonJSON, _ url: URL
  ) throws(DatasetError) -> SpaceDescriptor {
    let text = try required(document[name]?.text, name, url)
    let json: PythonJSON
    do throws(JSONDamage) {
      json = try PythonJSON(parsing: text.utf8)
    } catch {
      throw .damaged(url, "its '\(name)' is no JSON: at byte \(error.offset), \(error.expected) was expected")
    }
    do throws(SpaceDamage) {
      return try SpaceDescriptor(minariJSON: json)
    } catch {
      throw DatasetError("\(url.relativePath) cannot be used: its '\(name)' \(error.reason).")
    }
  }
}
