import Foundation

/// A block of memory, owned or borrowed, aligned to 16 bytes.
@usableFromInline
final class RowMemory: @unchecked Sendable {
  @usableFromInline let start: UnsafeMutableRawPointer
  @usableFromInline let byteCount: Int
  /// The owner that keeps borrowed memory alive.
  private let lender: AnyObject?
  let isOwned: Bool

  /// Allocates zeros.
  @usableFromInline
  init(byteCount: Int) {
    // Zeros that the system hands out take no memory until they are touched.
    guard let start = calloc(max(byteCount, 1), 1) else {
      preconditionFailure("there is no memory for rows of \(byteCount) bytes")
    }
    self.start = start
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
    if isOwned { free(start) }
  }

  /// Returns memory of its own with the same first bytes, for one who changes what others share.
  ///
  /// - Precondition: The memory is not borrowed: what is written there is meant for the lender, not for a copy.
  @usableFromInline
  func copyToChange(keeping keptCount: Int) -> RowMemory {
    precondition(isOwned, "borrowed rows cannot be changed while there is a copy of them")
    let copy = RowMemory(byteCount: byteCount)
    copy.start.copyMemory(from: start, byteCount: keptCount)
    return copy
  }
}
