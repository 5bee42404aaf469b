import Files
import Foundation

/// The files of a dataset.
///
/// They are the dataset's own: neither its `data` nor what is in there may be a link, so that a dataset from elsewhere leads
/// nobody to other files.
struct DatasetFolder {
  /// The dataset's folder.
  let url: URL

  init(_ url: URL) { self.url = url }

  /// The folder of its data.
  var data: URL { url.appending(path: "data") }

  /// The file of its episodes.
  var episodes: URL { data.appending(path: "main_data.hdf5") }

  /// The file of its metadata; Minari 0.4 had none.
  var metadata: URL { data.appending(path: MetadataFile.name) }

  /// True if there is a dataset, or anything in its place.
  var exists: Bool { data.ownStatus != nil }

  /// Throws unless there is a dataset, of files of its own.
  func check() throws(DatasetError) {
    guard url.status != nil else { throw DatasetError("There is no dataset \(url.relativePath).") }
    for file in [data, metadata, episodes] where file.ownStatus?.kind == .link {
      throw .refused(file, "it is a link; put the file itself there")
    }
    guard metadata.ownStatus != nil || episodes.ownStatus != nil else {
      throw DatasetError("\(url.relativePath) is no dataset: it has no data/\(MetadataFile.name).")
    }
  }

  /// Removes the unfinished files of writers that were killed; the file of episodes must be locked.
  func sweep() {
    FileReplacement.sweep(data, isOwn: true)
    sweepStages()
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
    sweepStages()
    let name = "\(Self.stagePrefix)\(getpid())-\(UUID().uuidString.prefix(8))"
    let staged = DatasetFolder(url.appending(component: name))
    do throws(FileError) {
      try Folder.make(staged.data)
    } catch {
      throw DatasetError("The folder \(url.relativePath) cannot be made: \(error.reason).")
    }
    return staged
  }

  private static var stagePrefix: String { ".new-" }

  /// Removes the staged datasets of processes that are gone.
  private func sweepStages() {
    for name in (try? Folder.names(in: url)) ?? [] where name.hasPrefix(Self.stagePrefix) {
      guard let process = Int32(name.dropFirst(Self.stagePrefix.count).prefix { $0 != "-" }), process > 0,
        kill(process, 0) != 0, errno == ESRCH
      else { continue }
      try? Folder.remove(url.appending(component: name), withContents: true)
    }
  }

  /// Moves a staged dataset into place: it is there from then on, whole.
  func adopt(_ staged: DatasetFolder) throws(DatasetError) {
    try DatasetError.writing(data) { () throws(FileError) in try Folder.rename(staged.data, to: data) }
    try? Folder.remove(staged.url)
  }

  /// Marks the folders above the dataset as namespaces, by the file that Minari's commands look for in each.
  ///
  /// Datasets can be read without it, so that a system that refuses is no failure.
  func nameNamespaces(of id: String) {
    guard url.standardizedFileURL.path.hasSuffix("/\(id)") else { return }
    var namespace = url
    for _ in id.split(separator: "/").dropLast() {
      namespace.deleteLastPathComponent()
      let file = namespace.appending(path: "namespace_metadata.json")
      if file.ownStatus == nil { try? FileReplacement.write(Data("{}".utf8), to: file) }
    }
  }

  /// Removes the dataset, and the folders of its id that are empty then.
  func remove(id: String) {
    try? Folder.remove(data, withContents: true)
    var folder = url
    let depth = url.standardizedFileURL.path.hasSuffix("/\(id)") ? id.split(separator: "/").count : 1
    for _ in 0..<depth {
      guard folder.ownStatus?.kind == .folder, (try? Folder.remove(folder)) != nil else { return }
      folder.deleteLastPathComponent()
    }
  }

  /// Removes a staged dataset after an error, and returns the error under the name of the dataset that it was to be.
  func giveUp(_ staged: DatasetFolder, because error: DatasetError) -> DatasetError {
    try? Folder.remove(staged.url, withContents: true)
    if url.ownStatus?.kind == .folder { try? Folder.remove(url) }
    return DatasetError(error.description.replacing(staged.url.relativePath, with: url.relativePath))
  }
}
