/// Copies of the environments that a policy acts in: worlds to look ahead in, from where those stand.
public struct EnvironmentCopies {
  private let copy: (Int) -> RowEnvironment?

  /// Makes the copies of what copies the environment of a row, where it can be copied.
  public init(_ copy: @escaping (_ row: Int) -> RowEnvironment?) { self.copy = copy }

  /// No copies: nobody can look ahead.
  public static var none: EnvironmentCopies { EnvironmentCopies { _ in nil } }

  /// Copies the environment of a row as it stands now, with the same future; `nil` if it cannot be copied.
  public func copy(ofRow row: Int) -> RowEnvironment? { copy(row) }
}
