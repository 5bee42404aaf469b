import Foundation
import NeuralNet
import Testing

/// What does not fit stops the program, with a sentence that names both sides.
@Suite("Misuse of tensors")
struct MisuseTests {
  @Test("Shapes that do not broadcast")
  func broadcasting() async {
    let exit = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.filled(1, shape: [2, 3]) + Tensor.filled(1, shape: [4])
    }
    expect(exit, toSay: "the shapes [2, 3] and [4] do not go together")
  }

  @Test("Matrices that cannot be multiplied")
  func product() async {
    let exit = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.filled(1, shape: [2, 3]).product(Tensor.filled(1, shape: [2, 3]))
    }
    expect(exit, toSay: "[2, 3] times [2, 3] does not fit")
  }

  @Test("A shape of another size")
  func reshape() async {
    let exit = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.filled(1, shape: [2, 3]).reshaped(to: [4, 2])
    }
    expect(exit, toSay: "a tensor of the shape [2, 3] cannot be given the shape [4, 2]")
  }

  @Test("Rows that a layer does not take")
  func layer() async {
    let exit = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let weights = Weights([Tensor.filled(1, shape: [5, 4]), Tensor.filled(0, shape: [5])])
      _ = Linear(4, 5)(Tensor.filled(1, shape: [2, 3]), weights)
    }
    expect(exit, toSay: "a linear layer of 4 inputs cannot take the shape [2, 3]")
  }

  @Test("A kernel that is larger than its images, even by less than a stride")
  func kernel() async {
    let exit = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let weights = Weights([Tensor.filled(1, shape: [1, 1, 4, 4]), Tensor.filled(0, shape: [1])])
      _ = Conv2d(1, 1, kernel: 4, stride: 2)(Tensor.filled(1, shape: [1, 1, 3, 8]), weights)
    }
    expect(exit, toSay: "a kernel of 4 × 4, stride 2, padding 0 does not fit images of the shape [1, 1, 3, 8]")
  }

  @Test("Targets that would have to be broadcast")
  func targets() async {
    let exit = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Loss.huber(Tensor.filled(1, shape: [4]), Tensor.filled(1, shape: [4, 1]))
    }
    expect(exit, toSay: "predictions of the shape [4] cannot be compared with targets of [4, 1]")
  }

  @Test("A row that is not there, in any build")
  func rows() async {
    let exit = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.filled(1, shape: [3, 2]).gathering(Tensor([0, 3], shape: [2]))
    }
    expect(exit, toSay: "[0.0, 3.0] are not all numbers of 3 rows")
  }

  @Test("An action that is not there, though the next row has one")
  func actions() async {
    let exit = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.filled(1, shape: [3, 2]).picking(Tensor([0, 2, 1], shape: [3]))
    }
    expect(exit, toSay: "[0.0, 2.0, 1.0] are not all numbers of 2 rows")
  }

  @Test("A gradient of many numbers")
  func gradients() async {
    let exit = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let x = Tensor.filled(1, shape: [3]).variable
      _ = gradient(of: x * x, at: [x])
    }
    expect(exit, toSay: "a gradient is one of a single number, not of the shape [3]")
  }

  @Test("An optimizer that was made for another network")
  func optimizer() async {
    let exit = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var generator = SystemRandomNumberGenerator()
      var parameters = Parameters(of: Linear(3, 3), using: &generator)
      var optimizer = Adam(for: Parameters(of: Linear(2, 2), using: &generator))
      optimizer.update(&parameters, along: Gradients([nil, nil]))
    }
    expect(exit, toSay: "an optimizer for 6 numbers cannot change 12")
  }

  /// Release builds stop without the sentence.
  private func expect(_ exit: ExitTest.Result?, toSay sentence: String) {
    #if DEBUG
      let output = String(decoding: exit?.standardErrorContent ?? [], as: UTF8.self)
      #expect(output.contains(sentence))
    #endif
  }
}
