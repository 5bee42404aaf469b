import Foundation
import Simulation

extension ConfigurationParameter {
  /// Some texts that do not lie in the range, as far as its words say one.
  public var textsOutOfRange: [String] {
    let number = "(-?[0-9.]+(?:(?:e-?|\\^)[0-9]+)?)"
    func bounds(_ pattern: String) -> [Double]? {
      let pattern = "^" + pattern.replacing("#", with: number)
      guard let words = range.range(of: pattern, options: .regularExpression) else { return nil }
      return range[words].split(separator: " ").compactMap { Self.bound($0) }
    }
    if range == "true or false" { return ["perhaps"] }
    if range.range(of: "^[a-zA-Z]+(, [a-zA-Z]+)+$", options: .regularExpression) != nil { return ["nonsense"] }
    if let ends = bounds("from # up to, but not, #") { return [Self.below(ends[0]), "\(ends[1])"] }
    if let ends = bounds("from # to #") { return [Self.below(ends[0]), Self.above(ends[1])] }
    if let ends = bounds("above # and at most #") { return ["\(ends[0])", Self.above(ends[1])] }
    if let ends = bounds("between # and #, both excluded") { return ends.map { "\($0)" } }
    if let ends = bounds("above #") { return ["\(ends[0])"] }
    return bounds("# or more").map { [Self.below($0[0])] } ?? []
  }

  private static func bound(_ word: some StringProtocol) -> Double? {
    let parts = word.trimmingCharacters(in: [","]).split(separator: "^").compactMap { Double($0) }
    return parts.count == 2 ? pow(parts[0], parts[1]) : parts.first
  }

  // Whole numbers, so that it is for their size that settings of whole numbers refuse them.
  private static func below(_ bound: Double) -> String { "\((bound - 1 - abs(bound)).rounded(.down))" }
  private static func above(_ bound: Double) -> String { "\((bound + 1 + abs(bound)).rounded(.up))" }
}

/// Returns the stored properties of some settings that their list leaves out.
public func unlistedProperties<Value: Settings>(of settings: Value) -> [String] {
  let properties = storedProperties(of: settings)
  return properties.count == Value.settings.names.count
    ? [] : properties.filter { !Value.settings.names.contains($0) }
}

/// The names of all stored properties, with those of parts in place of the parts.
private func storedProperties(of settings: any Settings) -> [String] {
  Mirror(reflecting: settings).children.flatMap { child in
    if let part = child.value as? any Settings { return storedProperties(of: part) }
    return [child.label ?? ""]
  }
}
