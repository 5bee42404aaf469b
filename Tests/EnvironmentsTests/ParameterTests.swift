import Environments
import Simulation
import Testing

/// Every parameter is explained, and what the explanation says of its range is so.
@Suite("Explanations of parameters")
struct ParameterTests {
  @Test(arguments: Catalog.entries.map(\.specification.id))
  func everyParameterIsExplained(id: String) throws {
    for parameter in try Catalog.entry(id).specification.parameters {
      #expect(parameter.meaning.hasSuffix(".") && parameter.meaning.count > 10, "\(parameter.name)")
      #expect(!parameter.range.isEmpty, "\(parameter.name)")
    }
  }

  @Test(arguments: Catalog.entries.map(\.specification.id))
  func whatLiesOutsideARangeIsRefused(id: String) throws {
    let entry = try Catalog.entry(id)
    for parameter in entry.specification.parameters {
      for text in Self.outside(parameter.range) {
        #expect(throws: ConfigurationError.self, "\(parameter.name)=\(text)") {
          try entry.task(ConfigurationOverrides([parameter.name: text]))
        }
      }
    }
  }

  /// Some values that do not lie in a range that is given in words.
  private static func outside(_ range: String) -> [String] {
    if range == "true or false" { return ["perhaps"] }
    if let match = range.wholeMatch(of: /from (-?[0-9.e]+) to (-?[0-9.e]+)/),
      let low = Double(match.output.1), let high = Double(match.output.2)
    {
      return ["\(low - 0.001 - abs(low))", "\(high + 0.001 + abs(high))"]
    }
    if let match = range.wholeMatch(of: /above (-?[0-9.e]+), up to (-?[0-9.e]+)/), let high = Double(match.output.2)
    {
      return ["\(match.output.1)", "\(high * 2)"]
    }
    if let match = range.wholeMatch(of: /between (-?[0-9.e]+) and (-?[0-9.e]+), both excluded/) {
      return ["\(match.output.1)", "\(match.output.2)"]
    }
    return []
  }
}
