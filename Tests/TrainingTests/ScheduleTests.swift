import Simulation
import Testing
import Training

@Suite struct ScheduleTests {
  @Test(arguments: [
    (Schedule.constant(0.3), [0.3, 0.3, 0.3, 0.3, 0.3]),
    (.linear(from: 1, to: 0, fraction: 1), [1, 0.75, 0.5, 0.25, 0]),
    (.linear(from: 1, to: 0.5, fraction: 0.5), [1, 0.75, 0.5, 0.5, 0.5]),
    (.linear(from: 0, to: 4, fraction: 1), [0, 1, 2, 3, 4]),
    (.exponential(from: 16, to: 1, fraction: 1), [16, 8, 4, 2, 1]),
    (.exponential(from: 1, to: 0.25, fraction: 0.5), [1, 0.5, 0.25, 0.25, 0.25]),
  ])
  func valuesFollowTheProgress(schedule: Schedule, values: [Double]) {
    for (quarter, value) in values.enumerated() {
      #expect(abs(schedule.value(at: Double(quarter) / 4) - value) < 1e-12)
    }
  }

  @Test func valuesStayPutBeyondTheRun() {
    let schedule = Schedule.linear(from: 1, to: 0, fraction: 1)
    #expect(schedule.value(at: -1) == 1)
    #expect(schedule.value(at: 2) == 0)
  }

  @Test(arguments: [
    ("0.1", Schedule.constant(0.1)), ("2", .constant(2)),
    ("linear(1,0.05,0.5)", .linear(from: 1, to: 0.05, fraction: 0.5)),
    ("linear( 1, 0, 1 )", .linear(from: 1, to: 0, fraction: 1)),
    ("exponential(1,0.01,0.5)", .exponential(from: 1, to: 0.01, fraction: 0.5)),
  ])
  func textIsReadAndWrittenBack(text: String, schedule: Schedule) throws {
    #expect(try Schedule(text: text) == schedule)
    #expect(try Schedule(text: schedule.description) == schedule)
  }

  @Test(arguments: [
    "", "fast", "nan", "inf", "linear", "linear()", "linear(1,0)", "linear(1,0,0)", "linear(1,0,1.5)",
    "linear(1,0,0.5", "linear 1 0 0.5", "linear(1,,0.5)", "linear(1,0,0.5,2)", "linear(1,nan,0.5)", "(1,0,0.5)",
    "exponential(0,1,0.5)", "exponential(1,-1,0.5)", "cosine(1,0,1)",
  ])
  func whatIsNoScheduleIsRefusedByName(text: String) {
    let error = #expect(throws: ConfigurationError.self) { try Schedule(text: text) }
    #expect(error?.description.hasPrefix("'\(text)' is no schedule: write a number, linear(") == true)
  }
}
