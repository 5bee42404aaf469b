import Foundation
import Simulation
import Training

/// A JSON array of actions, one per step.
///
/// The text is kept and read again for each use: it is smaller than anything that could be made of it.
struct ActionFile {
  private let path: String
  private let bytes: [UInt8]
  /// The number of actions.
  let count: Int

  /// The most that is read: more is no list of actions, but a device that never ends.
  private static let mostBytes = 1 << 32

  /// Reads a file, a pipe, or standard input for `-`.
  init(_ path: String) throws {
    self.path = path == "-" ? "standard input" : path
    do {
      bytes = try Self.bytes(of: path)
    } catch {
      throw WrongUse("The actions in \(path) cannot be read: \(error.reason).")
    }
    var (scanner, count) = (ActionScanner(bytes), 0)
    do {
      while try scanner.advance() { count += 1 }
    } catch {
      throw WrongUse(
        "\(self.path) is no JSON array with one action per step, each a number or an array of numbers, "
          + "such as [0, 1, 1] or [[0.5], [-1.0]]; \(error.offset) of its \(bytes.count) bytes are right.")
    }
    self.count = count
  }

  /// Hands the first actions to `body`, each as a row for a space.
  ///
  /// Numbers beyond the bounds of a box are handed over as they are: tasks cut them, as Gymnasium's do.
  func forEach(
    first count: Int, in descriptor: SpaceDescriptor, as row: inout RowBuffer,
    _ body: (borrowing RowBuffer) throws -> Void
  ) throws {
    // The bytes of several fields are not what one would write.
    guard descriptor.layout.kind != nil, let space = descriptor.space else {
      throw WrongUse("Actions of \(descriptor) cannot be read from a file.")
    }
    try forEach(first: count, in: space, as: &row, body)
  }

  private func forEach<Actions: Space>(
    first count: Int, in space: Actions, as row: inout RowBuffer, _ body: (borrowing RowBuffer) throws -> Void
  ) throws {
    typealias Scalar = Actions.Scalar
    let (size, isReal) = (space.scalarCount, Scalar.kind.isFloatingPoint)
    var scanner = ActionScanner(bytes)
    var action: [Scalar] = []
    for index in 0..<count {
      guard try scanner.advance() else { break }
      action.removeAll(keepingCapacity: true)
      for number in scanner.numbers {
        if let number = isReal ? Scalar(clamping: number) : Scalar(exactly: number) { action.append(number) }
      }
      let isWhole = scanner.numbers.count == size && action.count == size
      guard isWhole, isReal ? action.allSatisfy(\.floatValue.isFinite) : space.contains(action) else {
        throw misfit(index, scanner, in: space)
      }
      row.replaceNumbers(with: action)
      try body(row)
    }
  }

  private func misfit(_ index: Int, _ scanner: ActionScanner, in space: any Space) -> WrongUse {
    let (count, expected) = (scanner.numbers.count, space.scalarCount)
    let texts = scanner.numbers.prefix(16).map(NumberFormat.plain) + (count > 16 ? ["…"] : [])
    let action = scanner.isArray ? "[\(texts.joined(separator: ", "))]" : texts.joined()
    let problem = count == expected ? "" : "has \(NumberFormat.count(count, "number")) instead of \(expected) and "
    return WrongUse("Action \(index) in \(path) is \(action), which \(problem)is not in \(space.descriptor).")
  }

  /// Everything up to the end of a file: a pipe does not know its length beforehand.
  private static func bytes(of path: String) throws(ReadingFailure) -> [UInt8] {
    let descriptor = path == "-" ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw ReadingFailure(errno) }
    defer { close(descriptor) }
    var (bytes, chunk): ([UInt8], [UInt8]) = ([], [UInt8](repeating: 0, count: 1 << 18))
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw ReadingFailure(errno) }
      guard bytes.count + count <= mostBytes else { throw ReadingFailure(EFBIG) }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
    }
  }
}

/// A failure to read a file, with the system's reason.
private struct ReadingFailure: Error {
  let reason: String

  init(_ code: Int32) { reason = String(cString: strerror(code)) }
}
