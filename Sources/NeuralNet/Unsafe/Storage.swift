/// The memory of a tensor or of a network's parameters.
///
/// Tensors share it and read it; the one place that writes to it is the operation that fills it, before anyone else can
/// see it, and the owner of parameters, who asks first whether it is shared. That is why it may cross threads.
final class Storage: @unchecked Sendable {
  private(set) var address: UnsafeMutablePointer<Float>
  let count: Int
  let pool: MemoryPool?
  private let ownsMemory: Bool

  /// Takes memory for `count` numbers, which are undefined, from a pool if there is one.
  init(count: Int, pool: MemoryPool? = nil) {
    self.count = count
    self.pool = pool
    ownsMemory = true
    address = pool?.take(count) ?? MemoryPool.allocate(count)
  }

  /// A window on memory that someone else owns, and that must stay there while the window is used.
  init(windowOn address: UnsafeMutablePointer<Float>, count: Int) {
    self.count = count
    self.address = address
    pool = nil
    ownsMemory = false
  }

  /// Puts a window on other memory.
  func move(to address: UnsafeMutablePointer<Float>) {
    precondition(!ownsMemory, "only a window can be moved")
    self.address = address
  }

  deinit {
    guard ownsMemory else { return }
    if let pool { pool.give(address, count) } else { MemoryPool.free(address) }
  }
}
