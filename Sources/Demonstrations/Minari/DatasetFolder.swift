import Foundation

/// The files of a dataset.
struct DatasetFolder {
  /// The dataset's folder.
  let url: URL

  init(_ url: URL) { self.url = url }

  /// The folder of its data.
  var data: URL { url.appending(path: "data") }

  /// The file of its episodes.
  var episodes: URL { data.appending(path: "main_data.hdf5") }

  /// What is to be done to the file of episodes, if a crash left it so.
  private var journal: URL { data.appending(path: "main_data.hdf5.journal") }

  /// Whether there is a dataset.
  var exists: Bool { FileManager.default.fileExists(atPath: data.path) }

  /// Throws unless there is a dataset.
  func check() throws(DatasetError) {
    guard FileManager.default.fileExists(atPath: url.path) else {
      throw DatasetError("There is no dataset \(url.relativePath).")
    }
    guard FileManager.default.fileExists(atPath: data.appending(path: MetadataFile.name).path) else {
      throw DatasetError("\(url.relativePath) is no dataset: it has no data/\(MetadataFile.name).")
    }
  }

  /// Puts right what a crash of a writer left, so that programs that know nothing of it read the dataset as well.
  ///
  /// Where that cannot be done, as in a folder that cannot be written, reading does without.
  func repair() throws(DatasetError) {
    guard FileManager.default.fileExists(atPath: journal.path),
      FileManager.default.isWritableFile(atPath: data.path)
    else { return }
    let writer = try MinariWriter(appendingTo: url)
    try writer.close()
  }
}

extension DatasetFolder {
  /// Makes a folder beside the dataset's, in which a new one is prepared.
  ///
  /// - Throws: If there is a dataset already, or the folder cannot be made.
  func stage() throws(DatasetError) -> DatasetFolder {
    guard !exists else {
      throw DatasetError("\(url.relativePath) is a dataset already; choose another name, or append to it.")
    }
    let staged = DatasetFolder(url.appending(path: ".new-\(getpid())-\(UUID().uuidString.prefix(8))"))
    do {
      try FileManager.default.createDirectory(at: staged.data, withIntermediateDirectories: true)
    } catch {
      throw DatasetError("The folder \(url.relativePath) cannot be made: \(error.systemReason).")
    }
    return staged
  }

  /// Gives what was prepared its name: the dataset is there from then on, whole.
  func adopt(_ staged: DatasetFolder) throws(DatasetError) {
    guard rename(staged.data.path, data.path) == 0 else { throw .notWritten(data, systemMessage()) }
    rmdir(staged.url.path)
  }

  /// Makes the folders above the dataset's namespaces to Minari, whose commands for namespaces look for a file in each.
  ///
  /// Datasets can be read without, so that a system that refuses is no failure.
  func nameNamespaces(of id: String) {
    guard url.standardizedFileURL.path.hasSuffix("/\(id)") else { return }
    var namespace = url
    for _ in id.split(separator: "/").dropLast() {
      namespace.deleteLastPathComponent()
      let file = namespace.appending(path: "namespace_metadata.json")
      if !FileManager.default.fileExists(atPath: file.path) { try? TextFile.replace(file, with: "{}") }
    }
  }

  /// Removes the dataset, and the folders of its id that are empty then.
  func remove(id: String) {
    try? FileManager.default.removeItem(at: data)
    var folder = url
    let depth = url.standardizedFileURL.path.hasSuffix("/\(id)") ? id.split(separator: "/").count : 1
    for _ in 0..<depth {
      guard rmdir(folder.path) == 0 else { return }
      folder.deleteLastPathComponent()
    }
  }

  /// Removes what was prepared in vain, and says what went wrong of the dataset that it was to be.
  func giveUp(_ staged: DatasetFolder, because error: DatasetError) -> DatasetError {
    try? FileManager.default.removeItem(at: staged.url)
    rmdir(url.path)
    return DatasetError(error.description.replacing(staged.url.relativePath, with: url.relativePath))
  }
}
