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
  /// Adds rows of one field, which are read when the file is written.
  ///
  /// - Precondition: `shape` asks for as many numbers.
  public mutating func add(_ name: String, _ rows: RowBuffer, shape: [Int]) {
    let kind = rows.layout.fields[0].kind
    add(name, as: kind.elementType, shape: shape, byteCount: rows.count * rows.stride) { body in
      rows.bytes.withUnsafeBytes(body)
    }
  }
}

extension SafetensorsFile {
  /// The rows of a tensor.
  ///
  /// - Parameters:
  ///   - name: The tensor's name.
  ///   - layout: The layout of a row, of one field.
  ///   - shape: The shape that the caller relies on; its numbers fill whole rows.
  /// - Throws: A `SafetensorsError` if there is no such tensor, or it has another type or shape.
  public func rows(_ name: String, of layout: RowLayout, shape: [Int]) throws(SafetensorsError) -> RowBuffer {
    let type = layout.fields[0].kind.elementType
    // Nothing is made that the file cannot fill.
    try check(name, as: type, shape: shape)
    let count = shape.reduce(1, *) / layout.scalarCount
    var rows = RowBuffer(layout, count: count)
    var bytes = rows.mutableBytes
    try read(name, as: type, shape: shape, into: &bytes)
    return rows
  }
}
