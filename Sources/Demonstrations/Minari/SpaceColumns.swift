import CHDF5
import Simulation

/// One array of a dataset that holds a space's elements, or a part of each.
struct SpaceColumn: Equatable {
  /// The suffix of the array's name, after the name of the whole, such as `/_index_0`.
  let suffix: String
  /// The kind of the numbers.
  let kind: ScalarKind
  /// The shape of one row; empty for one number.
  let shape: [Int]
  /// The offset of the part in an element's row.
  let byteOffset: Int
  /// True if Minari takes the part for pictures, which it stores as JPEG unless it is told not to.
  let isPicture: Bool

  /// The number of numbers of each element that it holds.
  var width: Int { shape.reduce(1, *) }

  /// The layout of a row of the part alone.
  var layout: RowLayout { RowLayout(kind, shape: shape) }
}

extension SpaceDescriptor {
  /// The arrays that hold elements: one, or one for each part of a tuple or a dictionary.
  var columns: [SpaceColumn] {
    let layout = layout
    return leaves.map { leaf in
      let field = layout.fields[leaf.field]
      return SpaceColumn(
        suffix: leaf.path.map { "/\($0.minariName)" }.joined(), kind: field.kind,
        shape: leaf.space.layout.fields[0].shape,
        byteOffset: field.offset + leaf.start * field.kind.size, isPicture: leaf.space.isPicture)
    }
  }

  /// True if elements can be read and stored.
  var isStorable: Bool {
    hasUsableParts
      && columns.allSatisfy {
        $0.kind.cScalar != nil && $0.shape.count < 7
          && "observations\($0.suffix)".utf8.count < Int(CH5_LONGEST_PATH)
      }
  }

  /// True if there are numbers in all parts, and those of dictionaries have usable names, in the order in which they
  /// are read back.
  private var hasUsableParts: Bool {
    switch self {
    case .tuple(let parts): !parts.isEmpty && parts.allSatisfy(\.hasUsableParts)
    case .dictionary(let parts):
      !parts.isEmpty && self == .dictionary(sorting: parts)
        && parts.allSatisfy { $0.hasStorableName && $0.space.hasUsableParts }
    default: scalarCount > 0
    }
  }

  /// True if Minari takes a box for pictures, which it stores as JPEG unless it is told not to.
  var isPicture: Bool {
    guard case .box(.uint8, let shape, let low, let high) = self else { return false }
    return (2...3).contains(shape.count) && shape[0] >= 32 && shape[1] >= 32 && low.allSatisfy { $0 == 0 }
      && high.allSatisfy { $0 == 255 }
  }

  /// Returns the first row that cannot be learned from: one with a category or a bit that there is not, or a number that
  /// is not finite.
  package func demonstrationFault(in rows: RowBuffer) -> RowFault? {
    (leaves.compactMap(rows.firstThatIsNotFinite) + [fault(in: rows)].compactMap(\.self)).min { $0.row < $1.row }
  }
}

extension NamedSpace {
  /// True if a group or an array of a file can have the name.
  var hasStorableName: Bool {
    !name.isEmpty && name != "." && name.utf8.count <= Int(CH5_LONGEST_NAME)
      && name.utf8.allSatisfy { $0 != UInt8(ascii: "/") && $0 != 0 }
  }
}

extension SpaceLeaf.Step {
  /// The name of the part's group or array in a dataset.
  fileprivate var minariName: String {
    switch self {
    case .index(let index): "_index_\(index)"
    case .key(let name): name
    }
  }
}

extension RowBuffer {
  /// Returns a part of every row.
  func column(_ part: RowLayout, atByte offset: Int) -> RowBuffer {
    var column = RowBuffer(part, count: count)
    if part.stride == stride { return converted(to: part) ?? self }
    column.copyRows(0..<count, of: self, fromByte: offset)
    return column
  }

  /// Copies rows into a part of every row.
  mutating func copyColumn(_ column: RowBuffer, atByte offset: Int) {
    for row in 0..<count { copyRow(row, of: column, to: row, atByte: offset) }
  }

  /// Returns the first row with a float that is not finite in a part; `nil` if there is none.
  fileprivate func firstThatIsNotFinite(_ leaf: SpaceLeaf) -> RowFault? {
    func find<Number: RowScalar & BinaryFloatingPoint>(_: Number.Type) -> RowFault? {
      first(of: leaf, as: Number.self) { !$1.isFinite }.map {
        RowFault(row: $0.row, reason: "holds \($0.number), where numbers must be finite")
      }
    }
    return switch layout.fields[leaf.field].kind {
    case .float32: find(Float.self)
    case .float64: find(Double.self)
    default: nil
    }
  }
}
