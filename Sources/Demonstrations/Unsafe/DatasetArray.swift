import CHDF5

/// A number that is stored as it is in memory.
protocol DatasetScalar: BitwiseCopyable {
  static var cScalar: CH5Scalar { get }
}

extension Float: DatasetScalar { static var cScalar: CH5Scalar { CH5ScalarFloat32 } }
extension Double: DatasetScalar { static var cScalar: CH5Scalar { CH5ScalarFloat64 } }
extension Int: DatasetScalar { static var cScalar: CH5Scalar { CH5ScalarInt64 } }
extension UInt8: DatasetScalar { static var cScalar: CH5Scalar { CH5ScalarUInt8 } }

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

  init<Scalar: DatasetScalar>(_ path: String, extents: [Int], _ values: [Scalar]) {
    self.init(path, extents, Scalar.cScalar, values)
  }

  init(_ path: String, flags: [Bool]) {
    self.init(path, [flags.count], CH5ScalarBool, flags)
  }

  private init<Scalar: BitwiseCopyable>(
    _ path: String, _ extents: [Int], _ scalar: CH5Scalar, _ values: [Scalar]
  ) {
    precondition(
      extents.count <= Int(CH5_MOST_AXES) && extents.reduce(1, *) == values.count,
      "\(values.count) numbers have not the shape \(extents)")
    self.path = path
    self.extents = extents
    self.scalar = scalar
    withBytes = { body in values.withUnsafeBytes { body($0.baseAddress) } }
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

/// The CRC-32 of the bytes of numbers, as zlib and Python's `zlib.crc32` compute it.
package func checksum<Scalar: BitwiseCopyable>(_ numbers: [Scalar]) -> UInt32 {
  numbers.withUnsafeBytes { ch5_checksum(0, $0.baseAddress, $0.count) }
}
