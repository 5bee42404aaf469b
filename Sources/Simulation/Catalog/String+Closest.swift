extension String {
  /// The nearest of some names, for "did you mean": about a third of the letters may differ, one in any case.
  ///
  /// Letter case counts for nothing; a name that starts with this one is near, if it has three letters.
  public func closest(among names: some Sequence<String>) -> String? {
    let wanted = lowercased()
    let scored = names.map { name in
      let candidate = name.lowercased()
      let isPrefix = wanted.count >= 3 && candidate.hasPrefix(wanted)
      return (name: name, distance: isPrefix ? 1 : wanted.editDistance(to: candidate))
    }
    guard let best = scored.min(by: { $0.distance < $1.distance }) else { return nil }
    return best.distance <= max(1, (wanted.count + 1) / 3) ? best.name : nil
  }

  /// How many letters must be inserted, deleted or replaced to get another text (Levenshtein 1966).
  func editDistance(to other: String) -> Int {
    let letters = Array(other)
    var row = Array(0...letters.count)
    for (index, letter) in enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in letters.indices {
        let replaced = diagonal + (letters[column] == letter ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = Swift.min(replaced, row[column] + 1, diagonal + 1)
      }
    }
    return row[letters.count]
  }
}
