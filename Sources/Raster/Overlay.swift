/// The content of an overlay: the text around a frame while one watches or plays.
public struct OverlayContent: Hashable, Sendable {
  /// The environment's id.
  public var title: String
  /// The name of the policy or player that acts; nothing is shown when empty.
  public var policy: String
  /// The number of steps since the episode began; `nil` shows none.
  public var step: Int?
  /// The sum of rewards since the episode began; `nil` shows none.
  public var episodeReturn: Double?
  /// Further numbers, after those above.
  public var readings: [Reading]
  /// The speed as a multiple of the environment's own pace; `nil` shows no speed.
  public var speed: Double?
  /// True while the environment stands still.
  public var isPaused: Bool
  /// The number of recorded episodes; `nil` where none are to be recorded.
  public var recordedEpisodes: Int?
  /// The notice or question to the spectator or player, beside the title; nothing is shown when empty.
  public var notice: String
  /// The tone of the notice, which its colour shows.
  public var tone: OverlayTone
  /// The keys to be shown along the lower edge.
  public var keyHints: [KeyHint]

  /// Makes an overlay's content; values that are not given are not shown.
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

/// The tone of a notice.
public enum OverlayTone: Hashable, Sendable {
  /// Information, or a question.
  case neutral
  /// Good news.
  case success
  /// Bad news.
  case failure
}

/// A hint that names a key and its effect.
public struct KeyHint: Hashable, Sendable {
  /// The key's name or sign.
  public var key: String
  /// The key's effect, in a word or two.
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
    /// The heading, in capitals.
    public var heading: String
    /// The number as text.
    public var value: String
    /// The widest text of the number, for which room is kept.
    public var widest: String

    /// A number under a heading.
    public init(_ heading: String, _ value: String, widest: String) {
      self.heading = heading
      self.value = value
      self.widest = widest
    }
  }

  /// A figure of the panel: a number and the heading above it.
  struct Figure: Hashable {
    var heading: String
    var value: String
    /// The widest text of the value, for which room is kept so that the panel's width does not change at every step.
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
