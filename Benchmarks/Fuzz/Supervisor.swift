import Foundation

/// Starts workers anew whenever one dies or hangs, and counts.
struct Supervisor {
  /// The outcomes of a format's damaged files.
  struct Tally {
    var refused = 0
    var accepted = 0
    var crashes: [Int] = []
    var hangs: [Int] = []
  }

  let format: String
  let seeds: URL
  let seed: UInt64
  /// The longest time that a file may take, in seconds.
  let patience: Double

  func run(_ range: Range<Int>) throws -> Tally {
    var tally = Tally()
    var next = range.lowerBound
    while next < range.upperBound {
      let worker = try start(next..<range.upperBound)
      let last = follow(worker, &tally, from: next)
      next = last + 1
    }
    return tally
  }

  private func start(_ range: Range<Int>) throws -> (process: Process, output: FileHandle) {
    let process = Process()
    process.executableURL = URL(filePath: CommandLine.arguments[0])
    process.arguments = [
      format, "--seed", "\(seed)", "--only", "\(range.lowerBound)", "--mutations", "\(range.count)", "--worker",
      seeds.path,
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    process.environment = ProcessInfo.processInfo.environment.merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }
    try process.run()
    return (process, pipe.fileHandleForReading)
  }

  /// Follows a worker to its end, and returns the number of the last file that it has looked at.
  private func follow(_ worker: (process: Process, output: FileHandle), _ tally: inout Tally, from first: Int)
    -> Int
  {
    var (current, isOpen, hangs, rest) = (first - 1, false, false, Data())
    reading: while true {
      var poll = pollfd(fd: worker.output.fileDescriptor, events: Int16(POLLIN), revents: 0)
      guard Foundation.poll(&poll, 1, Int32(patience * 1000)) > 0 else {
        hangs = true
        kill(worker.process.processIdentifier, SIGKILL)
        break reading
      }
      let part = worker.output.availableData
      guard !part.isEmpty else { break }
      rest += part
      while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        let line = String(decoding: rest[..<end], as: UTF8.self)
        rest = Data(rest[(end + 1)...])
        switch line {
        case "refused": (tally.refused, isOpen) = (tally.refused + 1, false)
        case "accepted": (tally.accepted, isOpen) = (tally.accepted + 1, false)
        default: (current, isOpen) = (Int(line) ?? current, true)
        }
      }
    }
    worker.process.waitUntilExit()
    if hangs {
      tally.hangs.append(current)
    } else if isOpen || worker.process.terminationReason == .uncaughtSignal {
      tally.crashes.append(current)
    }
    return max(current, first)
  }
}
