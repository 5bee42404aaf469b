import Raster

/// The colours of all drawings, so that every task looks like a page of one book.
enum Palette {
  // Text and lines.
  static let ink = Color(0x2B3A4A)
  static let mutedInk = Color(0x61748A)
  static let paper = Color(0xFCF8F1)
  static let rail = Color(0x4B5F73)

  // Accents: what moves, what pushes, what matters.
  static let coral = Color(0xE4694B)
  static let teal = Color(0x2F9C8F)
  static let gold = Color(0xEDBF59)
  static let amber = Color(0xF2A154)
  static let blue = Color(0x4A8FC4)
  static let plum = Color(0x7C5E8C)

  // Air.
  static let skyTop = Color(0xA9CFE3)
  static let skyMiddle = Color(0xDCE9E8)
  static let skyBottom = Color(0xFBEFDC)
  static let sun = Color(0xFFF4D6)
  static let farHills = Color(0xA9C3C6)
  static let nearHills = Color(0x8FB3A8)

  // Ground.
  static let lightGrass = Color(0xA9CC86)
  static let grass = Color(0x86B573)
  static let darkGrass = Color(0x5B9068)
  static let earth = Color(0xB98D62)
  static let darkEarth = Color(0x7D5A43)
  static let sand = Color(0xEBD9BC)
  static let darkSand = Color(0xCFB591)
  static let rock = Color(0x8A7468)
  static let darkRock = Color(0x4D4048)

  // Materials.
  static let wood = Color(0xC88B57)
  static let lightWood = Color(0xE8BB88)
  static let darkWood = Color(0x8A5A37)
  static let brass = Color(0xE9C77B)
  static let skin = Color(0xF6D2B3)
  static let tyre = Color(0x33414F)

  // Winter.
  static let snow = Color(0xF8FBFD)
  static let shadedSnow = Color(0xDCE8F0)
  static let ice = Color(0xCBE5F1)
  static let deepIce = Color(0xA9D0E4)
  static let water = Color(0x2C6485)
  static let deepWater = Color(0x153B57)
}
