extension RowBuffer {
  /// The number of rows that there is room for.
  public var capacity: Int { stride > 0 ? memory.byteCount / stride : count }

  /// Makes room for some rows in all; those that are there stay.
  public mutating func reserveCapacity(_ rows: Int) {
    guard rows > capacity else { return }
    precondition(memory.isOwned, "borrowed rows cannot grow from \(count) to \(rows)")
    let larger = RowMemory(byteCount: rows * stride)
    larger.start.copyMemory(from: memory.start, byteCount: count * stride)
    memory = larger
  }

  /// Makes flags of bytes from elsewhere: a `Bool` may be nothing but 0 and 1.
  public mutating func makeFlagsValid() {
    for field in layout.fields where field.kind == .bool {
      let start = mutableStart() + field.offset
      for row in 0..<count {
        let flags = (start + row * stride).assumingMemoryBound(to: UInt8.self)
        for index in 0..<field.count { flags[index] = min(flags[index], 1) }
      }
    }
  }

  /// Drops rows from the end or adds some there, whose numbers are arbitrary; memory stays, or at least doubles.
  public mutating func resize(to rows: Int) {
    precondition(rows >= 0, "there cannot be \(rows) rows")
    if rows > capacity { reserveCapacity(max(rows, 2 * capacity)) }
    count = rows
  }
}
