import Synchronization

/// A pool of memory that intermediate results leave behind and the next ones use again.
///
/// Parameters bring a pool along, and everything computed from them takes its memory there, so that the steps of a
/// training loop, which compute the same shapes again and again, stop asking the system for memory after the first.
/// It may be used from several threads. What it holds is freed with it.
public final class MemoryPool: Sendable {
  private struct FreeList: @unchecked Sendable {
    var blocks: [[UnsafeMutablePointer<Float>]] = []
  }

  private let free = Mutex(FreeList())

  /// Makes an empty pool.
  public init() {}

  deinit {
    free.withLock { list in
      for blocks in list.blocks { blocks.forEach(Self.free) }
    }
  }

  /// The alignment of blocks in bytes: a cache line and the widest vector register.
  static let alignment = 64

  static func allocate(_ count: Int) -> UnsafeMutablePointer<Float> {
    let bytes = max(count, 1) * MemoryLayout<Float>.stride
    return UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: alignment).assumingMemoryBound(
      to: Float.self)
  }

  static func free(_ address: UnsafeMutablePointer<Float>) { UnsafeMutableRawPointer(address).deallocate() }

  func take(_ count: Int) -> UnsafeMutablePointer<Float> {
    let (sizeClass, size) = Self.sizeClass(count)
    let block = free.withLock { list in
      list.blocks.indices.contains(sizeClass) ? list.blocks[sizeClass].popLast() : nil
    }
    return block ?? Self.allocate(size)
  }

  func give(_ address: UnsafeMutablePointer<Float>, _ count: Int) {
    let sizeClass = Self.sizeClass(count).index
    free.withLock { list in
      while list.blocks.count <= sizeClass { list.blocks.append([]) }
      list.blocks[sizeClass].append(address)
    }
  }

  /// Returns the size class of a count.
  ///
  /// Sizes are rounded up to a quarter of a power of two, so that at most a fifth of a block is unused and batches
  /// of many sizes do not each leave blocks of their own.
  private static func sizeClass(_ count: Int) -> (index: Int, size: Int) {
    let quarters = max(count, 16) - 1
    let exponent = Int.bitWidth - quarters.leadingZeroBitCount - 3
    let mantissa = quarters >> exponent
    return (exponent * 4 + mantissa - 3, (mantissa + 1) << exponent)
  }
}
