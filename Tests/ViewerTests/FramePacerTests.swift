import Testing

@testable import Viewer

struct FramePacerTests {
  @Test func stepsComeAtTheirPaceAndDoNotDrift() {
    var pacer = FramePacer(framesPerSecond: 50, now: 10)
    var steps = 0
    var now = 10.0
    while now < 20 {
      now += max(pacer.timeToNextStep(now: now), 0) + 0.003
      steps += pacer.takeSteps(now: now)
    }
    #expect(steps == 500)
  }

  @Test func nothingIsDueBeforeItsTime() {
    var pacer = FramePacer(framesPerSecond: 20, now: 0)
    var due = pacer.takeSteps(now: 0.049)
    #expect(due == 0)
    due = pacer.takeSteps(now: 0.05)
    #expect(due == 1)
    due = pacer.takeSteps(now: 0.05)
    #expect(due == 0)
    #expect(abs(pacer.timeToNextStep(now: 0.06) - 0.04) < 1e-9)
  }

  @Test func speedMultipliesThePace() {
    var pacer = FramePacer(framesPerSecond: 50, now: 0)
    pacer.restart(speed: 64, now: 5)
    var sum = 0
    for frame in 1...60 { sum += pacer.takeSteps(now: 5 + Double(frame) / 60) }
    #expect(sum == 3200)
    pacer.restart(speed: 0.125, now: 6)
    var due = pacer.takeSteps(now: 6.1)
    #expect(due == 0)
    due = pacer.takeSteps(now: 6.16)
    #expect(due == 1)
  }

  @Test func afterADelayTheRestIsDropped() {
    var pacer = FramePacer(framesPerSecond: 50, now: 0)
    var due = pacer.takeSteps(now: 10)
    #expect(due <= 3)
    due = pacer.takeSteps(now: 10.01)
    #expect(due == 0)
    due = pacer.takeSteps(now: 10.02)
    #expect(due == 1)
  }

  @Test func slowStepsAreNotTakenInHeaps() {
    var pacer = FramePacer(framesPerSecond: 50, speed: 64, now: 0)
    #expect(pacer.mostSteps == 160)
    pacer.record(stepCount: 10, seconds: 0.1)
    #expect(pacer.mostSteps == 5)
    let due = pacer.takeSteps(now: 1)
    #expect(due == 5)
  }
}
