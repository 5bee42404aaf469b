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
    try numbers("rewards", count: length, within: &allowance)
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

  /// Returns the numbers that were drawn for the episode, of parameters that vary.
  func drawnParameters(_ names: some Sequence<String>) throws(DatasetError) -> [String: Double] {
    var parameters: [String: Double] = [:]
    for name in names { parameters[name] = try realNumber(Self.attributeName(ofParameter: name)) }
    return parameters
  }

  /// The name of the attribute that holds a drawn parameter.
  static func attributeName(ofParameter name: String) -> String { "parameter_\(name)" }

  private func flags(
    _ name: String, _ length: Int, _ allowance: inout UnfoldingAllowance
  ) throws(DatasetError) -> [UInt8] {
    let description = try description(of: name)
    guard description.extents == [length], [CH5KindBool, CH5KindInteger].contains(description.kind) else {
      throw damage(name, "there is no row of \(length) flags")
    }
    return try numbers(name, count: length, within: &allowance)
  }

  /// Reads rows of elements of a space.
  func elements(
    _ name: String, rows count: Int, of space: SpaceDescriptor, within allowance: inout UnfoldingAllowance
  ) throws(DatasetError) -> RowBuffer {
    let (layout, columns) = (space.layout, space.columns)
    var parts: [RowBuffer] = []
    for part in columns { parts.append(try column(name, part, rows: count, of: space, &allowance)) }
    if parts.count == 1 { return parts[0].converted(to: layout) ?? parts[0] }
    // Only now: there is room for as much as was read.
    var elements = RowBuffer(layout, count: count)
    for (part, column) in zip(parts, columns) { elements.copyColumn(part, atByte: column.byteOffset) }
    return elements
  }

  private func column(
    _ name: String, _ column: SpaceColumn, rows: Int, of space: SpaceDescriptor,
    _ allowance: inout UnfoldingAllowance
  ) throws(DatasetError) -> RowBuffer {
    let path = name + column.suffix
    let description = try description(of: path)
    if column.isPicture, description.mayHoldJPEG(rows: rows) {
      return try pictures(path, description, shape: column.shape, &allowance)
    }
    // One number a row may have an axis of its own.
    guard description.extents == [rows] + column.shape || column.width == 1 && description.extents == [rows, 1]
    else {
      throw damage(path, "\(rows) rows of \(space) were expected, but its shape is \(description.extents)")
    }
    guard description.holds(column.kind) else {
      throw damage(path, "it does not hold numbers of \(space)")
    }
    guard Untrusted.product([rows, column.width]) != nil else {
      throw damage(path, "\(rows) rows of \(column.width) numbers are more than there can be")
    }
    return try self.rows(path, of: column.layout, count: rows, within: &allowance)
  }

  /// Reads pictures that are stored as JPEG.
  private func pictures(
    _ path: String, _ description: Description, shape: [Int], _ allowance: inout UnfoldingAllowance
  ) throws(DatasetError) -> RowBuffer {
    var pixels: [UInt8] = []
    for (index, file) in try rows(path, description, within: &allowance).enumerated() {
      try allow(shape.reduce(1, *), 1, path, &allowance)
      do throws(JPEGDamage) {
        pixels += try JPEGDecoder().pixels(of: file, shape: shape)
      } catch {
        throw damage(path, "picture \(index) \(error.reason)")
      }
    }
    return RowBuffer(pixels, rowShape: shape)
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
  fileprivate func holds(_ kind: ScalarKind) -> Bool {
    switch kind {
    case .float16, .float32, .float64: self.kind == CH5KindFloat
    case .bool: self.kind == CH5KindBool
    case .int64: self.kind == CH5KindInteger
    default: self.kind == CH5KindInteger && byteCount <= kind.size
    }
  }
}
