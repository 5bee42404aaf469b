import Foundation
import Simulation
import Testing

@testable import FewShot

@Suite struct FunctionReadingTests {
  private let places = (0..<40).map { Float($0) / 4 - 5 }

  @Test("A sine is read as one, and a line as a line, without error")
  func exact() {
    let sine = FunctionReading(places, places.map { Float(2 * sin(Double($0) - 0.7)) })
    #expect(sine.isSine && sine.sineError < 1e-5 && sine.lineError > 0.5)
    let line = FunctionReading(places, places.map { 0.5 * $0 - 1 })
    #expect(!line.isSine && line.lineError < 1e-5 && line.sineError > 0.5)
  }

  @Test("Points at one place have an error of their own spread")
  func onePlace() {
    let reading = FunctionReading([1, 1], [2, 4])
    #expect(abs(reading.lineError - 1) < 1e-6 && abs(reading.sineError - 1) < 1e-6)
  }

  @Test("Ambiguous tasks are those that both readings come near to")
  func ambiguous() {
    var generator = RandomGenerator(seed: 8)
    let size = TaskSize(shots: 5, queries: 20)
    var kinds: Set<String> = []
    for _ in 0..<30 {
      let task = SineOrLineFamily(ambiguous: true).task(size, from: .test, using: &generator)
      let reading = FunctionReading(task.support.inputs, task.support.targets)
      #expect(reading.sineError <= 0.6 && reading.lineError <= 0.6)
      if let kind = task.function?.kind { kinds.insert(kind) }
    }
    #expect(kinds == ["line", "sine"])
  }
}
