import CHDF5
import Simulation

extension ScalarKind {
  /// The kind as it is stored; `nil` if it is not.
  var cScalar: CH5Scalar? {
    switch self {
    case .float32: CH5ScalarFloat32
    case .float64: CH5ScalarFloat64
    case .int64: CH5ScalarInt64
    case .uint64: CH5ScalarUInt64
    case .uint8: CH5ScalarUInt8
    case .int8: CH5ScalarInt8
    case .uint16: CH5ScalarUInt16
    case .int16: CH5ScalarInt16
    case .uint32: CH5ScalarUInt32
    case .int32: CH5ScalarInt32
    case .bool: CH5ScalarBool
    case .float16: nil
    }
  }
}

/// A number to be stored beside an episode's arrays.
struct DatasetAttribute {
  enum Value { case whole(UInt64), real(Double) }

  let name: String
  let value: Value
}

/// An array to be stored.
struct DatasetArray {
  let path: String
  /// The shape, rows first.
  let extents: [Int]
  fileprivate let scalar: CH5Scalar
  fileprivate let withBytes: ((UnsafeRawPointer?) -> Bool) -> Bool

  /// Takes rows of one field, whose kind is stored.
  init(_ path: String, extents: [Int], rows: RowBuffer) {
    precondition(
      extents.count <= Int(CH5_MOST_AXES) && extents.reduce(1, *) == rows.count * rows.rowSize,
      "\(rows.count) rows of \(rows.layout) have not the shape \(extents)")
    guard let scalar = rows.layout.kind?.cScalar else { preconditionFailure("\(rows.layout) cannot be stored") }
    self.path = path
    self.extents = extents
    self.scalar = scalar
    withBytes = { body in rows.bytes.withUnsafeBytes { body($0.baseAddress) } }
  }

  init<Number: RowScalar>(_ path: String, _ numbers: [Number]) {
    self.init(path, extents: [numbers.count], rows: RowBuffer(numbers))
  }
}

/// Hands arrays over in C's form, one held in place after the other.
func withCForm(
  of arrays: ArraySlice<DatasetArray>, _ done: [CH5Array] = [], _ body: ([CH5Array]) -> Bool
) -> Bool {
  guard let array = arrays.first else { return body(done) }
  return array.path.withCString { path in
    array.withBytes { bytes in
      var form = CH5Array()
      form.path = path
      form.scalar = array.scalar
      form.axisCount = Int32(array.extents.count)
      withUnsafeMutableBytes(of: &form.extents) { extents in
        for (axis, extent) in array.extents.enumerated() {
          extents.storeBytes(of: Int64(extent), toByteOffset: axis * 8, as: Int64.self)
        }
      }
      form.bytes = bytes
      return withCForm(of: arrays.dropFirst(), done + [form], body)
    }
  }
}

func withCForm(of attributes: [DatasetAttribute], _ body: ([CH5Attribute]) -> Bool) -> Bool {
  func extended(_ rest: ArraySlice<DatasetAttribute>, _ done: [CH5Attribute]) -> Bool {
    guard let attribute = rest.first else { return body(done) }
    return attribute.name.withCString { name in
      var form = CH5Attribute()
      form.name = name
      switch attribute.value {
      case .whole(let number):
        form.scalar = number > UInt64(Int64.max) ? CH5ScalarUInt64 : CH5ScalarInt64
        form.whole = number
      case .real(let number):
        form.scalar = CH5ScalarFloat64
        form.real = number
      }
      return extended(rest.dropFirst(), done + [form])
    }
  }
  return extended(attributes[...], [])
}

/// The CRC-32 of the bytes of rows, as zlib and Python's `zlib.crc32` compute it.
package func checksum(_ rows: RowBuffer) -> UInt32 {
  rows.bytes.withUnsafeBytes { ch5_checksum(0, $0.baseAddress, $0.count) }
}
