import Simulation

extension CatalogEntry {
  /// Gymnasium's `EnvSpec` of the environment, as `EnvSpec.to_json()` writes it.
  ///
  /// Whoever has it can make the environment in Python. A task that Gymnasium cannot make has no entry point, so that
  /// making it fails and does not give another one.
  ///
  /// Source: Gymnasium 1.4.0, `gymnasium/envs/__init__.py` and `EnvSpec` in `gymnasium/envs/registration.py`.
  ///
  /// - Parameters:
  ///   - overrides: Changes of the configuration.
  ///   - isWrapped: True if there are wrappers around it, which Gymnasium would not make.
  public func gymnasiumSpecification(
    _ overrides: ConfigurationOverrides = ConfigurationOverrides(), isWrapped: Bool = false
  ) -> String {
    let specification = self.specification
    let counterpart = GymnasiumCounterpart.of(id)
    var keywords = counterpart?.keywords ?? []
    var isKnown = counterpart != nil && !isWrapped
    for (name, text) in overrides.values.sorted(by: { $0.key < $1.key }) {
      guard let keyword = counterpart?.keyword(for: name, text, in: specification.parameters) else {
        isKnown = isKnown && GymnasiumCounterpart.isDefault(text, of: name, in: specification.parameters)
        continue
      }
      keywords.removeAll { $0.name == keyword.name }
      keywords.append(keyword)
    }
    let entryPoint = isKnown ? counterpart.map { "\"gymnasium.envs.\($0.entryPoint)\"" } : nil
    let vector = isKnown ? counterpart?.vectorEntryPoint.map { "\"gymnasium.envs.\($0)\"" } : nil
    return "{\"id\": \"\(id)\", \"entry_point\": \(entryPoint ?? "null"), "
      + "\"reward_threshold\": \(specification.rewardThreshold.map { "\($0)" } ?? "null"), "
      + "\"nondeterministic\": false, "
      + "\"max_episode_steps\": \(specification.timeLimit.map(String.init) ?? "null"), \"order_enforce\": true, "
      + "\"disable_env_checker\": false, "
      + "\"kwargs\": {\(keywords.map { "\"\($0.name)\": \($0.json)" }.joined(separator: ", "))}, "
      + "\"additional_wrappers\": [], \"vector_entry_point\": \(vector ?? "null")}"
  }
}

/// Gymnasium's counterpart of a task: its entry points and its arguments.
private struct GymnasiumCounterpart {
  /// An argument of the constructor.
  struct Keyword {
    let name: String
    let json: String
  }

  /// The module and class, under `gymnasium.envs`.
  let entryPoint: String
  var vectorEntryPoint: String?
  /// The arguments that the registry sets.
  var keywords: [Keyword] = []

  static func of(_ id: String) -> GymnasiumCounterpart? { all.first { $0.ids.contains(id) }?.counterpart }

  private static let all: [(ids: [String], counterpart: GymnasiumCounterpart)] = [
    (
      ["CartPole-v0", "CartPole-v1"],
      GymnasiumCounterpart(
        entryPoint: "classic_control.cartpole:CartPoleEnv",
        vectorEntryPoint: "classic_control.cartpole:CartPoleVectorEnv")
    ),
    (
      ["MountainCar-v0"],
      GymnasiumCounterpart(
        entryPoint: "classic_control.mountain_car:MountainCarEnv")
    ),
    (
      ["MountainCarContinuous-v0"],
      GymnasiumCounterpart(
        entryPoint: "classic_control.continuous_mountain_car:Continuous_MountainCarEnv")
    ),
    (["Acrobot-v1"], GymnasiumCounterpart(entryPoint: "classic_control.acrobot:AcrobotEnv")),
    (
      ["Pendulum-v1"],
      GymnasiumCounterpart(entryPoint: "classic_control.pendulum:PendulumEnv")
    ),
    (
      ["Blackjack-v1"],
      GymnasiumCounterpart(
        entryPoint: "toy_text.blackjack:BlackjackEnv",
        keywords: [Keyword(name: "sab", json: "true"), Keyword(name: "natural", json: "false")])
    ),
    (["FrozenLake-v1"], lake("4x4")), (["FrozenLake8x8-v1"], lake("8x8")),
    (["CliffWalking-v1"], cliff()),
    (["CliffWalkingSlippery-v1"], cliff([Keyword(name: "is_slippery", json: "true")])),
    (
      ["Taxi-v4"],
      GymnasiumCounterpart(
        entryPoint: "toy_text.taxi:TaxiEnv")
    ),
    (["LunarLander-v3"], lander()),
    (["LunarLanderContinuous-v3"], lander([Keyword(name: "continuous", json: "true")])),
    (["BipedalWalker-v3"], walker()),
    (["BipedalWalkerHardcore-v3"], walker([Keyword(name: "hardcore", json: "true")])),
    (
      ["CarRacing-v3"],
      GymnasiumCounterpart(
        entryPoint: "box2d.car_racing:CarRacing")
    ),
  ]

  private static func lake(_ map: String) -> GymnasiumCounterpart {
    GymnasiumCounterpart(
      entryPoint: "toy_text.frozen_lake:FrozenLakeEnv", keywords: [Keyword(name: "map_name", json: "\"\(map)\"")])
  }

  private static func cliff(_ keywords: [Keyword] = []) -> GymnasiumCounterpart {
    GymnasiumCounterpart(
      entryPoint: "toy_text.cliffwalking:CliffWalkingEnv", keywords: keywords)
  }

  private static func lander(_ keywords: [Keyword] = []) -> GymnasiumCounterpart {
    GymnasiumCounterpart(
      entryPoint: "box2d.lunar_lander:LunarLander", keywords: keywords)
  }

  private static func walker(_ keywords: [Keyword] = []) -> GymnasiumCounterpart {
    GymnasiumCounterpart(
      entryPoint: "box2d.bipedal_walker:BipedalWalker", keywords: keywords)
  }

  /// The argument that a change stands for; `nil` if Gymnasium has none.
  func keyword(for name: String, _ text: String, in parameters: [ConfigurationParameter]) -> Keyword? {
    guard let current = parameters.first(where: { $0.name == name }), let keyword = current.gymnasiumName else {
      return nil
    }
    if name == "map", !["4x4", "8x8"].contains(text) { return Self.tiles(text) }
    return Keyword(name: keyword, json: Self.json(text, as: current.defaultValue))
  }

  /// The tiles of a lake that Gymnasium has no name for, one by one: a random one is not drawn again.
  private static func tiles(_ text: String) -> Keyword? {
    guard let map = try? FrozenLakeMap(text: text) else { return nil }
    let rows = (0..<map.rows).map { row in
      String(map.tiles[row * map.columns..<(row + 1) * map.columns].map(\.rawValue))
    }
    return Keyword(name: "desc", json: "[\(rows.map { "\"\($0)\"" }.joined(separator: ", "))]")
  }

  /// Returns true if a change leaves a parameter as it is.
  static func isDefault(_ text: String, of name: String, in parameters: [ConfigurationParameter]) -> Bool {
    guard let sample = parameters.first(where: { $0.name == name })?.defaultValue else { return false }
    return json(text, as: sample) == json(sample, as: sample)
  }

  /// The text as JSON of the kind that the default is of.
  private static func json(_ text: String, as sample: String) -> String {
    if ["true", "false"].contains(sample) { return ["true", "1"].contains(text.lowercased()) ? "true" : "false" }
    if sample.contains(",") {
      let numbers = text.split(separator: ",").map { json($0.filter { $0 != " " }, as: "0") }
      return "[\(numbers.joined(separator: ", "))]"
    }
    guard Double(sample) != nil else { return "\"\(text)\"" }
    return Double(text).map { "\($0)" } ?? text
  }
}
