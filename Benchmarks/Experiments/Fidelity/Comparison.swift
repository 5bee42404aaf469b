import Agents
import Foundation

/// Real steps, each with the imagined one in its place.
struct Comparison {
  private(set) var real: [[Float]] = []
  private(set) var made: [[Float]] = []
  private(set) var rewards: [(real: Double, made: Double)] = []
  private(set) var ends: [(real: Bool, made: Bool)] = []
  private(set) var states: [[Float]] = []

  mutating func append(
    _ state: [Float], _ successor: [Float], reward: Double, isEnd: Bool, _ dream: DreamStep
  ) {
    states.append(state)
    real.append(successor)
    made.append(dream.state)
    rewards.append((reward, Double(dream.reward)))
    ends.append((isEnd, dream.end > 0.5))
  }

  func table() -> String {
    var lines = ["| | mean error / deviation | root mean square / deviation |", "|---|---|---|"]
    for index in real[0].indices {
      let errors = zip(real, made).map { Double($0[index] - $1[index]) }
      let deviation = max(states.map { Double($0[index]) }.deviation, 1e-9)
      lines.append(
        String(
          format: "| number %d | %.2f %% | %.2f %% |", index, 100 * errors.map(abs).mean / deviation,
          100 * errors.rootMeanSquare / deviation))
    }
    return (lines + [""] + summary()).joined(separator: "\n")
  }

  /// The errors of rewards and ends, and the fidelity of the changes of state.
  private func summary() -> [String] {
    let endCount = ends.count { $0.real }
    let all = endCount + ends.count { $0.made }
    let fidelity = SampleFidelity(made: changes(made), real: changes(real), size: real[0].count)
    return [
      String(
        format: "%d steps, %d of them ends. Mean error of rewards %.3f.", real.count, endCount,
        rewards.map { abs($0.real - $0.made) }.mean),
      String(
        format: "F1 of ends %.3f.", all == 0 ? 1 : 2 * Double(ends.count { $0.real && $0.made }) / Double(all)),
      String(
        format: "Changes of state: density %.2f, coverage %.2f, novelty %.2f.", fidelity.density, fidelity.coverage,
        fidelity.novelty),
    ]
  }

  /// Up to a thousand changes of state, each number in units of its real changes' size.
  private func changes(_ successors: [[Float]]) -> [Float] {
    let rows = stride(from: 0, to: states.count, by: max(1, states.count / 1000))
    let units = states[0].indices.map { index -> Float in
      let squares = zip(real, states).map { next, state -> Float in
        let change = next[index] - state[index]
        return change * change
      }
      return max((squares.reduce(0, +) / Float(squares.count)).squareRoot(), 1e-6)
    }
    return rows.flatMap { row in units.indices.map { (successors[row][$0] - states[row][$0]) / units[$0] } }
  }
}
