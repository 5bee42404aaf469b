/// The geometry of a convolution: images, kernel, stride and padding.
struct WindowGeometry: Sendable, Hashable {
  /// Batch, channels, height and width of the images.
  let images: Shape
  let kernelHeight: Int
  let kernelWidth: Int
  let stride: Int
  let padding: Int

  init(images: Shape, kernelHeight: Int, kernelWidth: Int, stride: Int, padding: Int) {
    self.images = images
    self.kernelHeight = kernelHeight
    self.kernelWidth = kernelWidth
    self.stride = stride
    self.padding = padding
    precondition(
      images.count == 4 && stride > 0 && padding >= 0 && kernelHeight > 0 && kernelWidth > 0
        && kernelHeight <= images[2] + 2 * padding && kernelWidth <= images[3] + 2 * padding,
      "a kernel of \(kernelHeight) × \(kernelWidth), stride \(stride), padding \(padding) does not fit images of "
        + "the shape \(images)")
  }

  var outputHeight: Int { (images[2] + 2 * padding - kernelHeight) / stride + 1 }
  var outputWidth: Int { (images[3] + 2 * padding - kernelWidth) / stride + 1 }

  /// The shape of the window matrix: one row for each position of the kernel, one column for each number under it.
  var windows: Shape {
    [images[0] * outputHeight * outputWidth, images[1] * kernelHeight * kernelWidth]
  }
}
