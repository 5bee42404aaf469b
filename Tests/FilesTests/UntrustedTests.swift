import Files
import Testing

struct UntrustedTests {
  @Test func productsAreBelievedUpToTheirLimit() {
    #expect(Untrusted.product([]) == 1)
    #expect(Untrusted.product([3, 4], atMost: 12) == 12)
    #expect(Untrusted.product([3, 4], atMost: 11) == nil)
    #expect(Untrusted.product([1 << 40, 1 << 40]) == nil)
    #expect(Untrusted.product([1 << 62, 4, 0]) == 0)
    #expect(Untrusted.product([0, .max]) == 0)
    #expect(Untrusted.product([-1, -1]) == nil)
  }

  @Test func sumsAreBelievedUpToTheirLimit() {
    #expect(Untrusted.sum([]) == 0)
    #expect(Untrusted.sum([1, 2, 3]) == 6)
    #expect(Untrusted.sum([.max, 1]) == nil)
    #expect(Untrusted.sum([5, -1]) == nil)
    #expect(Untrusted.sum([2, 2], atMost: 3) == nil)
  }

  @Test func countsAreWholeNumbers() {
    #expect(Untrusted.count(5) == 5)
    for number in [-1, 0.5, 1e300, .nan, .infinity] { #expect(Untrusted.count(number) == nil) }
    #expect(Untrusted.count(6, atMost: 5) == nil)
  }
}
