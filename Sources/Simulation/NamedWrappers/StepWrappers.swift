/// `actionRepeat=N`: ``RepeatAction``.
struct ActionRepeatWrapper: NamedWrapper {
  static let name = "actionRepeat"
  static let form = "actionRepeat=N"
  static let summary = "Takes every action N times and adds up the rewards; an episode's end cuts it short."

  let stepsPerAction: Int

  init(_ value: String?) throws(ConfigurationError) {
    stepsPerAction = try Self.value(value, in: 1...1000, such: 4)
  }

  func change(of spaces: RowSpaces) -> RowChange {
    RowChange(to: spaces) { [stepsPerAction] in
      RowEnvironment(RepeatAction($0, count: stepsPerAction), spaces: spaces)
    }
  }

  func timeLimit(around limit: Int?) -> Int? { limit.map { ($0 - 1) / stepsPerAction + 1 } }
}

/// `stickyActions=P`: ``StickyAction``.
struct StickyActionsWrapper: NamedWrapper {
  static let name = "stickyActions"
  static let form = "stickyActions=P"
  static let summary = "Takes the last action again with probability P, whatever is chosen."

  let probability: Double

  init(_ value: String?) throws(ConfigurationError) { probability = try Self.value(value, in: 0..<1, such: 0.25) }

  func change(of spaces: RowSpaces) throws(ConfigurationError) -> RowChange {
    try Self.requireStream(spaces)
    return RowChange(to: spaces) { [probability] in
      RowEnvironment(StickyAction($0, probability: probability), spaces: spaces)
    }
  }
}

/// `rescaleAction`: ``RescaleAction`` from [-1, 1].
struct RescaleActionWrapper: NamedWrapper {
  static let name = "rescaleAction"
  static let form = "rescaleAction"
  static let summary = "Takes actions from -1 to 1 and stretches them to the bounds of the task's own."

  init(_ value: String?) throws(ConfigurationError) { try Self.takesNone(value) }

  func change(of spaces: RowSpaces) throws(ConfigurationError) -> RowChange {
    guard let box = spaces.action.descriptor.space as? Box<Float>, box.canBeRescaled else {
      throw Self.misfit(spaces.action, "actions of float32 with finite bounds")
    }
    let (observation, rescaling) = (spaces.observation, ActionRescaling(box, from: -1...1))
    let changed = spaces.changing(action: rescaling.input)
    return RowChange(to: changed) {
      RowEnvironment(
        TransformAction(RowView($0, observing: observation, acting: box), by: rescaling), spaces: changed)
    }
  }
}

/// `clipReward`: ``ClipReward`` to [-1, 1], or to another size.
struct ClipRewardWrapper: NamedWrapper {
  static let name = "clipReward"
  static let form = "clipReward or clipReward=R"
  static let summary = "Clips rewards to -1 and 1, or to -R and R."

  let bound: Double

  init(_ value: String?) throws(ConfigurationError) {
    bound = try value == nil ? 1 : Self.value(value, in: .above(0, upTo: 1e9), such: 1)
  }

  func change(of spaces: RowSpaces) -> RowChange {
    RowChange(to: spaces) { [bound] in RowEnvironment(ClipReward($0, to: -bound...bound), spaces: spaces) }
  }
}

/// `timeLimit=N`: ``TimeLimit``.
struct TimeLimitWrapper: NamedWrapper {
  static let name = "timeLimit"
  static let form = "timeLimit=N"
  static let summary = "Truncates episodes after N steps, if the task does not do so before."

  let steps: Int

  init(_ value: String?) throws(ConfigurationError) {
    steps = try Self.value(value, in: 1...1_000_000_000, such: 200)
  }

  func change(of spaces: RowSpaces) -> RowChange {
    RowChange(to: spaces) { [steps] in RowEnvironment(TimeLimit($0, steps: steps), spaces: spaces) }
  }

  func timeLimit(around limit: Int?) -> Int? { min(limit ?? steps, steps) }
}

/// `patience=N`: ``Patience``.
struct PatienceWrapper: NamedWrapper {
  static let name = "patience"
  static let form = "patience=N"
  static let summary = "Truncates episodes in which no reward was above 0 for N steps."

  let steps: Int

  init(_ value: String?) throws(ConfigurationError) {
    steps = try Self.value(value, in: 1...1_000_000_000, such: 100)
  }

  func change(of spaces: RowSpaces) -> RowChange {
    RowChange(to: spaces) { [steps] in RowEnvironment(Patience($0, steps: steps), spaces: spaces) }
  }
}
