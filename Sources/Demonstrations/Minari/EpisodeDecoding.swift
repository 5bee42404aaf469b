import CHDF5
import Simulation

extension EpisodeGroup {
  /// How many steps the episode has.
  func length() throws(DatasetError) -> Int {
    let description = try description(of: "rewards")
    guard description.extents.count == 1, [CH5KindFloat, CH5KindInteger].contains(description.kind) else {
      throw damage("rewards", "there is no row of numbers")
    }
    return description.extents[0]
  }

  /// The rewards.
  func rewards(_ length: Int) throws(DatasetError) -> [Double] { try array("rewards", count: length) }

  /// How the episode ended.
  ///
  /// - Throws: If it goes on after its end.
  func ending(_ length: Int) throws(DatasetError) -> EpisodeStatus {
    let (terminations, truncations) = (try flags("terminations", length), try flags("truncations", length))
    let isOver = terminations.indices.filter { terminations[$0] != 0 || truncations[$0] != 0 }
    if let first = isOver.first, first < length - 1 {
      throw damage("end", "it ends at step \(first) and yet has \(length) steps")
    }
    guard let last = terminations.last, last == 0 else { return length == 0 ? .running : .terminated }
    return truncations.last == 0 ? .running : .truncated
  }

  private func flags(_ name: String, _ length: Int) throws(DatasetError) -> [UInt8] {
    let description = try description(of: name)
    guard description.extents == [length], [CH5KindBool, CH5KindInteger].contains(description.kind) else {
      throw damage(name, "there is no row of \(length) flags")
    }
    return try array(name, count: length)
  }

  /// Reads rows of elements of a space.
  func elements<Scalar: SpaceScalar>(
    _ name: String, rows: Int, of space: SpaceDescriptor, as: Scalar.Type = Scalar.self
  ) throws(DatasetError) -> [Scalar] {
    let columns = space.columns
    if columns.count == 1 { return try column(name, columns[0], rows: rows, of: space) }
    var elements = [Scalar](repeating: .zero, count: rows * space.scalarCount)
    for part in columns {
      let values: [Scalar] = try column(name, part, rows: rows, of: space)
      for row in 0..<rows {
        for index in 0..<part.width {
          elements[row * space.scalarCount + part.offset + index] = values[row * part.width + index]
        }
      }
    }
    return elements
  }

  private func column<Scalar: SpaceScalar>(
    _ name: String, _ column: SpaceColumn, rows: Int, of space: SpaceDescriptor
  ) throws(DatasetError) -> [Scalar] {
    let path = name + column.suffix
    let description = try description(of: path)
    if space.isPicture, description.mayHoldJPEG(rows: rows) {
      let pixels: Any = try pictures(path, description, shape: column.shape)
      return pixels as? [Scalar] ?? []
    }
    // One number a row may have an axis of its own.
    guard description.extents == [rows] + column.shape || column.width == 1 && description.extents == [rows, 1]
    else {
      throw damage(path, "\(rows) rows of \(space) were expected, but its shape is \(description.extents)")
    }
    guard description.holds(space.scalarKind) else {
      throw damage(path, "it does not hold numbers of \(space)")
    }
    guard let type = Scalar.self as? any DatasetScalar.Type else { return [] }
    let values: Any = try array(path, count: rows * column.width, as: type)
    return values as? [Scalar] ?? []
  }

  /// Reads pictures that are stored as JPEG.
  private func pictures(
    _ path: String, _ description: Description, shape: [Int]
  ) throws(DatasetError) -> [UInt8] {
    var pixels: [UInt8] = []
    for (index, file) in try rows(path, description).enumerated() {
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
  fileprivate func array(_ path: String, count: Int, as type: any DatasetScalar.Type) throws(DatasetError) -> Any {
    func read<Scalar: DatasetScalar>(_: Scalar.Type) throws(DatasetError) -> Any {
      let values: [Scalar] = try array(path, count: count)
      return values
    }
    return try read(type)
  }
}

extension EpisodeGroup.Description {
  /// Whether each row may be a JPEG file, as Minari stores pictures; files of one length stand in one array of bytes.
  fileprivate func mayHoldJPEG(rows: Int) -> Bool {
    kind == CH5KindRows && extents == [rows]
      || holds(.bytes) && extents.count == 2 && extents[0] == rows && extents[1] > 0
  }

  /// Whether the numbers can be read as those of a space.
  fileprivate func holds(_ kind: SpaceScalarKind?) -> Bool {
    switch kind {
    case .floats: self.kind == CH5KindFloat
    case .integers: self.kind == CH5KindInteger
    case .bytes: self.kind == CH5KindInteger && byteCount == 1
    case nil: false
    }
  }
}
