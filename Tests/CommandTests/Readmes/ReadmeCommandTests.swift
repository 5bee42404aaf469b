import Foundation
import Safetensors
import TestSupport
import TestTraits
import Testing

/// What the READMEs tell a user to type is typed: page by page, from top to bottom, in a folder of its own.
@Suite("A page for users", .mayHang()) struct ReadmeCommandTests {
  @Test("says to type what runs", arguments: Readme.all.filter { !$0.blocks(in: "sh").isEmpty })
  func runs(page: Readme) throws {
    let folder = try TemporaryFolder()
    try prepare(folder)
    let script = page.blocks(in: "sh").map(\.text).joined(separator: "\n")
    try Data("set -e\n\(script)\n".utf8).write(to: folder.file("script.sh"))
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["script.sh"]
    process.currentDirectoryURL = folder.url
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    process.environment = [
      "PATH": "\(folder.file("bin").path):\(path)", "HOME": folder.file("home").path,
      "MINARI_DATASETS_PATH": folder.file("datasets").path, "PROGRAM": Palaestra.program.path,
    ]
    let log = folder.file("log.txt")
    try Data().write(to: log)
    process.standardOutput = try FileHandle(forWritingTo: log)
    process.standardError = process.standardOutput
    process.standardInput = FileHandle.nullDevice
    try process.runWithSignalsUnblocked()
    process.waitUntilExit()
    let said = try String(contentsOf: log, encoding: .utf8).split(separator: "\n").suffix(12)
    #expect(process.terminationStatus == 0, "\(page.path):\n\(said.joined(separator: "\n"))")
  }

  @Test("names files that are there", arguments: Readme.all)
  func files(page: Readme) throws {
    let here = Readme.repository.appending(path: page.path).deletingLastPathComponent()
    let text = page.prose + page.blocks.map(\.text).joined(separator: "\n")
    for match in text.matches(of: #/\b(?:agents|envs|Sources|Tests|Benchmarks|assets)\/[\w\/.+-]*\w(?![\w…])/#) {
      let isThere = [Readme.repository, here].contains {
        FileManager.default.fileExists(atPath: $0.appending(path: String(match.output)).path)
      }
      #expect(isThere, "\(page.path) names \(match.output), which is not there")
    }
    for match in page.prose.matches(of: #/\]\((?!https?:|#)([^)#\s]+)/#) {
      let target = here.appending(path: String(match.output.1)).path
      #expect(FileManager.default.fileExists(atPath: target), "\(page.path) leads to \(match.output.1)")
    }
    for match in page.prose.matches(of: #/<doc:([^>]+)>/#) {
      let article = here.appending(path: "\(match.output.1).md").path
      #expect(FileManager.default.fileExists(atPath: article), "\(page.path) leads to \(match.output.1)")
    }
  }

  @Test("has at most 150 lines, if it is the front page")
  func length() throws {
    let text = try String(contentsOf: Readme.repository.appending(path: "README.md"), encoding: .utf8)
    #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count <= 151)
  }

  @Test("leads to headings that are there", arguments: Readme.all)
  func headings(page: Readme) throws {
    let here = Readme.repository.appending(path: page.path).deletingLastPathComponent()
    for match in page.prose.matches(of: #/\]\((?!https?:)([^)#\s]*)#([^)\s]+)\)/#) {
      let file = match.output.1.isEmpty ? page.path : String(match.output.1)
      let base = match.output.1.isEmpty ? Readme.repository : here
      let path = base.appending(path: file).standardizedFileURL.path
      let target = Readme.all.first { Readme.repository.appending(path: $0.path).path == path }
      let anchors = try #require(target, "\(page.path) leads into \(file), which is no page").anchors
      #expect(anchors.contains(String(match.output.2)), "\(page.path) leads to #\(match.output.2) of \(file)")
    }
  }

  @Test("names experiments that there are", arguments: Readme.all)
  func experiments(page: Readme) throws {
    let text = page.prose + page.blocks.map(\.text).joined(separator: "\n")
    for match in text.matches(of: #/Benchmarks\/run ([a-z-]+)/#) {
      #expect(Self.experiments.contains(String(match.output.1)), "\(page.path) runs \(match.output.1)")
    }
  }

  /// The names that `Benchmarks/run` takes, as the sources declare them.
  private static let experiments: Set<String> = {
    let folder = Readme.repository.appending(path: "Benchmarks")
    var names: Set<String> = []
    for part in ["Experiments", "Fuzz"] {
      let files = FileManager.default.enumerator(atPath: folder.appending(path: part).path)
      for case let file as String in files ?? .init() where file.hasSuffix(".swift") {
        let text = try? String(contentsOf: folder.appending(path: "\(part)/\(file)"), encoding: .utf8)
        names.formUnion((text ?? "").matches(of: #/commandName: "([a-z-]+)"/#).map { String($0.output.1) })
      }
    }
    return names
  }()

  /// Puts what the pages call into a folder: `./palaestra`, the scripts of the repository, and programs of others.
  private func prepare(_ folder: TemporaryFolder) throws {
    for name in ["bin", "home"] {
      try FileManager.default.createDirectory(at: folder.file(name), withIntermediateDirectories: true)
    }
    try write(Self.quickPalaestra, to: folder.file("palaestra"))
    // What PyTorch would have written.
    var network = SafetensorsWriter()
    for (name, shape) in [("0.weight", [64, 4]), ("0.bias", [64]), ("2.weight", [2, 64]), ("2.bias", [2])] {
      network.add("q_net.\(name)", [Float](repeating: 0.1, count: shape.reduce(1, *)), shape: shape)
    }
    try network.write(to: folder.file("mine.safetensors"))
    // What is not ours, or would take hours, only has to be called by a name that exists.
    for name in ["pip", "python", "tensorboard"] { try write("#!/bin/sh\n", to: folder.file("bin/\(name)")) }
    for name in ["agents", "Benchmarks", "assets"] {
      let files = FileManager.default.enumerator(atPath: Readme.repository.appending(path: name).path)
      for case let file as String in files ?? .init() where !file.contains(".") {
        let script = Readme.repository.appending(path: "\(name)/\(file)").path
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: script, isDirectory: &isFolder), !isFolder.boolValue,
          FileManager.default.isExecutableFile(atPath: script)
        else { continue }
        let stand = folder.file("\(name)/\(file)")
        try FileManager.default.createDirectory(
          at: stand.deletingLastPathComponent(), withIntermediateDirectories: true)
        try write("#!/bin/sh\n", to: stand)
      }
    }
  }

  private func write(_ text: String, to file: URL) throws {
    try Data(text.utf8).write(to: file)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
  }

  /// The script that stands for `./palaestra`, where what would take minutes takes seconds.
  ///
  /// An option that is given twice counts the last time, so that all of a command is still read.
  private static let quickPalaestra = #"""
    #!/bin/sh
    set -eu
    unset DISPLAY
    echo "palaestra $*"
    command=$1
    has() { case " $line " in *" $1 "*) true ;; *) false ;; esac; }
    line=$*
    case $command in
      demo | test | build)
        # They train for minutes, or are the launcher's own.
        exit 0 ;;
      train)
        # Enough updates for a world to be there, which is small. Without a plan of its own a resumed run goes on a little.
        steps=300
        has --resume && steps=400
        # A transformer's updates are slow.
        has sequence && steps=20
        has --resume || set -- "$@" --eval-every 0
        if has clm; then
          for setting in hiddenSizes=8 worldStarts=200 worldWarmup=5 generatorHiddenSizes=16 discriminatorHiddenSizes=16; do
            set -- "$@" --set "$setting"
          done
        fi
        if has --levels; then
          for setting in levelInterval=100 levelUpdates=2 levelsMade=4 levelsDesigned=20 levelWarmup=20 levelRealism=0; do
            set -- "$@" --set "$setting"
          done
        fi
        exec "$PROGRAM" "$@" --steps "$steps" ;;
      meta)
        case $line in
          *" train "*) set -- "$@" --steps 10 --eval-every 0 ;;
          *" eval "*) set -- "$@" --episodes 2 ;;
        esac
        exec "$PROGRAM" "$@" ;;
      eval)
        exec "$PROGRAM" "$@" --episodes 2 ;;
      bench)
        exec "$PROGRAM" "$@" CartPole-v1 --runs 1 ;;
      watch)
        has --record || set -- "$@" --record shown.png
        exec "$PROGRAM" "$@" --steps 20 ;;
      record)
        if has --steps; then set -- "$@" --steps 300; else set -- "$@" --episodes 10; fi
        exec "$PROGRAM" "$@" ;;
      play)
        # All of the command is read before a display is looked for.
        if "$PROGRAM" "$@" 2>said.txt; then exit 1; fi
        grep -q "DISPLAY" said.txt || { cat said.txt; exit 1; } ;;
      datasets)
        case $line in *filter*) set -- "$@" --min-return=-1000 ;; esac
        exec "$PROGRAM" "$@" ;;
      *)
        exec "$PROGRAM" "$@" ;;
    esac
    """#
}
