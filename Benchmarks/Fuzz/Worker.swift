import Foundation
import Simulation

/// Reads damaged files one after the other, in a process that may die of it.
///
/// It writes a line to standard output before each, and one after it, so that whoever started it knows which file it died
/// of.
struct Worker {
  let format: any Format
  let seeds: URL
  let seed: UInt64
  let range: Range<Int>
  /// True if the reason for which a file is refused is written to standard error.
  let isLoud: Bool

  func run() throws {
    let known = try JSONDecoder().decode([Seed].self, from: Data(contentsOf: seeds.appending(path: "seeds.json")))
    let own = seeds.appending(path: "worker-\(getpid())")
    try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: own) }
    for seed in known {
      try FileManager.default.copyItem(at: seeds.appending(path: seed.folder), to: own.appending(path: seed.folder))
    }
    let sound = try known.map { try Data(contentsOf: seeds.appending(path: "\($0.folder)/\($0.file)")) }
    for number in range {
      var mutation = Mutation(seed: seed, number: number)
      let place = mutation.pick(Array(known.indices))
      let file = own.appending(path: "\(known[place].folder)/\(known[place].file)")
      try mutation.damage(sound[place], with: mutation.pick(sound)).write(to: file)
      say("\(number)")
      say(refusal(of: file, known[place]) == nil ? "accepted" : "refused")
      try sound[place].write(to: file)
    }
  }

  private func refusal(of file: URL, _ seed: Seed) -> String? {
    do {
      try format.read(file, of: seed)
      return nil
    } catch {
      if isLoud { FileHandle.standardError.write(Data("\(seed.folder): \(error)\n".utf8)) }
      return "\(error)"
    }
  }

  private func say(_ line: String) { FileHandle.standardOutput.write(Data("\(line)\n".utf8)) }
}
