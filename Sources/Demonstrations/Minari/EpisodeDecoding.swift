import CHDF5
import Files
import Simulation

extension EpisodeGroup {
  /// Returns the number of steps of the episode.
  func length() throws(DatasetError) -> Int {
    let description = try description(of: "rewards")
    guard description.extents.count == 1, [CH5KindFloat, CH5KindInteger].contains(description.kind) else {
      throw damage("rewards", "there is no row of numbers")
    }
    // There is one observation more.
    guard let length = Untrusted.sum([description.extents[0]], atMost: .max - 1) else {
      throw damage("rewards", "there are \(description.extents[0]) of them")
    }
    return length
  }

  /// Returns the rewards.
  func rewards(_ length: Int, within allowance: inout UnfoldingAllowance) throws(DatasetError) -> [Double] {
    try array("rewards", count: length, within: &allowance)
  }

  /// Returns the ending of the episode.
  ///
  /// - Throws: If it goes on after its end.
  func ending(_ length: Int, within allowance: inout UnfoldingAllowance) throws(DatasetError) -> EpisodeStatus {
    let terminations = try flags("terminations", length, &allowance)
    let truncations = try flags("truncations", length, &allowance)
    let end = terminations.indices.first { terminations[$0] != 0 || truncations[$0] != 0 }
    if let first = end, first < length - 1 {
      throw damage("end", "it ends at step \(first) and yet has \(length) steps")
    }
    guard let last = terminations.last, last == 0 else { return length == 0 ? .running : .terminated }
    return truncations.last == 0 ? .running : .truncated
  }

  private func flags(
    _ name: String, _ length: Int, _ allowance: inout UnfoldingAllowance
  ) throws(DatasetError) -> [UInt8] {
    let description = try description(of: name)
    guard description.extents == [length], [CH5KindBool, CH5KindInteger].contains(description.kind) else {
      throw damage(name, "there is no row of \(length) flags")
    }
    return try array(name, count: length, within: &allowance)
  }

  /// Reads rows of elements of a space.
  func elements<Scalar: SpaceScalar>(
    _ name: String, rows: Int, of space: SpaceDescriptor, as: Scalar.Type = Scalar.self,
    within allowance: inout UnfoldingAllowance
  ) throws(DatasetError) -> [Scalar] {
    let columns = space.columns
    if columns.count == 1 { return try column(name, columns[0], rows: rows, of: space, &allowance) }
    var parts: [[Scalar]] = []
    for part in columns { parts.append(try column(name, part, rows: rows, of: space, &allowance)) }
    var elements = [Scalar](repeating: .zero, count: rows * space.scalarCount)
    for (part, values) in zip(columns, parts) {
      for row in 0..<rows {
        for index in 0..<part.width {
          elements[row * space.scalarCount + part.offset + index] = values[row * part.width + index]
        }
      }
    }
    return elements
  }

  private func column<Scalar: SpaceScalar>(
    _ name: String, _ column: SpaceColumn, rows: Int, of space: SpaceDescriptor,
    _ allowance: inout UnfoldingAllowance
  ) throws(DatasetError) -> [Scalar] {
    let path = name + column.suffix
    let description = try description(of: path)
    if space.isPicture, description.mayHoldJPEG(rows: rows) {
      let pixels: Any = try pictures(path, description, shape: column.shape, &allowance)
      return pixels as? [Scalar] ?? []
    }
    // One number a row may have an axis of its own.
    guard description.extents == [rows] + column.shape || column.width == 1 && description.extents == [rows, 1]
    else {
      throw damage(path, "\(rows) rows of \(space) were expected, but its shape is \(description.extents)")
    }
    guard description.holds(space.readKind) else {
      throw damage(path, "it does not hold numbers of \(space)")
    }
    guard let type = Scalar.self as? any DatasetScalar.Type else { return [] }
    let count = try count(of: column, rows: rows, path)
    let values: Any = try array(path, count: count, as: type, within: &allowance)
    return values as? [Scalar] ?? []
  }

  private func count(of column: SpaceColumn, rows: Int, _ path: String) throws(DatasetError) -> Int {
    guard let count = Untrusted.product([rows, column.width]) else {
      throw damage(path, "\(rows) rows of \(column.width) numbers are more than there can be")
    }
    return count
  }

  /// Reads pictures that are stored as JPEG.
  private func pictures(
    _ path: String, _ description: Description, shape: [Int], _ allowance: inout UnfoldingAllowance
  ) throws(DatasetError) -> [UInt8] {
    var pixels: [UInt8] = []
    for (index, file) in try rows(path, description, within: &allowance).enumerated() {
      try allow(shape.reduce(1, *), 1, path, &allowance)
      do throws(JPEGDamage) {
        pixels += try JPEGDecoder().pixels(of: file, shape: shape)
      } catch {
        throw damage(path, "picture \(index) \(error.reason)")
      }
    }
    return pixels
  }
}

extension EpisodeGroup {
  fileprivate func array(
    _ path: String, count: Int, as type: any DatasetScalar.Type, within allowance: inout UnfoldingAllowance
  ) throws(DatasetError) -> Any {
    func read<Scalar: DatasetScalar>(_: Scalar.Type) throws(DatasetError) -> Any {
      let values: [Scalar] = try array(path, count: count, within: &allowance)
      return values
    }
    return try read(type)
  }
}

extension EpisodeGroup.Description {
  /// Returns true if each row may be a JPEG file, as Minari stores pictures; files of one length stand in one array of
  /// bytes.
  fileprivate func mayHoldJPEG(rows: Int) -> Bool {
    kind == CH5KindRows && extents == [rows]
      || holds(.uint8) && extents.count == 2 && extents[0] == rows && extents[1] > 0
  }

  /// Returns true if the numbers can be read as scalars of a kind.
  fileprivate func holds(_ kind: ScalarKind?) -> Bool {
    guard let kind else { return false }
    if kind.isFloatingPoint { return self.kind == CH5KindFloat }
    return self.kind == CH5KindInteger && (kind != .uint8 || byteCount == 1)
  }
}
