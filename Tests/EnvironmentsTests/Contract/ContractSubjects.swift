import Raster
import Simulation
import TestSupport

@testable import Environments

/// The ids of the catalogue.
let catalogIDs = Catalog.standard.entries.map(\.id)

/// The ids that the contract is tested for: the catalogue's, those of rows configured to be another task, and those of
/// two toys that cannot be copied, show pictures and choose their type by their configuration.
let contractIDs = catalogIDs.filter { !otherSizes.contains($0) } + (variants + toys).map(\.id)

/// The rooms that differ from others in their size alone.
private let otherSizes = Set(Catalog.rooms.map(\.id)).subtracting([
  "EmptyRoom-5x5-v0", "EmptyRoom-Random-5x5-v0", "DoorKey-5x5-v0", "FourRooms-v0", "MultiRoom-N4-S5-v1",
  "LavaCrossingS9N3-v0", "LavaGapS6-v0", "MemoryS13Random-v0", "Unlock-v0", "UnlockPickup-v0",
  "RedBlueDoors-6x6-v0",
  "KeyCorridorS3R3-v0", "DynamicObstacles-5x5-v0", "DistShift1-v0",
])

/// The row of an id that the contract is tested for.
func contractEntry(_ id: String) throws -> CatalogEntry {
  try (variants + toys).first { $0.id == id } ?? Catalog.standard.entry(id)
}

extension CatalogEntry {
  /// So many steps, or fewer where each draws a large picture or builds a track, which takes a build without
  /// optimization milliseconds.
  func affordable(_ steps: Int) -> Int { isSlow ? min(steps, 60) : steps }

  /// True if a step takes milliseconds without optimization.
  var isSlow: Bool {
    id.hasPrefix("CarRacing") || specification.observationSpace.scalarCount > 5000
  }
}

private let variants = [(false, true), (true, false), (true, true)].map { continuous, swingUp in
  var configuration = CartPoleBox2DConfiguration()
  (configuration.continuous, configuration.swingUp) = (continuous, swingUp)
  return Catalog.cartPole(
    "CartPoleBox2D" + (continuous ? "-continuous" : "") + (swingUp ? "-swingUp" : ""), configuration)
}

private let toys = [false, true].map { continuous in
  var configuration = SpotlightConfiguration()
  configuration.continuous = continuous
  return CatalogEntry(
    continuous ? "SpotlightContinuous" : "Spotlight", configuration, summary: "Hold a light in the middle.",
    timeLimit: 60, rewardThreshold: nil, framesPerSecond: 10
  ) { terms, configuration in
    configuration.continuous
      ? ConfiguredTask(
        terms, Spotlight<Slider>.self, configuration, drawing: .own,
        keys: KeyMap(axes: [KeyAxis([KeyBinding("left", -1, "left"), KeyBinding("right", 1, "right")], rate: 4)]),
        heuristic: { Spotlight<Slider>.heuristic { Float(min(max(4 * $0, -1), 1)) } })
      : ConfiguredTask(
        terms, Spotlight<Buttons>.self, configuration, drawing: .own,
        keys: KeyMap([KeyBinding("left", 1, "left"), KeyBinding("right", 2, "right")], idle: .takes(action: [0])),
        heuristic: { Spotlight<Buttons>.heuristic { abs($0) < 0.1 ? 0 : $0 < 0 ? 1 : 2 } })
  }
}

extension Spotlight: Watchable {
  /// A wall.
  public var frameSize: Size { Size(120, 60) }

  /// The light on the wall.
  public func draw(on canvas: inout Canvas) {
    canvas.clear(.black)
    canvas.fillCircle(center: Point(120 * position, 30), radius: 12, .white)
  }
}
