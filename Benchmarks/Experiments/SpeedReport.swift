import Training

/// The median rate of seven runs, as one JSON object.
struct SpeedReport {
  let name: String
  private let rates: [Double]

  /// Measures a number of updates seven times.
  init(_ name: String, updates: Int, update: () -> Void) {
    self.name = name
    rates = (0..<7).map { _ in
      let duration = ContinuousClock().measure { for _ in 0..<updates { update() } }
      return Double(updates) / duration.seconds
    }
  }

  /// The object, on one line.
  var json: String {
    let (low, high) = (rates.min() ?? 0, rates.max() ?? 0)
    return #"{"name": "\#(name)", "unit": "updates/s", "n": \#(rates.count), "median": \#(Int(rates.median)), "#
      + #""min": \#(Int(low)), "max": \#(Int(high)), "threads": 1}"#
  }
}
