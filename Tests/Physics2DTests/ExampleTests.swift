import Foundation
import Raster
import Simulation
import TestSupport
import Testing

@Suite("The example of the README")
struct ExampleTests {
  @Test("stands there as it is compiled here")
  func readmeHoldsTheCode() throws {
    let here = URL(filePath: #filePath).deletingLastPathComponent()
    let code = try String(contentsOf: here.appending(path: "BallOnBeam.swift"), encoding: .utf8)
    let readme = try String(
      contentsOf: here.appending(path: "../../Sources/Physics2D/README.md").standardized, encoding: .utf8)
    #expect(readme.contains("```swift\n\(code)```"))
  }

  @Test("is a task that can be won: leaning against the ball's motion keeps it on the beam")
  func beamCanBeBalanced() {
    var environment = Checked(TimeLimit(BallOnBeam(), steps: 500))
    var observation = environment.reset(seed: 1)
    var total = 0.0
    while true {
      let wantedAngle = 0.3 * observation[2] + 0.3 * observation[3]
      let push = 30 * (wantedAngle - observation[0]) - 8 * observation[1]
      let step = environment.step(push > 0.5 ? 2 : push < -0.5 ? 0 : 1)
      observation = step.observation
      total += step.reward
      if step.status.isFinished { break }
    }
    #expect(total == 500)
  }

  @Test("loses the ball when nothing is done")
  func idleLosesTheBall() {
    var environment = TimeLimit(BallOnBeam(), steps: 500)
    _ = environment.reset(seed: 1)
    var steps = 0
    while !environment.step(1).status.isFinished { steps += 1 }
    #expect(steps < 400)
  }

  @Test("draws itself")
  func drawsItself() {
    var environment = BallOnBeam()
    _ = environment.reset(seed: 1)
    let picture = render(environment)
    #expect(picture.width == 500 && picture.height == 300)
  }
}
