import Simulation

/// Pictures that fall into classes, of which there are so many each: digits, or letters that people drew.
public struct PictureFamily: ClassFamily {
  /// The pictures of a class, one behind the other, as numbers from 0, the paper, to 1.
  typealias Pictures = [Float]

  /// The name.
  public let name: String
  /// The summary.
  public let summary: String
  /// One grey picture.
  public let inputShape: [Int]
  /// The number of pictures of each class.
  public let examplesPerClass: Int?
  /// The number of classes of a task unless others are asked for.
  public let usualWays: Int
  private let read: @Sendable () throws(ConfigurationError) -> [TaskPart: [Pictures]]
  private var parts: [TaskPart: [Pictures]] = [:]

  /// Makes a family whose pictures are to be read by ``loaded()``.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - summary: The summary.
  ///   - side: The side of a picture in pixels.
  ///   - examplesPerClass: The number of pictures of each class.
  ///   - usualWays: The number of classes of a task unless others are asked for.
  ///   - read: Reads the pictures of all classes of each part.
  init(
    _ name: String, _ summary: String, side: Int, examplesPerClass: Int, usualWays: Int = 5,
    reading read: @escaping @Sendable () throws(ConfigurationError) -> [TaskPart: [Pictures]]
  ) {
    (self.name, self.summary, self.examplesPerClass) = (name, summary, examplesPerClass)
    (inputShape, self.usualWays, self.read) = ([1, side, side], usualWays, read)
  }

  /// Reads the pictures.
  ///
  /// - Throws: If some are missing or damaged.
  public func loaded() throws(ConfigurationError) -> any TaskFamily {
    var family = self
    family.parts = try read()
    return family
  }

  /// The number of classes in a part; none before they are read.
  public func numberOfClasses(in part: TaskPart) -> Int { parts[part]?.count ?? 0 }

  /// Takes different pictures of a class.
  public func appendExamples(
    _ count: Int, ofClass index: Int, in part: TaskPart, to inputs: inout [Float],
    using generator: inout RandomGenerator
  ) {
    guard let pictures = parts[part]?[index] else {
      preconditionFailure("\(name) has no class \(index) to draw from")
    }
    let size = inputShape.reduce(1, *)
    for place in generator.choice(pictures.count / size, picking: count, replacing: false) {
      inputs += pictures[place * size..<(place + 1) * size]
    }
  }
}
