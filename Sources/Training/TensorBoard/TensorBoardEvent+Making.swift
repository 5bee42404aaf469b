import Foundation
import SwiftProtobuf

extension TensorBoardEvent {
  /// The first event of a file, which says how the others are to be read.
  static func fileVersion(at date: Date) -> TensorBoardEvent {
    TensorBoardEvent(.fileVersion("brain.Event:2"), 0, date)
  }

  /// Makes everything obsolete that was written before and belongs to `step` or a later one.
  static func sessionStart(at date: Date, step: Int) -> TensorBoardEvent {
    TensorBoardEvent(.sessionLog(.with { $0.status = .start }), step, date)
  }

  /// Numbers by their tags.
  static func scalars(_ scalars: [String: Double], at date: Date, step: Int) -> TensorBoardEvent {
    let values = scalars.sorted { $0.key < $1.key }.map { tag, number in
      TensorBoardSummary.Value.with {
        $0.tag = tag
        $0.simpleValue = Float(number)
      }
    }
    return TensorBoardEvent(.summary(.with { $0.value = values }), step, date)
  }

  /// A picture from the bytes of a PNG file.
  static func image(_ tag: String, png: Data, at date: Date, step: Int) -> TensorBoardEvent {
    let value = TensorBoardSummary.Value.with {
      $0.tag = tag
      $0.image.encodedImageString = png
      // A PNG file begins with 16 bytes that are always the same; its width and its height follow.
      $0.image.width = png.dropFirst(16).prefix(4).reduce(0) { $0 << 8 | Int32($1) }
      $0.image.height = png.dropFirst(20).prefix(4).reduce(0) { $0 << 8 | Int32($1) }
      $0.image.colorspace = 3
    }
    return TensorBoardEvent(.summary(.with { $0.value = [value] }), step, date)
  }

  /// A run's settings by name, which the page "HParams" shows in a table of runs.
  static func settings(_ settings: [String: String], at date: Date, step: Int) throws -> TensorBoardEvent {
    let plugin = TensorBoardHParamsPluginData.with {
      $0.sessionStartInfo.hparams = settings.mapValues(Self.setting)
      $0.sessionStartInfo.startTimeSecs = date.timeIntervalSince1970
    }
    var options = BinaryEncodingOptions()
    options.useDeterministicOrdering = true
    let content: Data = try plugin.serializedBytes(options: options)
    let value = TensorBoardSummary.Value.with {
      $0.tag = "_hparams_/session_start_info"
      $0.metadata.pluginData.pluginName = "hparams"
      $0.metadata.pluginData.content = content
      // A value without any content is passed over, and so it has an empty tensor.
      $0.tensor.dtype = 1
      $0.tensor.tensorShape.dim = [TensorBoardTensorShapeProto.Dim()]
    }
    return TensorBoardEvent(.summary(.with { $0.value = [value] }), step, date)
  }

  private init(_ what: OneOf_What, _ step: Int, _ date: Date) {
    self.init()
    self.what = what
    self.step = Int64(step)
    wallTime = date.timeIntervalSince1970
  }

  private static func setting(_ text: String) -> Google_Protobuf_Value {
    // A whole number beyond 2⁵³, as a seed may be, would lose digits.
    if let number = Double(text), abs(number) <= 0x1p53 { return Google_Protobuf_Value(numberValue: number) }
    if let flag = Bool(text) { return Google_Protobuf_Value(boolValue: flag) }
    return Google_Protobuf_Value(stringValue: text)
  }
}
