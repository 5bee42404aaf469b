import Safetensors
import Simulation

extension ScalarKind {
  /// The type of such numbers in a safetensors file.
  var elementType: SafetensorsElementType {
    let name = rawValue.replacing("uint", with: "U").replacing("int", with: "I").replacing("float", with: "F")
    guard let type = SafetensorsElementType(rawValue: name.uppercased()) else {
      preconditionFailure("safetensors have no \(self)")
    }
    return type
  }
}

extension SafetensorsWriter {
  /// Adds rows, which are read when the file is written; those of several fields as bytes.
  ///
  /// - Precondition: `shape` asks for as many numbers.
  public mutating func add(_ name: String, _ rows: RowBuffer, shape: [Int]) {
    let (type, shape) = rows.layout.stored(shape)
    add(name, as: type, shape: shape, byteCount: rows.count * rows.stride) { body in
      rows.bytes.withUnsafeBytes(body)
    }
  }
}

extension SafetensorsFile {
  /// The rows of a tensor.
  ///
  /// - Parameters:
  ///   - name: The tensor's name.
  ///   - layout: The layout of a row.
  ///   - shape: The shape that the caller relies on; its numbers fill whole rows.
  /// - Throws: A `SafetensorsError` if there is no such tensor, or it has another type or shape.
  public func rows(_ name: String, of layout: RowLayout, shape: [Int]) throws(SafetensorsError) -> RowBuffer {
    let (type, shape) = layout.stored(shape)
    // Nothing is made that the file cannot fill.
    try check(name, as: type, shape: shape)
    let count = shape.reduce(1, *) / (layout.kind == nil ? layout.stride : layout.scalarCount)
    var rows = RowBuffer(layout, count: count)
    var bytes = rows.mutableBytes
    try read(name, as: type, shape: shape, into: &bytes)
    rows.makeFlagsValid()
    return rows
  }
}

extension RowLayout {
  /// The type of the numbers in a file, and their shape, whose last size is that of a row: of several fields, its bytes.
  fileprivate func stored(_ shape: [Int]) -> (SafetensorsElementType, [Int]) {
    guard kind == nil else { return (fields[0].kind.elementType, shape) }
    return (ScalarKind.uint8.elementType, shape.dropLast() + [shape.last == 0 ? 0 : stride])
  }
}
