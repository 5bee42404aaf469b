/// What is written around a frame while one watches or plays.
public struct OverlayContent: Hashable, Sendable {
  /// The environment's id.
  public var title: String
  /// Who acts; nothing is shown when empty.
  public var policy: String
  /// Steps since the episode began; `nil` shows none.
  public var step: Int?
  /// The rewards' sum since the episode began; `nil` shows none.
  public var episodeReturn: Double?
  /// Further numbers, after those above.
  public var readings: [Reading]
  /// How much faster than its own time the environment runs; `nil` shows no speed.
  public var speed: Double?
  /// Whether it stands still.
  public var isPaused: Bool
  /// How many episodes were recorded; `nil` where none are to be.
  public var recordedEpisodes: Int?
  /// What the spectator or player is told or asked, beside the title; nothing is shown when empty.
  public var notice: String
  /// How the notice is meant, which its colour shows.
  public var tone: OverlayTone
  /// The keys to be shown along the lower edge.
  public var keyHints: [KeyHint]

  /// What is not given is not shown.
  public init(
    title: String, policy: String = "", step: Int? = nil, episodeReturn: Double? = nil, readings: [Reading] = [],
    speed: Double? = nil, isPaused: Bool = false, recordedEpisodes: Int? = nil, notice: String = "",
    tone: OverlayTone = .neutral, keyHints: [KeyHint] = []
  ) {
    self.title = title
    self.policy = policy
    self.step = step
    self.episodeReturn = episodeReturn
    self.readings = readings
    self.speed = speed
    self.isPaused = isPaused
    self.recordedEpisodes = recordedEpisodes
    self.notice = notice
    self.tone = tone
    self.keyHints = keyHints
  }
}

/// How a notice is meant.
public enum OverlayTone: Hashable, Sendable {
  /// It tells or asks.
  case neutral
  /// It is good news.
  case success
  /// It is bad news.
  case failure
}

/// A key, and what it does.
public struct KeyHint: Hashable, Sendable {
  /// The key's name or sign.
  public var key: String
  /// What it does, in a word or two.
  public var meaning: String

  /// A hint that `key` does what `meaning` says.
  public init(_ key: String, _ meaning: String) {
    self.key = key
    self.meaning = meaning
  }
}

extension OverlayContent {
  /// A number as text, under a heading.
  public struct Reading: Hashable, Sendable {
    /// What it is, in capitals.
    public var heading: String
    /// The number.
    public var value: String
    /// The widest that it gets, for which room is kept.
    public var widest: String

    /// A number under a heading.
    public init(_ heading: String, _ value: String, widest: String) {
      self.heading = heading
      self.value = value
      self.widest = widest
    }
  }

  /// What is drawn of a number under its heading.
  struct Figure: Hashable {
    var heading: String
    var value: String
    /// The room kept for the value, so that the panel does not change its width at every step.
    var widest: String
    var isHighlighted = false
  }

  var figures: [Figure] {
    var figures: [Figure] = []
    if let step {
      figures.append(Figure(heading: "STEP", value: "\(step)", widest: "0000"))
    }
    if let episodeReturn {
      let value = NumberText.fixed(episodeReturn, decimals: 1)
      figures.append(Figure(heading: "RETURN", value: value, widest: "\u{2212}000.0"))
    }
    figures += readings.map { Figure(heading: $0.heading, value: $0.value, widest: $0.widest) }
    if let recordedEpisodes {
      figures.append(Figure(heading: "RECORDED", value: "\(recordedEpisodes)", widest: "00", isHighlighted: true))
    }
    if isPaused {
      figures.append(Figure(heading: "SPEED", value: "Paused", widest: "Paused", isHighlighted: true))
    } else if let speed {
      figures.append(Figure(heading: "SPEED", value: "\(NumberText.ratio(speed))×", widest: "Paused"))
    }
    return figures
  }
}
