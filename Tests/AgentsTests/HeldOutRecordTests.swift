import Testing

@testable import Agents

@Suite("The record of looks at held-out data") struct HeldOutRecordTests {
  @Test("counts the looks since the smallest loss, which one that is not finite never is")
  func looks() {
    var record = HeldOutRecord()
    let looks: [(loss: Double, isBest: Bool, since: Int)] = [
      (.nan, false, 1), (.infinity, false, 2), (2, true, 0), (2, false, 1), (.nan, false, 2), (1, true, 0),
      (-.infinity, false, 1), (1.5, false, 2),
    ]
    for look in looks {
      #expect(record.note(look.loss) == look.isBest)
      #expect(record.looksSinceBest == look.since)
    }
  }
}
