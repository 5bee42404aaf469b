/// A block of memory, owned or borrowed.
@usableFromInline
final class RowMemory: @unchecked Sendable {
  @usableFromInline let start: UnsafeMutableRawPointer
  @usableFromInline let byteCount: Int
  /// The owner that keeps borrowed memory alive.
  private let lender: AnyObject?
  private let isOwned: Bool

  /// Allocates zeros.
  @usableFromInline
  init(byteCount: Int) {
    start = .allocate(byteCount: max(byteCount, 1), alignment: 64)
    start.initializeMemory(as: UInt8.self, repeating: 0, count: byteCount)
    self.byteCount = byteCount
    lender = nil
    isOwned = true
  }

  /// Uses the memory of a lender, which stays alive with it.
  init(borrowing start: UnsafeMutableRawPointer, byteCount: Int, from lender: AnyObject?) {
    self.start = start
    self.byteCount = byteCount
    self.lender = lender
    isOwned = false
  }

  deinit {
    if isOwned { start.deallocate() }
  }

  /// Returns memory of its own with the same bytes, for one who changes what others share.
  ///
  /// - Precondition: The memory is not borrowed: what is written there is meant for the lender, not for a copy.
  @usableFromInline
  func copyToChange() -> RowMemory {
    precondition(isOwned, "borrowed rows cannot be changed while there is a copy of them")
    let copy = RowMemory(byteCount: byteCount)
    copy.start.copyMemory(from: start, byteCount: byteCount)
    return copy
  }
}
