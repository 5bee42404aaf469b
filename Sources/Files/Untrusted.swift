/// Arithmetic on numbers from outside, which may be anything: a file's header can claim any size.
///
/// Every function answers `nil` where a number is negative, overflows, or goes beyond what it is believed up to, such as
/// what the bytes of the file can hold.
///
/// ```swift
/// guard let count = Untrusted.product(shape, atMost: file.byteCount / 4) else { throw … }
/// ```
public enum Untrusted {
  /// The product of counts, such as the size of a shape; 1 for none.
  public static func product(_ counts: some Collection<Int>, atMost limit: Int = .max) -> Int? {
    guard counts.allSatisfy({ $0 >= 0 }) else { return nil }
    // A count of nothing settles the product, however large the others are.
    guard !counts.contains(0) else { return 0 }
    var product = 1
    for count in counts {
      let (next, overflows) = product.multipliedReportingOverflow(by: count)
      guard !overflows, next <= limit else { return nil }
      product = next
    }
    return product
  }

  /// The sum of counts; 0 for none.
  public static func sum(_ counts: some Sequence<Int>, atMost limit: Int = .max) -> Int? {
    var sum = 0
    for count in counts {
      let (next, overflows) = sum.addingReportingOverflow(count)
      guard count >= 0, !overflows, next <= limit else { return nil }
      sum = next
    }
    return sum
  }

  /// A count that was stored as a number with a fraction.
  public static func count(_ number: Double, atMost limit: Int = .max) -> Int? {
    guard let count = Int(exactly: number), count >= 0, count <= limit else { return nil }
    return count
  }
}

/// A count that is stored with a value and read back: a whole number from 0 to 2⁵³, which goes on being counted without
/// ever reaching the end of the integers.
///
/// A file that says anything else is refused.
@propertyWrapper
public struct StoredCount: Codable, Hashable, Sendable {
  /// The count.
  public var wrappedValue: Int

  /// Begins to count.
  public init(wrappedValue: Int) { self.wrappedValue = wrappedValue }

  /// Reads a count.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let count = try container.decode(Int.self)
    guard Untrusted.counts.contains(count) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "\(count) is no count from 0 to 2⁵³")
    }
    wrappedValue = count
  }

  /// Writes the count as a number.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(wrappedValue)
  }
}

extension Untrusted {
  /// The range in which counts are believed: 2⁵³ is more than any run takes, and every JSON reader has it exactly.
  public static let counts = 0...1 << 53
}
