import Dispatch
import NeuralNet
import Synchronization
import Testing

@Suite struct TensorTests {
  @Test("Bytes become numbers between 0 and 1")
  func bytes() {
    let bytes: [UInt8] = [0, 51, 255, 102, 153, 204]
    let tensor = Tensor(bytes.span, times: 1 / 255, shape: [2, 3])
    expectClose(tensor, Tensor([0, 0.2, 1, 0.4, 0.6, 0.8], shape: [2, 3]), tolerance: 1e-7)
    withExtendedLifetime(bytes) {}
  }

  @Test(
    "Dimensions change places at any size", arguments: [[0, 2, 1], [2, 0, 1], [1, 2, 0], [1, 0, 2], [2, 1, 0]])
  func permutation(order: [Int]) {
    let sizes = [3, 17, 33]
    let tensor = Tensor((0..<3 * 17 * 33).map(Float.init), shape: Shape(sizes))
    let permuted = tensor.permuted(order)
    // The number at a place tells where it was.
    let expected = (0..<sizes[order[0]]).flatMap { i in
      (0..<sizes[order[1]]).flatMap { j in
        (0..<sizes[order[2]]).map { k in
          var place = [0, 0, 0]
          (place[order[0]], place[order[1]], place[order[2]]) = (i, j, k)
          return Float((place[0] * 17 + place[1]) * 33 + place[2])
        }
      }
    }
    #expect(permuted.values == expected)
    #expect(permuted.shape == Shape(order.map { sizes[$0] }))
  }

  @Test("What is no number is not hidden by rectifiers and limits, and is the largest of all")
  func notANumber() {
    let x = Tensor([1, .nan, 3], shape: [3])
    #expect(x.relu().values[1].isNaN)
    #expect(x.leakyReLU().values[1].isNaN)
    #expect(x.clamped(to: 0...2).values[1].isNaN)
    #expect(x.argmax().item == 1)
    #expect(x.maximum().item.isNaN)
  }

  @Test("Nothing has sums, products and parts as anything else has")
  func empty() {
    let none = Tensor([], shape: [0, 3])
    #expect(none.sum().item == 0)
    #expect(none.sum(along: [0]).values == [0, 0, 0])
    #expect(none.product(Tensor.filled(1, shape: [3, 2])).shape == [0, 2])
    #expect(none.transposed().product(Tensor.filled(1, shape: [0, 2])).values == [0, 0, 0, 0, 0, 0])
    #expect(none.transposed().shape == [3, 0])
    #expect(Tensor.concatenate([none, Tensor.filled(1, shape: [1, 3])]).values == [1, 1, 1])
    #expect(none.slice(0..<2, along: 1).shape == [0, 2])
    #expect((none + none.variable).values.isEmpty)
  }

  @Test("Threads that share parameters and their memory compute the same")
  func threads() {
    var generator = SystemRandomNumberGenerator()
    let network = Sequential.perceptron([8, 32, 4], activation: Tanh())
    let parameters = Parameters(of: network, using: &generator)
    let input = Tensor((0..<256).map { Float($0 % 17) / 17 }, shape: [32, 8], in: parameters.pool)
    @Sendable func norm() -> Float {
      parameters.valueAndGradient { network(input, $0).squared().mean() }.gradients.norm
    }

    let expected = norm()
    let differences = Mutex(0)
    DispatchQueue.concurrentPerform(iterations: 4) { _ in
      for _ in 0..<50 where norm() != expected { differences.withLock { $0 += 1 } }
    }
    #expect(differences.withLock(\.self) == 0)
  }
}
