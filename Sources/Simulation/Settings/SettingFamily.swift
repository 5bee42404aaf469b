/// A family of settings: a value of which some numbers are drawn anew each time.
public struct SettingFamily<Root: Settings>: Sendable {
  /// The settings, with those numbers that have no choice.
  public let base: Root
  private let draws: [Draw]

  /// A setting that is drawn.
  private struct Draw: Sendable {
    let name: String
    let kind: DrawnNumbers
    let variation: SettingVariation
    let take: @Sendable (inout Root, Double) -> Void
  }

  /// Varies some settings.
  ///
  /// - Parameters:
  ///   - base: The settings.
  ///   - variations: The ranges by name.
  /// - Throws: If a name is none, a setting is no number, or a range leaves the setting's; the sentences are those for values.
  public init(_ base: Root, by variations: [String: SettingVariation]) throws(ConfigurationError) {
    let list = Root.settings
    var (base, draws) = (base, [Draw]())
    for (name, variation) in variations.sorted(by: { $0.key < $1.key }) {
      let setting = try ConfigurationOverrides.setting(name, of: list)
      guard let kind = setting.drawnNumbers, kind == .real || variation.isWhole else {
        throw ConfigurationOverrides.misread(variation.text, for: setting, as: base)
      }
      if let number = variation.onlyNumber {
        setting.take(&base, number)
      } else {
        draws.append(Draw(name: name, kind: kind, variation: variation, take: setting.take))
      }
    }
    self.base = base
    self.draws = draws
    for corner in corners { try corner.validate() }
  }

  /// True if there is nothing to draw.
  public var isSingle: Bool { draws.isEmpty }

  /// The extreme members: every number at an end of its ranges, in all combinations where these are few.
  public var corners: [Root] {
    let all = 1 << draws.count - 1
    let few = draws.count <= 5 ? Array(0...all) : [0, all] + draws.indices.flatMap { [1 << $0, all ^ 1 << $0] }
    return few.map { choice in
      var corner = base
      for (index, draw) in draws.enumerated() {
        draw.take(&corner, choice >> index & 1 == 0 ? draw.variation.lowest : draw.variation.highest)
      }
      return corner
    }
  }

  /// The extreme members of each setting alone, by the setting's name.
  public var ends: [(name: String, members: [Root])] {
    draws.map { draw in
      (
        draw.name,
        [draw.variation.lowest, draw.variation.highest].map { number in
          var member = base
          draw.take(&member, number)
          return member
        }
      )
    }
  }

  /// Returns the member of an episode.
  ///
  /// - Parameter start: The random stream at the episode's start, from which nothing is taken: the world draws as it would
  ///   if nothing was varied.
  public func member(startingFrom start: RandomGenerator) -> Root {
    var (member, generator) = (base, Self.generator(beside: start))
    for draw in draws { draw.take(&member, draw.variation.draw(draw.kind, using: &generator)) }
    return member
  }

  /// Returns the numbers that are drawn for an episode, by name.
  ///
  /// - Parameter start: The random stream at the episode's start.
  public func numbers(startingFrom start: RandomGenerator) -> [String: Double] {
    var (numbers, generator) = ([String: Double](), Self.generator(beside: start))
    for draw in draws { numbers[draw.name] = draw.variation.draw(draw.kind, using: &generator) }
    return numbers
  }

  /// A stream of its own, whose seed is the next number of another.
  private static func generator(beside start: RandomGenerator) -> RandomGenerator {
    var start = start
    return RandomGenerator(seed: start.next())
  }
}

extension SettingVariation {
  /// True if all ends are whole numbers that can be counted.
  fileprivate var isWhole: Bool {
    ranges.allSatisfy { Int(exactly: $0.lowerBound) != nil && Int(exactly: $0.upperBound) != nil }
      && highest - lowest < 0x1p53
  }
}
