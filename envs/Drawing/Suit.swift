import Raster

/// The suit of a playing card, in the order of Gymnasium's pictures.
enum Suit: Int {
  case clubs, diamonds, hearts, spades

  var color: Color {
    switch self {
    case .clubs, .spades: Palette.ink
    case .diamonds, .hearts: Color(0xCF4B3C)
    }
  }

  /// The sign, one unit high around the origin.
  var path: Path {
    switch self {
    case .clubs: Self.club
    case .diamonds: Self.diamond
    case .hearts: Self.heart
    case .spades: Self.spade
    }
  }

  private static let heart: Path = {
    var path = Path()
    path.move(to: Point(0, 0.5))
    path.curve(to: Point(-0.5, -0.17), control1: Point(-0.13, 0.33), control2: Point(-0.5, 0.12))
    path.curve(to: Point(-0.25, -0.45), control1: Point(-0.5, -0.34), control2: Point(-0.4, -0.45))
    path.curve(to: Point(0, -0.26), control1: Point(-0.12, -0.45), control2: Point(-0.04, -0.37))
    path.curve(to: Point(0.25, -0.45), control1: Point(0.04, -0.37), control2: Point(0.12, -0.45))
    path.curve(to: Point(0.5, -0.17), control1: Point(0.4, -0.45), control2: Point(0.5, -0.34))
    path.curve(to: Point(0, 0.5), control1: Point(0.5, 0.12), control2: Point(0.13, 0.33))
    path.close()
    return path
  }()

  private static let diamond: Path = {
    var path = Path()
    path.move(to: Point(0, -0.52))
    path.curve(to: Point(0.38, 0), control: Point(0.16, -0.2))
    path.curve(to: Point(0, 0.52), control: Point(0.16, 0.2))
    path.curve(to: Point(-0.38, 0), control: Point(-0.16, 0.2))
    path.curve(to: Point(0, -0.52), control: Point(-0.16, -0.2))
    path.close()
    return path
  }()

  private static let spade: Path = {
    // Turned by half a turn rather than mirrored, so that leaf and stem run the same way round.
    var path = heart.transformed(by: .translation(0, -0.08).rotated(.pi).scaled(0.94, 0.86))
    path.append(stem)
    return path
  }()

  private static let club: Path = {
    var path = Path()
    for center in [Point(0, -0.26), Point(-0.25, 0.1), Point(0.25, 0.1)] {
      path.append(.circle(center: center, radius: 0.235))
    }
    path.append(.circle(center: Point(0, -0.01), radius: 0.13))
    path.append(stem)
    return path
  }()

  private static let stem: Path = {
    var path = Path()
    path.move(to: Point(0.045, -0.05))
    path.curve(to: Point(0.21, 0.5), control: Point(0.05, 0.42))
    path.line(to: Point(-0.21, 0.5))
    path.curve(to: Point(-0.045, -0.05), control: Point(-0.05, 0.42))
    path.close()
    return path
  }()
}
