import CPNG
import Foundation

/// PNG through libpng's simplified interface, which reports errors instead of jumping over Swift frames.
enum PNGCoding {
  /// The picture as a PNG file with red, green and blue.
  static func encode(width: Int, height: Int, pixels: [Color]) throws(PNGError) -> Data {
    var image = png_image()
    image.version = png_uint_32(PNG_IMAGE_VERSION)
    image.width = png_uint_32(width)
    image.height = png_uint_32(height)
    image.format = png_uint_32(PNG_FORMAT_RGB)
    defer { png_image_free(&image) }
    var rgb = [UInt8]()
    rgb.reserveCapacity(pixels.count * 3)
    for pixel in pixels {
      rgb.append(pixel.red)
      rgb.append(pixel.green)
      rgb.append(pixel.blue)
    }
    var size = palaestra_png_size_bound(image)
    var data = Data(count: size)
    let isWritten = data.withUnsafeMutableBytes {
      png_image_write_to_memory(&image, $0.baseAddress, &size, 0, rgb, 0, nil)
    }
    guard isWritten != 0 else { throw .notWritten(message(of: image)) }
    data.removeSubrange(size...)
    return data
  }

  /// The picture that a PNG file holds; where it is transparent, `background` shows.
  static func decode(
    _ data: Data, background: Color, maximumPixelCount: Int
  ) throws(PNGError) -> (width: Int, height: Int, pixels: [Color]) {
    let result = data.withUnsafeBytes { bytes in
      Result { () throws(PNGError) in
        try decode(bytes, background: background, maximumPixelCount: maximumPixelCount)
      }
    }
    return try result.get()
  }

  private static func decode(
    _ bytes: UnsafeRawBufferPointer, background: Color, maximumPixelCount: Int
  ) throws(PNGError) -> (width: Int, height: Int, pixels: [Color]) {
    var image = png_image()
    image.version = png_uint_32(PNG_IMAGE_VERSION)
    defer { png_image_free(&image) }
    guard png_image_begin_read_from_memory(&image, bytes.baseAddress, bytes.count) != 0 else {
      throw .damaged(message(of: image))
    }
    let (width, height) = (Int(image.width), Int(image.height))
    guard width <= Canvas.maximumSide, height <= Canvas.maximumSide, width * height <= maximumPixelCount
    else {
      throw .tooLarge(width: width, height: height, maximumPixelCount: maximumPixelCount)
    }
    image.format = png_uint_32(PNG_FORMAT_RGB)
    var backdrop = png_color(red: background.red, green: background.green, blue: background.blue)
    var rgb = [UInt8](repeating: 0, count: width * height * 3)
    guard png_image_finish_read(&image, &backdrop, &rgb, 0, nil) != 0 else {
      throw .damaged(message(of: image))
    }
    let pixels = stride(from: 0, to: rgb.count, by: 3).map {
      Color(red: rgb[$0], green: rgb[$0 + 1], blue: rgb[$0 + 2])
    }
    return (width, height, pixels)
  }

  private static func message(of image: png_image) -> String {
    withUnsafeBytes(of: image.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
