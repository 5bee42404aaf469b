import Foundation

extension Error {
  /// The system's reason for a refusal, in its own words, such as "No space left on device".
  ///
  /// Foundation's own sentences leave out what they are about.
  package var reason: String {
    guard let underlying = (self as NSError).userInfo[NSUnderlyingErrorKey] as? any Error,
      (underlying as NSError).domain == NSPOSIXErrorDomain
    else { return localizedDescription }
    return String(cString: strerror(Int32((underlying as NSError).code)))
  }
}
