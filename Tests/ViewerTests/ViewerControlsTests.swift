import Raster
import Testing

@testable import Viewer

struct ViewerControlsTests {
  @Test func spacePausesAndGoesOn() {
    var controls = ViewerControls()
    controls.press(.space)
    #expect(controls.isPaused)
    #expect(controls.hints.first == KeyHint("Space", "go on"))
    controls.press(.space)
    #expect(!controls.isPaused)
  }

  @Test(arguments: [Key.character("."), .character("]")])
  func aSingleStepPauses(key: Key) {
    var controls = ViewerControls()
    controls.press(key)
    controls.press(key)
    #expect(controls.isPaused)
    var due = controls.takeSteps()
    #expect(due == 2)
    due = controls.takeSteps()
    #expect(due == 0)
  }

  @Test func speedMovesByFactorsOfTwoBetweenItsBounds() {
    var controls = ViewerControls()
    controls.press(.character("="))
    #expect(controls.speed == 2)
    for _ in 0..<10 { controls.press(.character("+")) }
    #expect(controls.speed == 64)
    for _ in 0..<20 { controls.press(.character("-")) }
    #expect(controls.speed == 0.125)
  }

  @Test func restartIsReportedOnce() {
    var controls = ViewerControls()
    controls.press(.character("r"))
    var isRequested = controls.takeRestart()
    #expect(isRequested)
    isRequested = controls.takeRestart()
    #expect(!isRequested)
  }

  @Test func helpTogglesAndClosingStays() {
    var controls = ViewerControls()
    controls.press(.function(1))
    #expect(!controls.showsHelp)
    controls.press(.character("h"))
    #expect(controls.showsHelp)
    controls.press(.escape)
    #expect(controls.isClosing)
    var other = ViewerControls()
    other.press(.character("q"))
    #expect(other.isClosing)
  }

  @Test func keysOfTheEnvironmentAreLeftToIt() {
    var controls = ViewerControls(playKeys: [.space, .character("r")])
    var isTaken = controls.press(.space)
    #expect(!isTaken)
    isTaken = controls.press(.character("r"))
    #expect(!isTaken)
    #expect(!controls.isPaused)
    let isRequested = controls.takeRestart()
    #expect(!isRequested)
    #expect(controls.hints.first == KeyHint("P", "pause"))
    #expect(!controls.hints.contains { $0.meaning == "restart" })
    isTaken = controls.press(.left)
    #expect(!isTaken)
  }
}
