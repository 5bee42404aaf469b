/// The gradient rules of all primitives, on one page.
///
/// With y = f(a, b, c) and the gradient g of a loss with respect to y, each rule hands over the loss's gradients with
/// respect to a, b and c. They are computed only for inputs that need them. Since the rules use the same operations as
/// everything else, what they compute can be differentiated again.
extension Primitive {
  func passGradient(_ g: Tensor, through inputs: [Tensor], to y: Tensor, _ pass: inout GradientReceiver) {
    guard let a = inputs.first else { return }
    let b = inputs.count > 1 ? inputs[1] : a
    switch self {
    case .variable, .detach, .isGreater, .argmax, .quantileErrors: break

    case .add: pass(g, g)
    case .subtract: pass(g, -g)
    case .multiply: pass(g * b, g * a)
    case .divide: pass(g / b, -(g * y / b))
    case .gate(let slope): pass(g.gated(by: b, slope: slope))
    case .select:
      let zero = Tensor.filled(0, shape: g.shape, in: g.storage.pool)
      pass(nil, .select(g, where: a, else: zero), .select(zero, where: a, else: g))

    case .scale(let factor): pass(g * factor)
    case .offset: pass(g)
    case .power(0): pass(g * 0)
    case .power(let exponent): pass(g * a.power(exponent - 1) * exponent)
    case .exponential: pass(g * y)
    case .logarithm: pass(g / a)
    case .squareRoot: pass(g / y * 0.5)
    case .tanh: pass(g * (1 - y * y))
    case .sigmoid: pass(g * y * (1 - y))
    case .softplus: pass(g * a.sigmoid())
    case .errorFunction: pass(g * (-(a * a)).exponential() * (2 / Float.pi.squareRoot()))
    case .sine: pass(g * a.cosine())
    case .cosine: pass(-(g * a.sine()))
    case .polygamma(let order): pass(g * a.polygamma(order: order + 1))

    case .reshape: pass(g.reshaped(to: a.shape))
    case .permute(let order): pass(g.permuted(order.indices.map { order.firstIndex(of: $0) ?? $0 }))
    case .sum(let extent): pass(Tensor(.broadcast(extent), [g], shape: a.shape))
    case .broadcast(let extent): pass(Tensor(.sum(extent), [g], shape: a.shape))
    case .slice(let extent, let range): pass(Tensor(.pad(extent, at: range.lowerBound), [g], shape: a.shape))
    case .pad(let extent, let start):
      let size = a.count / max(extent.outer * extent.inner, 1)
      pass(Tensor(.slice(extent, start..<start + size), [g], shape: a.shape))
    case .concatenate(let outer, let inner):
      let extent = Extent(outer: outer, count: y.count / max(outer * inner, 1), inner: inner)
      var start = 0
      for (index, input) in inputs.enumerated() {
        let size = input.count / max(outer * inner, 1)
        pass.hand(over: Tensor(.slice(extent, start..<start + size), [g], shape: input.shape), to: index)
        start += size
      }

    case .softmax:
      let part = g * y
      pass(part - y * part.sum(along: [-1], keepingDimensions: true))
    case .gather: pass(g.scattering(to: b, count: a.shape[0]))
    case .scatterAdd: pass(g.gathering(b))

    case .product(false, false): pass(g.product(b, transposingRight: true), a.product(g, transposingLeft: true))
    case .product(true, false): pass(b.product(g, transposingRight: true), a.product(g))
    case .product(false, true): pass(g.product(b), g.product(a, transposingLeft: true))
    case .product(true, true):
      pass(
        b.product(g, transposingLeft: true, transposingRight: true),
        g.product(a, transposingLeft: true, transposingRight: true))
    case .affine: pass(g.product(b), g.product(a, transposingLeft: true), g.sum(along: [-2]))

    case .windows(let geometry): pass(g.overlapped(geometry))
    case .overlap(let geometry): pass(g.windows(geometry))
    }
  }
}

/// The receiver of the gradients that a rule hands over, which evaluates only those that are needed.
struct GradientReceiver {
  private(set) var gradients: [Tensor?]
  private let isNeeded: [Bool]

  init(isNeeded: [Bool]) {
    self.isNeeded = isNeeded
    gradients = Array(repeating: nil, count: isNeeded.count)
  }

  mutating func callAsFunction(
    _ first: @autoclosure () -> Tensor?, _ second: @autoclosure () -> Tensor? = nil,
    _ third: @autoclosure () -> Tensor? = nil
  ) {
    if isNeeded[0] { gradients[0] = first() }
    if isNeeded.count > 1, isNeeded[1] { gradients[1] = second() }
    if isNeeded.count > 2, isNeeded[2] { gradients[2] = third() }
  }

  mutating func hand(over gradient: @autoclosure () -> Tensor, to index: Int) {
    if isNeeded[index] { gradients[index] = gradient() }
  }
}
