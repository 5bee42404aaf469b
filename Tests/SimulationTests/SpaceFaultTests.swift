import Simulation
import Testing

@Suite("The first row with a category or a bit that there is not") struct SpaceFaultTests {
  @Test(
    "has a category out of its range, or a bit that is neither 0 nor 1",
    arguments: [
      (
        .discrete(count: 4, start: 0), RowBuffer([0, 3, 4, -1]),
        RowFault(row: 2, reason: "is 4, which is not in Discrete(4)")
      ),
      (.discrete(count: 4, start: 1), RowBuffer([1, 4]), nil),
      (
        .multiDiscrete(counts: [2, 3], start: [0, 5]), RowBuffer([1, 7, 1, 4], rowShape: [2]),
        RowFault(row: 1, reason: "is 4, which is not in MultiDiscrete([2 3], start=[0 5])")
      ),
      (
        .multiBinary(count: 2), RowBuffer([0, 1, 1, 2] as [UInt8], rowShape: [2]),
        RowFault(row: 1, reason: "is 2, which is not in MultiBinary(2)")
      ),
      (
        .box(scalar: .float32, shape: [1], low: [0], high: [1]), RowBuffer([7, .nan] as [Float], rowShape: [1]),
        nil
      ),
      (
        .tuple([.discrete(count: 9, start: 0), .discrete(count: 2, start: 0)]),
        RowBuffer([8, 1, 1, 8], rowShape: [2]),
        RowFault(row: 1, reason: "is 8, which is not in Tuple(Discrete(9), Discrete(2))")
      ),
    ] as [(SpaceDescriptor, RowBuffer, RowFault?)])
  func faults(space: SpaceDescriptor, rows: RowBuffer, fault: RowFault?) {
    #expect(space.fault(in: rows) == fault)
  }
}
