import Raster
import Simulation
import TestSupport
import Testing

@testable import Environments

/// Environments that somebody else has written, in the catalogue beside this package's.
@Suite("An environment that is added")
struct AddedEntryTests {
  private let counter = CatalogEntry("Counter-v0", summary: "Count.", timeLimit: 4) { Counter(length: 6) }

  @Test func theCatalogueHasItAndItsOwn() throws {
    let catalog = try Catalog.standard.adding([counter])
    #expect(catalog.entries.count == Catalog.standard.entries.count + 1)
    #expect(try catalog.entry("Counter-v0").specification == counter.specification)
    #expect(try catalog.entry("CartPole-v1").specification == Catalog.standard.entry("CartPole-v1").specification)
    #expect(throws: ConfigurationError.self) { try Catalog.standard.entry("Counter-v0") }
  }

  @Test func anIdIsGivenOnce() {
    let sentence = "There are two environments 'Counter-v0'; give one of them another name or version."
    #expect(throws: ConfigurationError(sentence)) { try Catalog.standard.adding([counter, counter]) }
  }

  @Test func aCatalogueMakesNoEnvironments() throws {
    let ledger = Ledger()
    let entry = CatalogEntry("Tenant-v0", summary: "Live.") { Tenant(ledger) }
    let found = try Catalog.standard.adding([entry]).entry("Tenant-v0")
    #expect(ledger.made == 0)
    #expect(found.specification.observationSpace == Drifter().observationSpace.descriptor && ledger.made == 1)
  }

  @Test func onlyOtherActionsTakeTheKeysAway() throws {
    let wrappers = try WrapperList(parsing: ["rescaleAction"])
    let walker = try Catalog.standard.entry("BipedalWalker-v3").task(wrappers: wrappers)
    #expect(!walker.changesActions && !walker.keys.isEmpty && walker.heuristic != nil)
    let pendulum = try Catalog.standard.entry("Pendulum-v1").task(wrappers: wrappers)
    #expect(pendulum.changesActions && pendulum.keys.isEmpty && pendulum.heuristic == nil)
  }

  @Test(arguments: [[], ["timeLimit=5"]])
  func batchAndStageHaveOneSpecification(wrappers: [String]) throws {
    let task = try Catalog.standard.entry("Taxi-v4").task(
      ConfigurationOverrides(["masksActions": "true"]), wrappers: WrapperList(parsing: wrappers))
    #expect(task.specification.id == "Taxi-v4" && task.specification.maskSize == 6)
    #expect(task.makeStage().specification == task.specification)
    #expect(task.makeVector(count: 1).specification == task.specification)
  }

  @Test func withoutADrawingItsNumbersAreShown() throws {
    let stage = try counter.makeStage()
    var row = RowBuffer(stage.specification.observationLayout, count: 1)
    func picture() throws -> Canvas {
      var canvas = Canvas(
        width: Int(stage.frameSize.width), height: Int(stage.frameSize.height), fonts: try .bundled())
      stage.draw(on: &canvas)
      return canvas
    }
    stage.reset(seed: 1, into: &row)
    let first = try picture()
    for _ in 0..<4 { _ = stage.step(RowBuffer(stage.specification.actionLayout, count: 1), into: &row) }
    #expect(stage.ending == EpisodeEnding("Out of time", .neutral))
    let difference = try #require(first.difference(to: picture()))
    #expect(difference.maximum > 0)
  }

  @Test func itsLevelsAreKept() throws {
    let entry = CatalogEntry(
      "Walk-v0", BipedalWalker.self, summary: "Walk.", timeLimit: 9, drawing: .own)
    let task = try entry.task()
    let levels = try #require(task.levels)
    #expect(levels.size == BipedalWalker.levelSize)
    let behind = try #require(try entry.task(wrappers: WrapperList(parsing: ["frameStack=2"])).levels)
    #expect(behind.size == levels.size)
    #expect(try Catalog.standard.entry("CartPole-v1").task().levels == nil)
  }

  @Test func wrappersChangeBatchAndStageAlike() throws {
    let task = try Catalog.standard.entry("CarRacing-v3").task(
      ConfigurationOverrides(["continuous": "false"]),
      wrappers: WrapperList(parsing: ["grayscale", "resize=12x10", "frameStack=2", "actionRepeat=3"]))
    #expect(task.observationSpace.layout == RowLayout(.uint8, shape: [2, 12, 10]))
    #expect(task.heuristic == nil && !task.keys.isEmpty && task.timeLimit == 334)
    let (batch, stage) = (task.makeVector(count: 1), task.makeStage())
    #expect(batch.specification.observationSpace == stage.specification.observationSpace)
    var (rows, row, action) = (
      batch.makeBatch(), RowBuffer(task.specification.observationLayout, count: 1), batch.makeActions()
    )
    batch.reset(seed: 5, into: &rows)
    stage.reset(seed: 5, into: &row)
    for choice in [3, 1, 0] {
      #expect(rows.observations == row)
      action.replaceNumbers(with: [choice])
      batch.step(action, into: &rows)
      #expect(stage.step(action, into: &row).reward == rows.rewards[0])
    }
    #expect(!stage.pose(as: row, after: nil))
  }
}
