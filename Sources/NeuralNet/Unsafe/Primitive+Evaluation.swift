import CKernels
import COpenBLAS

extension Primitive {
  /// Computes the primitive's numbers; shapes were checked when the inputs were brought together.
  func evaluate(_ inputs: UnsafeBufferPointer<Operand>, into output: Operand) {
    let (out, count) = (output.address, output.count)
    let a = inputs.isEmpty ? out : inputs[0].address
    let b = inputs.count < 2 ? a : inputs[1].address
    switch self {
    case .variable, .reshape, .detach: break
    case .add: palaestra_add(a, b, out, count)
    case .subtract: palaestra_subtract(a, b, out, count)
    case .multiply: palaestra_multiply(a, b, out, count)
    case .divide: palaestra_divide(a, b, out, count)
    case .gate(let slope): palaestra_gate(a, b, slope, out, count)
    case .select: palaestra_select(a, b, inputs[2].address, out, count)
    case .isGreater: palaestra_is_greater(a, b, out, count)
    case .scale(let factor): palaestra_scale(a, factor, out, count)
    case .offset(let summand): palaestra_offset(a, summand, out, count)
    case .power(let exponent): palaestra_power(a, exponent, out, count)
    case .exponential: palaestra_exponential(a, out, count)
    case .logarithm: palaestra_logarithm(a, out, count)
    case .squareRoot: palaestra_square_root(a, out, count)
    case .tanh: palaestra_hyperbolic_tangent(a, out, count)
    case .sigmoid: palaestra_sigmoid(a, out, count)
    case .softplus: palaestra_softplus(a, out, count)
    case .errorFunction: palaestra_error_function(a, out, count)
    case .sine: palaestra_sine(a, out, count)
    case .cosine: palaestra_cosine(a, out, count)
    case .polygamma(let order): palaestra_polygamma(a, Int32(order), out, count)
    case .permute(let order): Self.permute(inputs[0], order, into: output)
    case .sum(let extent): palaestra_sum(a, out, extent.outer, extent.count, extent.inner)
    case .broadcast(let extent): palaestra_broadcast(a, out, extent.outer, extent.count, extent.inner)
    case .slice(let extent, let range):
      Self.copyBlocks(
        from: a + range.lowerBound * extent.inner, every: extent.count * extent.inner,
        to: out, every: range.count * extent.inner, count: extent.outer, size: range.count * extent.inner)
    case .pad(let extent, let start):
      let size = inputs[0].count / max(extent.outer, 1)
      out.update(repeating: 0, count: count)
      Self.copyBlocks(
        from: a, every: size, to: out + start * extent.inner, every: extent.count * extent.inner,
        count: extent.outer, size: size)
    case .concatenate(let outer, _): Self.concatenate(inputs, outer, into: output)
    case .argmax: palaestra_argmax(a, out, count, inputs[0].count / max(count, 1))
    case .quantileErrors:
      let (estimates, samples) = (inputs[0].shape, inputs[1].shape)
      palaestra_quantile_errors(a, b, out, estimates[0], estimates[1], estimates[2], samples[1])
    case .softmax(let isCausal):
      let columns = output.shape[output.shape.count - 1]
      palaestra_softmax(a, out, count / max(columns, 1), columns, isCausal ? 1 : 0)
    case .gather:
      inputs[1].checkRows(below: inputs[0].shape[0])
      palaestra_gather(a, b, out, inputs[1].count, output.count / max(inputs[1].count, 1))
    case .scatterAdd:
      inputs[1].checkRows(below: output.shape[0])
      out.update(repeating: 0, count: count)
      palaestra_scatter_add(a, b, out, inputs[1].count, inputs[0].count / max(inputs[1].count, 1))
    case .product(let left, let right): Self.product(inputs[0], inputs[1], left, right, into: output)
    case .affine:
      let (rows, columns) = (output.shape[output.shape.count - 2], output.shape[output.shape.count - 1])
      palaestra_broadcast(inputs[2].address, out, inputs[2].count / max(columns, 1), rows, columns)
      Self.product(inputs[0], inputs[1], false, true, into: output, keeping: 1)
    case .windows(let geometry):
      withUnsafePointer(to: geometry.kernelArguments) { palaestra_windows_of_images(a, out, $0) }
    case .overlap(let geometry):
      withUnsafePointer(to: geometry.kernelArguments) { palaestra_images_of_windows(a, out, $0) }
    }
  }

  private static func product(
    _ left: Operand, _ right: Operand, _ transposingLeft: Bool, _ transposingRight: Bool, into output: Operand,
    keeping kept: Float = 0
  ) {
    let product = MatrixProduct(
      left: left.shape, right: right.shape, transposingLeft: transposingLeft, transposingRight: transposingRight)
    let pairs = output.count / max(product.rows * product.columns, 1)
    for pair in 0..<pairs {
      product.add(
        left.address + pair * product.rows * product.depth, right.address + pair * product.columns * product.depth,
        to: output.address + pair * product.rows * product.columns, keeping: kept)
    }
  }

  private static func copyBlocks(
    from source: UnsafeMutablePointer<Float>, every sourceStride: Int, to target: UnsafeMutablePointer<Float>,
    every targetStride: Int, count: Int, size: Int
  ) {
    for block in 0..<count {
      (target + block * targetStride).update(from: source + block * sourceStride, count: size)
    }
  }

  private static func concatenate(_ inputs: UnsafeBufferPointer<Operand>, _ outer: Int, into output: Operand) {
    let stride = output.count / max(outer, 1)
    var start = output.address
    for index in inputs.indices {
      let size = inputs[index].count / max(outer, 1)
      copyBlocks(from: inputs[index].address, every: size, to: start, every: stride, count: outer, size: size)
      start += size
    }
  }

  // By index, and without arrays: predicting must not allocate, not even in builds for testing.
  private static func permute(_ input: Operand, _ order: Shape, into output: Operand) {
    let count = order.count
    var outer = 0
    while outer < count, order[outer] == outer { outer += 1 }
    let middle = outer < count ? order[outer] : outer
    // Most often the inner dimensions change places with those around them, which is a transposition.
    for index in outer..<count {
      let turned = index - outer + middle
      guard order[index] == (turned < count ? turned : turned - count + outer) else {
        return walk(input, order, into: output)
      }
    }
    let extent = input.shape.extent(of: outer..<middle)
    palaestra_transpose(input.address, output.address, extent.outer, extent.count, extent.inner)
  }

  /// Walks the result in order, with the input's step for each of its dimensions.
  private static func walk(_ input: Operand, _ order: Shape, into output: Operand) {
    var strides = SIMD8<Int>(repeating: 0)
    var index = SIMD8<Int>(repeating: 0)
    for dimension in 0..<order.count {
      strides[dimension] = input.shape.extent(of: order[dimension]..<order[dimension] + 1).inner
    }
    let last = order.count - 1
    guard output.count > 0, last >= 0 else {
      return output.address.update(from: input.address, count: output.count)
    }
    let (run, step) = (output.shape[last], strides[last])
    var (source, target) = (input.address, output.address)
    let end = target + output.count
    while target < end {
      if step == 1 {
        target.update(from: source, count: run)
      } else {
        for position in 0..<run { target[position] = source[position * step] }
      }
      target += run
      var dimension = last - 1
      while dimension >= 0 {
        index[dimension] += 1
        source += strides[dimension]
        if index[dimension] < output.shape[dimension] { break }
        source -= strides[dimension] * index[dimension]
        index[dimension] = 0
        dimension -= 1
      }
    }
  }
}

extension WindowGeometry {
  var kernelArguments: palaestra_windows {
    palaestra_windows(
      batch: images[0], channels: images[1], height: images[2], width: images[3], kernel_height: kernelHeight,
      kernel_width: kernelWidth, stride: stride, padding: padding, output_height: outputHeight,
      output_width: outputWidth)
  }
}
