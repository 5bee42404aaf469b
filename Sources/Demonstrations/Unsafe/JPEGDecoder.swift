import CTurboJPEG

/// The reason a picture cannot be decoded, as what follows its name in a sentence.
struct JPEGDamage: Error {
  let reason: String
}

/// Decodes a JPEG file to the numbers that Minari has by way of Pillow: those of libjpeg-turbo's accurate transform and
/// smooth upsampling.
///
/// Pillow looks past some damage inside of a picture and makes up what is missing; this decoder does not. Every file needs
/// a decoder of its own, as what one left half read would get into the next.
struct JPEGDecoder: ~Copyable {
  private let handle: tjhandle

  init() throws(JPEGDamage) {
    guard let handle = tjInitDecompress() else { throw JPEGDamage(reason: "cannot be decoded: no memory is left") }
    self.handle = handle
  }

  deinit { tjDestroy(handle) }

  /// Decodes a file.
  ///
  /// - Parameters:
  ///   - file: The bytes of the file.
  ///   - shape: Rows and columns, and 3 after them for a picture in colour.
  /// - Throws: If the file is damaged, or holds a picture of another shape.
  func pixels(of file: [UInt8], shape: [Int]) throws(JPEGDamage) -> [UInt8] {
    let stored = try self.shape(of: file)
    guard stored == shape else { throw JPEGDamage(reason: "is of shape \(stored) instead of \(shape)") }
    let format = shape.count == 2 ? TJPF_GRAY : TJPF_RGB
    var isDone = true
    let pixels = [UInt8](unsafeUninitializedCapacity: shape.reduce(1, *)) { buffer, initialized in
      let outcome = tjDecompress2(
        handle, file, UInt(file.count), buffer.baseAddress, Int32(shape[1]), 0, Int32(shape[0]), format.rawValue,
        TJFLAG_ACCURATEDCT | TJFLAG_STOPONWARNING | TJFLAG_LIMITSCANS)
      isDone = outcome == 0
      initialized = isDone ? buffer.count : 0
    }
    guard isDone else { throw damage }
    return pixels
  }

  private func shape(of file: [UInt8]) throws(JPEGDamage) -> [Int] {
    var (width, height, subsampling, colors) = (Int32(0), Int32(0), Int32(0), Int32(0))
    guard tjDecompressHeader3(handle, file, UInt(file.count), &width, &height, &subsampling, &colors) == 0 else {
      throw damage
    }
    let size = [Int(height), Int(width)]
    switch TJCS(UInt32(colors)) {
    case TJCS_GRAY: return size
    case TJCS_CMYK, TJCS_YCCK: return size + [4]
    default: return size + [3]
    }
  }

  private var damage: JPEGDamage {
    JPEGDamage(reason: "is no sound JPEG: \(String(cString: tjGetErrorStr2(handle)))")
  }
}
