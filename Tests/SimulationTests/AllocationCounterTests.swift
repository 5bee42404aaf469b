import Dispatch
import TestSupport
import Testing

@Suite(.enabled(if: countsAllocations, "counting needs glibc"))
struct AllocationCounterTests {
  @Test(arguments: [1, 7, 100])
  func arraysAreCountedOneByOne(count: Int) {
    var arrays: [[Int]] = []
    arrays.reserveCapacity(count)
    let counted = allocations {
      for size in 1...count { arrays.append([Int](repeating: size, count: size)) }
    }
    #expect(counted == count)
  }

  @Test func allocationsInsideTheStandardLibraryAreCounted() {
    var text = "a text too long to be kept in place: "
    // The growth of a string happens in libswiftCore, in code that is not inlined here.
    #expect(allocations { text.append(contentsOf: repeatElement("x", count: 1000)) } >= 1)
    #expect(text.count > 1000)
  }

  @Test func arithmeticAllocatesNothing() {
    var sum = 0.0
    #expect(allocations { for number in 0..<1000 { sum += Double(number).squareRoot() } } == 0)
    #expect(sum > 0)
  }

  @Test func otherThreadsAreNotCounted() {
    let (start, done) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    DispatchQueue.global().async {
      start.wait()
      var arrays: [[Int]] = []
      for size in 1...1000 { arrays.append([Int](repeating: size, count: size)) }
      done.signal()
    }
    let counted = allocations {
      start.signal()
      done.wait()
    }
    #expect(counted < 10)
  }
}
