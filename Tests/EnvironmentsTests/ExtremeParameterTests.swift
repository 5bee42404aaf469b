import Environments
import Simulation
import TestSupport
import Testing

/// Whatever a parameter is set to, it is refused by its name, or everything that comes of it is a number.
@Suite("Extreme parameters")
struct ExtremeParameterTests {
  static let values = [
    "0", "-0.0", "-1", "1", "2", "1e-308", "5e-324", "-1e-308", "1e-9", "1e-6", "1e-3", "1e3", "1e6", "1e9", "-1e9",
    "1e38", "1e155", "1e308", "-1e308", "1.7976931348623157e308", "nan", "inf", "-inf", "9223372036854775807",
    "-9223372036854775808", "9223372036854775808",
  ]

  @Test(arguments: Catalog.standard.entries.map(\.specification.id))
  func isRefusedByNameOrComputable(id: String) throws {
    let entry = try Catalog.standard.entry(id)
    for parameter in entry.specification.parameters where Self.isNumeric(parameter.defaultValue) {
      let count = parameter.defaultValue.split(separator: ",").count
      for value in Self.values {
        let text = Array(repeating: value, count: count).joined(separator: ",")
        check(entry, [parameter.name: text])
      }
    }
  }

  @Test(
    "Together, too, they are refused or computable.",
    arguments: [
      ("CartPole-v1", ["halfPoleLength=1e-9", "timeStep=1e9", "angleThreshold=1e9", "positionThreshold=1e9"]),
      ("CartPole-v1", ["cartMass=1e-9", "poleMass=1e-9", "forceMagnitude=1e9", "angleThreshold=1e9"]),
      ("Pendulum-v1", ["length=1e-9", "mass=1e-9", "maximumTorque=1e9", "maximumSpeed=1e9", "timeStep=1e9"]),
      ("Acrobot-v1", ["inertia=1e-9", "mass2=1e9", "center2=1e-9", "timeStep=1e9", "torqueNoise=1e9"]),
      ("Acrobot-v1", ["inertia=1e-9", "mass1=1e-9", "mass2=1e-9", "center1=1e-9", "center2=1e-9", "length1=1e-9"]),
      ("LunarLander-v3", ["enableWind=true", "windPower=1e4", "turbulencePower=-1e4"]),
      (
        "BipedalWalker-v3",
        ["motorTorque=1e5", "hullDensity=0.01", "legDensity=0.01", "kneeSpeed=100", "gravity=1000"]
      ),
      (
        "CartPoleBox2D-v0",
        ["forceMagnitude=10000", "cartMass=0.01", "poleMass=1000", "timeStep=0.1", "substeps=1"]
      ),
      ("CarRacingFeatures-v0", ["enginePower=1e6", "brakeForce=1e4", "roadFriction=10", "grassFriction=10"]),
    ])
  func combinationsAreComputable(id: String, assignments: [String]) throws {
    check(try Catalog.standard.entry(id), try ConfigurationOverrides(parsing: assignments).values)
  }

  @Test("A world that cannot be computed is refused by what was changed.")
  func namesTheChanges() throws {
    let entry = try Catalog.standard.entry("CartPole-v1")
    let overrides = try ConfigurationOverrides(parsing: [
      "halfPoleLength=1e-9", "timeStep=1e9", "angleThreshold=1e9", "positionThreshold=1e9",
    ])
    let error = #expect(throws: ConfigurationError.self) { try entry.task(overrides) }
    #expect(
      error?.description.hasPrefix(
        "With angleThreshold=1e9, halfPoleLength=1e-9, positionThreshold=1e9, timeStep=1e9 the world cannot be computed: "
      ) == true)
  }

  @Test("More wind than recommended blows, with a warning.")
  func warnsOfMuchWind() throws {
    let entry = try Catalog.standard.entry("LunarLander-v3")
    #expect(try entry.task(ConfigurationOverrides(["windPower": "20"])).warnings.isEmpty)
    #expect(
      try entry.task(ConfigurationOverrides(["windPower": "25", "turbulencePower": "-1"])).warnings == [
        "windPower is 25.0; recommended are values from 0 to 20.",
        "turbulencePower is -1.0; recommended are values from 0 to 2.",
      ])
  }

  private static func isNumeric(_ text: String) -> Bool {
    !text.isEmpty && text.split(separator: ",").allSatisfy { Double($0) != nil }
  }

  private func check(_ entry: CatalogEntry, _ values: [String: String]) {
    let id = entry.specification.id
    do throws(ConfigurationError) {
      let numbers = numbers(in: try entry.task(ConfigurationOverrides(values)).makeVector(count: 1))
      let areNumbers = numbers.allSatisfy { $0.isFinite }
      #expect(areNumbers, "\(id) with \(values)")
    } catch {
      let isNamed = values.keys.contains { error.description.contains($0) }
      #expect(isNamed, "\(id) with \(values): \(error)")
    }
  }
}

/// Everything that some random steps lead to.
private func numbers(in environments: VectorTask) -> [Double] {
  guard environments.specification.observationLayout.kind != .uint8 else { return [] }
  var generator = RandomGenerator(seed: 7)
  var (batch, actions) = (environments.makeBatch(), environments.makeActions())
  environments.reset(seed: 1, into: &batch)
  return (0..<200).flatMap { _ in
    environments.sampleActions(into: &actions, allowing: batch.masks, using: &generator)
    environments.step(actions, into: &batch)
    return [batch.rewards[0]] + batch.observations.doubles(ofRow: 0) + batch.finalObservations.doubles(ofRow: 0)
  }
}
