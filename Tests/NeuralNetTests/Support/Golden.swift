import Foundation
import NeuralNet
import Safetensors
import Testing

/// Numbers that PyTorch computed; see `Golden/make_golden.py`.
struct Golden {
  let file: SafetensorsFile

  init(_ name: String) throws {
    let url = Bundle.module.url(forResource: "Golden/\(name)", withExtension: "safetensors")
    file = try SafetensorsFile(contentsOf: #require(url))
  }

  /// The cases of the file: what stands before the slash in its tensors' names.
  var cases: Set<String> { Set(file.tensors.map { String($0.name.prefix { $0 != "/" }) }) }

  /// The tensor of a name.
  func callAsFunction(_ name: String) throws -> Tensor {
    let shape = try #require(file.tensor(name), "there is no golden tensor \(name)").shape
    return Tensor(try file.array(name, as: Float.self), shape: Shape(shape))
  }

  /// The tensors of a name followed by a dot and 0, 1, 2 and so on.
  func all(_ name: String) throws -> [Tensor] {
    var tensors: [Tensor] = []
    while file.tensor("\(name).\(tensors.count)") != nil {
      tensors.append(try self("\(name).\(tensors.count)"))
    }
    return tensors
  }
}

/// Expects a tensor's shape, and its numbers within a part of the largest of them, or of 0.02 if all are smaller.
func expectClose(
  _ found: Tensor, _ expected: Tensor, tolerance: Float = 1e-5, _ name: String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  guard found.shape == expected.shape else {
    Issue.record("\(name): the shape \(found.shape) is not \(expected.shape)", sourceLocation: sourceLocation)
    return
  }
  let scale = expected.values.reduce(0.02) { max($0, abs($1)) }
  let worst = zip(found.values, expected.values).map { abs($0 - $1) }.max { !($0 >= $1) } ?? 0
  let isClose = zip(found.values, expected.values).allSatisfy { abs($0 - $1) <= tolerance * scale }
  #expect(
    isClose, "\(name): \(found.values) is not \(expected.values) ± \(tolerance * scale), but \(worst) away",
    sourceLocation: sourceLocation)
}
