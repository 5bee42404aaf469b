import Testing

@testable import Agents

@Suite("Generalized advantages") struct AdvantageTests {
  private let discount: Float = 0.9
  private let decay: Float = 0.8

  /// The advantages of one environment's steps.
  private func advantages(_ rewards: [Float], _ values: [Float], _ endings: [Float?], last: Float) -> [Float] {
    Advantages(
      rewards: rewards, values: values, endings: endings, last: [last], discount: discount, decay: decay
    ).values
  }

  @Test("are the decayed sum of temporal-difference errors")
  func closedForm() {
    let (rewards, values): ([Float], [Float]) = ([1, -2, 3], [0.5, 1, -1])
    let errors = [1 + 0.9 * 1 - 0.5, -2 + 0.9 * -1 - 1, 3 + 0.9 * 4 + 1]
    let expected = [errors[0] + 0.72 * (errors[1] + 0.72 * errors[2]), errors[1] + 0.72 * errors[2], errors[2]]
    for (found, expected) in zip(advantages(rewards, values, [nil, nil, nil], last: 4), expected) {
      #expect(abs(Double(found) - expected) < 1e-6)
    }
  }

  @Test("end with an episode: nothing follows a termination, the value of the final observation a truncation")
  func endings() {
    for (ending, following) in [(Float(0), 0.0), (7, 7)] {
      let found = advantages([1, 2, 5], [0.5, 1, 3], [nil, ending, nil], last: 4)
      let last = 2 + 0.9 * following - 1
      #expect(abs(Double(found[1]) - last) < 1e-6)
      #expect(abs(Double(found[0]) - (1 + 0.9 * 1 - 0.5 + 0.72 * last)) < 1e-6)
    }
  }

  @Test("across a truncation are those of a rollout that stops there")
  func truncationIsACut() {
    let cut = advantages([1, 2], [0.5, 1], [nil, nil], last: 7)
    #expect(advantages([1, 2, 9], [0.5, 1, 3], [nil, 7, nil], last: 4).prefix(2).elementsEqual(cut))
  }

  @Test("of several environments do not touch each other, and make the returns")
  func environments() {
    let both = Advantages(
      rewards: [1, 10, 2, 20], values: [0.5, 5, 1, 6], endings: [nil, 0, nil, nil], last: [4, 8], discount: 0.9,
      decay: 0.8)
    let (first, second) = (
      advantages([1, 2], [0.5, 1], [nil, nil], last: 4), advantages([10, 20], [5, 6], [0, nil], last: 8)
    )
    #expect(both.values == [first[0], second[0], first[1], second[1]])
    #expect(both.returns == zip(both.values, [0.5, 5, 1, 6]).map { $0 + $1 })
  }

  @Test("with λ = 1 turn values into discounted sums of rewards")
  func returns() {
    let found = Advantages(
      rewards: [1, 1, 1], values: [3, -2, 8], endings: [nil, nil, 0], last: [5], discount: 0.5, decay: 1)
    for (found, expected) in zip(found.returns, [1.75, 1.5, 1]) { #expect(abs(Double(found) - expected) < 1e-6) }
  }
}
