import Simulation

extension SpaceDescriptor {
  /// The type of encoder for observations of such numbers; `nil` if there is none.
  var featureEncoder: (any FeatureEncoder.Type)? {
    switch layout.kind {
    case .float32: NumberFeatures.self
    case .int64: CategoryFeatures.self
    case .uint8: PixelFeatures.self
    default: nil
    }
  }
}
