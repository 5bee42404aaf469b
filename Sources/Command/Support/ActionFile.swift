import Foundation
import Simulation
import Training

/// A JSON array of actions, one per step.
struct ActionFile {
  private let path: String
  private let actions: [Entry]

  /// Reads a file, or standard input for `-`.
  init(_ path: String) throws {
    self.path = path == "-" ? "standard input" : path
    let data: Data
    do {
      data =
        path == "-" ? FileHandle.standardInput.readDataToEndOfFile() : try Data(contentsOf: URL(filePath: path))
    } catch {
      throw WrongUse("The actions in \(path) cannot be read: \(error.reason).")
    }
    let decoder = JSONDecoder()
    // What JSON has no word for is written by Python's, and is refused in words once it is known which action it is in.
    decoder.allowsJSON5 = data.contains(UInt8(ascii: "N")) || data.contains(UInt8(ascii: "I"))
    do {
      actions = try decoder.decode([Entry].self, from: data)
    } catch {
      throw WrongUse(
        "\(self.path) is no JSON array with one action per step, each a number or an array of numbers, "
          + "such as [0, 1, 1] or [[0.5], [-1.0]].")
    }
  }

  /// How many actions there are.
  var count: Int { actions.count }

  /// An action as an element of a space.
  func action<Scalar: SpaceScalar>(_ index: Int, in space: any Space<Scalar>) throws -> [Scalar] {
    let (count, expected) = (actions[index].numbers.count, space.scalarCount)
    let action = actions[index].numbers.compactMap { Scalar(exactlyOrRounded: $0) }
    if space.contains(action), count == expected { return action }
    let problem = count == expected ? "" : "has \(NumberFormat.count(count, "number")) instead of \(expected) and "
    throw WrongUse(
      "Action \(index) in \(path) is \(actions[index]), which \(problem)is not in \(space.descriptor).")
  }

  private enum Entry: Decodable, CustomStringConvertible {
    case number(Double)
    case array([Double])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Double.self) {
        self = .number(number)
      } else {
        self = .array(try container.decode([Double].self))
      }
    }

    var numbers: [Double] {
      switch self {
      case .number(let number): [number]
      case .array(let numbers): numbers
      }
    }

    var description: String {
      switch self {
      case .number(let number): NumberFormat.plain(number)
      case .array(let numbers): "[\(numbers.map(NumberFormat.plain).joined(separator: ", "))]"
      }
    }
  }
}

extension SpaceScalar {
  /// The number rounded to float where the type is a float, exact where it is an integer.
  fileprivate init?(exactlyOrRounded number: Double) {
    guard Self.self != Int.self || Int(exactly: number) != nil else { return nil }
    self.init(number)
  }
}
