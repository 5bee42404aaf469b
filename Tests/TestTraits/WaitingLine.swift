/// A line of tests, of which one has its turn at a time; those that wait take no thread from others.
public actor WaitingLine {
  /// The line for HDF5, which does one thing at a time in the whole process.
  public static let hdf5 = WaitingLine()

  private var isTaken = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  /// Makes a line in which nobody waits.
  public init() {}

  /// Waits until everybody who came before has left.
  public func enter() async {
    guard isTaken else { return isTaken = true }
    await withCheckedContinuation { waiting.append($0) }
  }

  /// Gives the turn to the next in the line.
  public func leave() {
    if waiting.isEmpty { isTaken = false } else { waiting.removeFirst().resume() }
  }
}
