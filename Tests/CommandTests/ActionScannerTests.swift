import Foundation
import Testing

@testable import Command

@Suite struct ActionScannerTests {
  private static func actions(_ text: String) throws -> [[Double]] {
    var scanner = ActionScanner(Array(text.utf8))
    var actions: [[Double]] = []
    while try scanner.advance() { actions.append(scanner.numbers) }
    return actions
  }

  @Test func numbersAndArraysOfNumbersAreActions() throws {
    #expect(try Self.actions("[]") == [])
    #expect(try Self.actions(" [ 0 , 1,[] ,[0.5, -2e-3 ]\n] \r\n") == [[0], [1], [], [0.5, -0.002]])
    #expect(try Self.actions("\u{FEFF}[7]") == [[7]])
    let scanned = try Self.actions("[NaN, [Infinity, -Infinity]]")
    #expect(scanned[0][0].isNaN)
    #expect(scanned[1] == [.infinity, -.infinity])
  }

  @Test func everyNumberIsTheNearestDouble() throws {
    var random = SystemlessGenerator(state: 1)
    let numbers = (0..<2000).map { _ in Double(bitPattern: random.next()) }.filter(\.isFinite)
    let texts = [
      "0", "-0", "0.1", "123456789012345", "1234567890123456", "0.30000000000000004", "1e-5", "1E+22", "4.9e-324",
    ]
    let all = texts + numbers.map { "\($0)" } + numbers.map { String(format: "%.6f", $0.significand) }
    let scanned = try Self.actions("[\(all.joined(separator: ","))]")
    #expect(scanned.map { $0[0].bitPattern } == all.map { Double($0)?.bitPattern })
  }

  @Test(arguments: [
    "", "[", "]", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "[[1]", "[[1,]]", "[[[1]]]", "[1]]", "[1] 2", "[01]",
    "[1.]",
    "[.5]", "[+1]", "[1e]", "[--1]", "[-]", "[nan]", "[Inf]", "[\"1\"]", "[null]", "{}", "1", "[0x10]", "[1/2]",
    "[1e+-2]", "[\u{0}]", "[1.-2]",
  ])
  func anythingElseIsRefused(text: String) {
    #expect(throws: ActionScanner.Misfit.self) { try Self.actions(text) }
  }

  @Test(arguments: [511, 512, 513, 514, 1_000_000])
  func noDepthOfBracketsDoesHarm(depth: Int) {
    #expect(throws: ActionScanner.Misfit.self) { try Self.actions(String(repeating: "[", count: depth)) }
  }

  @Test func aNumberThatNeverEndsIsRefused() {
    #expect(throws: ActionScanner.Misfit.self) { try Self.actions("[\(String(repeating: "1", count: 100_000))]") }
  }
}

/// A sequence of bits that is the same everywhere.
private struct SystemlessGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ state >> 29
  }
}
