import CHDF5
import Foundation

extension CH5Error {
  /// The message, without a dot at its end.
  fileprivate var sentence: String {
    withUnsafeBytes(of: message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}

extension DatasetError {
  /// Makes the error that CHDF5 reports of a file, or of a part of it.
  init(_ error: CH5Error, _ url: URL, isWriting: Bool, of part: String? = nil) {
    let reason = error.code == CH5CodeLibrary && part == nil ? "HDF5 says '\(error.sentence)'" : error.sentence
    let sentence = part.map { "\($0) (\(reason))" } ?? reason
    switch error.code {
    case CH5CodeBusy:
      self.init("\(url.relativePath) is being written by another program; wait until it is done.")
    case CH5CodeSystem: self = isWriting ? .notWritten(url, sentence) : .notRead(url, sentence)
    case CH5CodeDamaged: self = .damaged(url, sentence)
    case CH5CodeRefused: self.init("\(url.relativePath) cannot be used: \(sentence).")
    default: self = isWriting ? .notWritten(url, sentence) : .damaged(url, sentence)
    }
  }
}
