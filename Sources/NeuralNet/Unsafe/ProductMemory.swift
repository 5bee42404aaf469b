import Foundation

/// The memory that OpenBLAS takes for its first product.
public enum ProductMemory {
  /// The size of one allocation of OpenBLAS in bytes, with room for what else goes on.
  private static let byteCount = 160 << 20

  /// The error of too little address space.
  public struct Shortage: Error, CustomStringConvertible, Sendable {
    /// The error in one sentence.
    public let description =
      "Products of matrices need \(ProductMemory.byteCount >> 20) MB of address space that the process may not have; raise the "
      + "limit, as by `ulimit -v unlimited`."
  }

  /// Throws if there is no room for that memory; OpenBLAS would ask again and again for ever.
  public static func check() throws(Shortage) {
    let memory = mmap(nil, byteCount, PROT_NONE, MAP_PRIVATE | Int32(MAP_ANONYMOUS), -1, 0)
    guard let memory, memory != MAP_FAILED else { throw Shortage() }
    munmap(memory, byteCount)
  }
}
