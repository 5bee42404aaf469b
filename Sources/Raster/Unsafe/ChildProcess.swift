import Files
import Foundation

/// A child process: another program, started by this one and fed through its standard input.
///
/// It is in a process group of its own: Ctrl-C on the terminal is for this program, which decides what becomes of the
/// other. The start needs no descriptors but those given, and every refusal of the system's is an error in its words;
/// Foundation's own way ends the process when there are too few.
final class ChildProcess {
  /// The termination of a program: its exit status or the signal that ended it.
  enum Ending: Equatable, CustomStringConvertible {
    case status(Int32)
    case signal(Int32)
    /// The system does not tell.
    case unknown

    var description: String {
      switch self {
      case .status(let status): "status \(status)"
      case .signal(let signal): "signal \(signal)"
      case .unknown: "unknown ending"
      }
    }
  }

  private let identifier: pid_t
  private let log: FileDescriptor
  private var ending: Ending?

  /// Starts a program, whose standard output is dropped.
  ///
  /// - Parameters:
  ///   - program: Its file.
  ///   - arguments: The arguments, their bytes as `String(pathBytes:)` has them.
  ///   - input: The number of the descriptor that becomes its standard input.
  init(_ program: URL, _ arguments: [String], input: Int32) throws(FileError) {
    var ends: (Int32, Int32) = (-1, -1)
    let result = withUnsafeMutableBytes(of: &ends) { pipe($0.assumingMemoryBound(to: Int32.self).baseAddress) }
    guard result == 0 else { throw FileError() }
    log = FileDescriptor(ends.0)
    let writer = FileDescriptor(ends.1)
    // A log that nobody reads meanwhile must not stop the program once it is full.
    for number in [ends.0, ends.1] {
      _ = fcntl(number, F_SETFD, FD_CLOEXEC)
      _ = fcntl(number, F_SETFL, O_NONBLOCK)
    }
    identifier = try Self.start([program.path] + arguments, input: input, log: writer.number)
  }

  deinit { kill() }

  /// Waits for the end.
  func waitForEnd() -> Ending {
    if let ending { return ending }
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) < 0 {
      guard errno == EINTR else { return note(.unknown) }
    }
    let signal = status & 0x7F
    return note(signal == 0 ? .status(status >> 8 & 0xFF) : .signal(signal))
  }

  /// Ends it at once, unless it has ended.
  func kill() {
    guard ending == nil else { return }
    Foundation.kill(identifier, SIGKILL)
    _ = waitForEnd()
  }

  /// The first 64 KiB that the program has written to its standard error since this was last read.
  var complaint: String { String(decoding: (try? log.read(atMost: 1 << 16)) ?? [], as: UTF8.self) }

  private func note(_ ending: Ending) -> Ending {
    self.ending = ending
    return ending
  }

  private static func start(_ words: [String], input: Int32, log: Int32) throws(FileError) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, log, STDERR_FILENO)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var (none, ordinary) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigemptyset(&ordinary)
    for signal in [SIGPIPE, SIGXFSZ, SIGTERM] { sigaddset(&ordinary, signal) }
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &ordinary)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    var identifier: pid_t = 0
    let code = withWords(words) { arguments in
      withWords(EnvironmentVariables.all.map { "\($0.name)=\($0.value)" }) { environment in
        arguments[0].map { posix_spawn(&identifier, $0, &actions, &attributes, arguments, environment) } ?? EINVAL
      }
    }
    guard code == 0 else { throw FileError(code: code) }
    return identifier
  }

  /// Lends texts to C as a list that ends with a null pointer.
  private static func withWords<Result>(
    _ words: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let copies = words.map { word in
      strndup(word.pathBytes.map(CChar.init(bitPattern:)) + [0], word.pathBytes.count)
    }
    defer { for copy in copies { free(copy) } }
    return body(copies + [nil])
  }
}
