import Raster
import Simulation

/// The picture of a task that does not draw itself: the numbers of its observation.
struct NumberPicture {
  /// The largest number of numbers that are shown.
  private static let limit = 32
  private let names: [String]

  let frameSize = Size(480, 360)

  /// Names the numbers of a space: by the parts that they belong to, and counted.
  init(_ space: SpaceDescriptor) {
    names = space.layout.fields.flatMap { field in
      (0..<field.count).prefix(Self.limit).map { field.count == 1 ? field.name : "\(field.name) \($0)" }
    }
  }

  func draw(_ observation: RowBuffer, on canvas: inout Canvas) {
    canvas.clear(.white)
    let numbers = observation.scalars(ofRow: 0)
    for (place, number) in numbers.prefix(Self.limit).enumerated() {
      let (column, row) = place.quotientAndRemainder(dividingBy: Self.limit / 2)
      let point = Point(24 + 232 * Double(column), 32 + 20 * Double(row))
      canvas.drawText(names[place], at: point, size: 13, color: Color(0x777777))
      canvas.drawText(
        Self.text(number), at: Point(point.x + 190, point.y), size: 13, color: .black, alignment: .trailing,
        tabularDigits: true)
    }
    guard numbers.count > Self.limit else { return }
    canvas.drawText(
      "and \(numbers.count - Self.limit) more", at: Point(24, 350), size: 11, color: Color(0x777777))
  }

  private static func text<Number: SpaceScalar>(_ number: Number) -> String {
    Number.kind.isFloatingPoint ? "\((number.doubleValue * 10_000).rounded() / 10_000)" : "\(number)"
  }
}
