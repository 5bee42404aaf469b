import Testing

@testable import Command

@Suite struct ProgressBarTests {
  private static func bar(share: Double) -> ProgressBar {
    var bar = ProgressBar(share: share)
    bar.add("123.4 k of 1.00 M steps", importance: 3)
    bar.add("5432/s", importance: 0)
    bar.add("return -123.4", importance: 2)
    bar.add("eval 200.1", importance: 1)
    bar.addTimeLeft(after: 200, importance: 4)
    return bar
  }

  @Test(arguments: 1...200)
  func aLineLeavesTheLastColumnFree(columns: Int) {
    for share in [0, 0.004, 0.37, 1, .nan] {
      let line = Self.bar(share: share).line(columns: columns)
      #expect(line.count <= max(columns - 1, 1))
      #expect(!line.contains("\n"))
    }
  }

  @Test func whatIsLeastImportantGoesFirst() {
    let bar = Self.bar(share: 0.5)
    let texts = ["steps", "/s", "return", "eval", "left"]
    func shown(_ columns: Int) -> [String] { texts.filter { bar.line(columns: columns).contains($0) } }
    #expect(shown(120) == texts)
    #expect(shown(85) == ["steps", "return", "eval", "left"])
    #expect(shown(80) == ["steps", "return", "left"])
    #expect(shown(60) == ["steps", "left"])
    #expect(shown(45) == ["left"])
    #expect(shown(30) == ["left"])
    #expect(shown(16).isEmpty)
  }

  @Test(arguments: 20...200)
  func fromTwentyColumnsOnThereIsABarAndThePercentage(columns: Int) {
    let line = Self.bar(share: 0.5).line(columns: columns)
    #expect(line.contains("█") && line.contains("░") && line.contains(" 50 %"))
  }

  @Test func theBarIsAsFullAsTheWorkIsDone() {
    let full = Self.bar(share: 1).line(columns: 200)
    #expect(full.hasPrefix(String(repeating: "█", count: 24) + " 100 %"))
    let quarter = Self.bar(share: 0.25).line(columns: 200)
    #expect(quarter.hasPrefix(String(repeating: "█", count: 6) + String(repeating: "░", count: 18) + " 25 %"))
    // What is not begun says nothing of its end.
    #expect(!Self.bar(share: 0).line(columns: 200).contains("left"))
  }

  @Test func aLogHasTheWordsAlone() {
    #expect(
      Self.bar(share: 0.5).plainLine
        == "50 %, 123.4 k of 1.00 M steps, 5432/s, return -123.4, eval 200.1, 3 min 20 s left")
  }

  @Test func aRateHasThreeDigits() {
    let rates = [0.5, 9.994, 12.34, 99.96, 999.4, 999.6, 1234, 13_300, 999_600, 32_812_345, 2.5e9]
    #expect(
      rates.map(NumberFormat.rate) == [
        "0.50", "9.99", "12.3", "100", "999", "1.00 k", "1.23 k", "13.3 k", "1.00 M", "32.8 M", "2.50 G",
      ])
  }
}
