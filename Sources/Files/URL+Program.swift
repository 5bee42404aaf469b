import Foundation

extension URL {
  /// The file of the program that runs, at the end of any links; `nil` if it cannot be known.
  public static var program: URL? {
    let path = SystemCall.target(ofLink: "/proc/self/exe")
    return (path ?? Bundle.main.executableURL?.resolvingSymlinksInPath().path).map {
      URL(filePath: $0, directoryHint: .notDirectory)
    }
  }
}
