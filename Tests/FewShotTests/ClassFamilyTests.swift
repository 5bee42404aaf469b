import Simulation
import Testing

@testable import FewShot

/// Numbers whose whole part is their class.
private struct Counters: ClassFamily {
  let name = "counters"
  let summary = "Numbers whose whole part is their class"
  let inputShape = [2]

  func numberOfClasses(in part: TaskPart) -> Int { part == .training ? 8 : 3 }

  func appendExamples(
    _ count: Int, ofClass index: Int, in part: TaskPart, to inputs: inout [Float],
    using generator: inout RandomGenerator
  ) {
    let base = Float(part == .training ? index : index + 100)
    for example in 0..<count { inputs += [base, Float(example)] }
  }
}

@Suite struct ClassFamilyTests {
  @Test("A task has different classes, and no example in both sets")
  func task() {
    var generator = RandomGenerator(seed: 1)
    for _ in 0..<20 {
      let task = Counters().task(
        TaskSize(ways: 4, shots: 2, queries: 3), from: .training, using: &generator)
      #expect(task.support.targets == [0, 0, 1, 1, 2, 2, 3, 3])
      #expect(task.query.targets == [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3])
      let classes = stride(from: 0, to: 16, by: 4).map { task.support.inputs[$0] }
      #expect(Set(classes).count == 4)
      for label in 0..<4 {
        let shown = (0..<2).map { task.support.inputs[(label * 2 + $0) * 2 + 1] }
        let asked = (0..<3).map { task.query.inputs[(label * 3 + $0) * 2 + 1] }
        #expect(shown == [0, 1] && asked == [2, 3, 4])
        #expect((0..<3).allSatisfy { task.query.inputs[(label * 3 + $0) * 2] == classes[label] })
      }
    }
  }

  @Test("Parts have classes of their own")
  func parts() {
    var generator = RandomGenerator(seed: 2)
    let task = Counters().task(TaskSize(ways: 3, shots: 1, queries: 1), from: .test, using: &generator)
    #expect(stride(from: 0, to: 6, by: 2).allSatisfy { task.support.inputs[$0] >= 100 })
  }

  @Test("Sizes of which there are no tasks get a sentence")
  func sizes() {
    func sentence(_ family: some TaskFamily, _ size: TaskSize, _ part: TaskPart = .training) -> String? {
      do throws(ConfigurationError) {
        try family.check(size, in: part)
        return nil
      } catch {
        return error.description
      }
    }
    #expect(sentence(Counters(), TaskSize(ways: 8, shots: 1, queries: 1)) == nil)
    #expect(
      sentence(Counters(), TaskSize(ways: 5, shots: 1, queries: 1), .test)
        == "counters has 3 classes for test, too few for ways=5; ask for at most 3.")
    #expect(
      sentence(Counters(), TaskSize(shots: 1, queries: 1))
        == "Tasks of counters tell classes apart, for which ways=1 is too few.")
    #expect(
      sentence(SineFamily(), TaskSize(ways: 5, shots: 1, queries: 1))
        == "sine has no classes, so that ways=5 means nothing; leave it away.")
    #expect(
      sentence(SineFamily(), TaskSize(shots: 0, queries: 1))
        == "A task with shots=0 cannot be learned; shots must be at least 1.")
    #expect(sentence(SineFamily(), TaskSize(shots: 1 << 40, queries: 1))?.contains("ask for fewer") == true)
  }

  @Test("A family has a name, and a mistyped one a suggestion")
  func names() throws {
    for family in TaskFamilies.all where !(family is GlyphFamily) {
      #expect(try TaskFamilies.named(family.name).name == family.name)
    }
    #expect(Set(TaskFamilies.all.map(\.name)).count == TaskFamilies.all.count)
    #expect {
      try TaskFamilies.named("sines")
    } throws: {
      "\($0)".hasPrefix("There are no tasks 'sines'. Did you mean 'sine'? Known: sine, sine-varied, ")
    }
  }
}
