import Simulation

extension Rooms {
  /// The cell in front of the agent.
  private var front: RoomCell { agent.neighbour(direction) }

  /// The reward for what is done at the present step.
  private var reward: Double {
    1 - 0.9 * (Double(steps) / Double(configuration.layout.stepLimit))
  }

  /// Takes an action by the rules of the layout.
  mutating func act(_ action: RoomAction) -> StepResult {
    switch configuration.layout {
    case .memory: return actRemembering(action)
    case .unlock:
      _ = move(action)
      return outcome(isDone: action == .toggle && grid[landmarks.first].kind == .openDoor)
    case .unlockPickup:
      _ = move(action)
      return outcome(isDone: action == .pickUp && carried.kind == .box)
    case .keyCorridor:
      _ = move(action)
      return outcome(isDone: action == .pickUp && carried.kind == .ball)
    case .redBlueDoors: return actInOrder(action)
    case .dynamicObstacles(_, let count, _): return actAmongObstacles(action, count)
    default: return move(action)
    }
  }

  private func outcome(isDone: Bool) -> StepResult {
    isDone ? .terminated(reward: reward) : .running(reward: 0)
  }

  /// Moves the agent, or what is in front of it; the goal and lava end the episode.
  private mutating func move(_ action: RoomAction) -> StepResult {
    switch action {
    case .left: direction = (direction + 3) & 3
    case .right: direction = (direction + 1) & 3
    case .forward: return walk()
    case .pickUp:
      guard carried == .empty, grid[front].canBeCarried else { break }
      carried = grid[front]
      grid[front] = .empty
    case .drop:
      guard carried != .empty, grid[front] == .empty else { break }
      grid[front] = carried
      carried = .empty
    case .toggle: toggle()
    case .done: break
    }
    return .running(reward: 0)
  }

  private mutating func walk() -> StepResult {
    let tile = grid[front]
    if tile.canBeEntered { agent = front }
    switch tile.kind {
    case .goal: return .terminated(reward: reward)
    case .lava: return .terminated(reward: 0)
    default: return .running(reward: 0)
    }
  }

  /// Opens or shuts a door; a box that is opened is gone, for it is empty.
  private mutating func toggle() {
    let tile = grid[front]
    switch tile.kind {
    case .openDoor: grid[front] = tile.with(.closedDoor)
    case .closedDoor: grid[front] = tile.with(.openDoor)
    case .lockedDoor where carried == RoomTile(.key, tile.color): grid[front] = tile.with(.openDoor)
    case .box: grid[front] = .empty
    default: break
    }
  }

  /// The right end of the hallway is the reward, the wrong one nothing; hands toggle, but pick nothing up.
  private mutating func actRemembering(_ action: RoomAction) -> StepResult {
    let result = move(action == .pickUp ? .toggle : action)
    if agent == landmarks.first { return .terminated(reward: reward) }
    return agent == landmarks.second ? .terminated(reward: 0) : result
  }

  /// The red door first, then the blue one.
  private mutating func actInOrder(_ action: RoomAction) -> StepResult {
    let wasRedOpen = grid[landmarks.first].kind == .openDoor
    _ = move(action)
    guard grid[landmarks.second].kind == .openDoor else { return .running(reward: 0) }
    return .terminated(reward: wasRedOpen ? reward : 0)
  }

  /// Moves the balls, then the agent; to walk into anything but the goal costs 1.
  private mutating func actAmongObstacles(_ action: RoomAction, _ count: Int) -> StepResult {
    let tile = grid[front]
    let isBlocked = tile != .empty && tile.kind != .goal
    for index in 0..<count { moveObstacle(index) }
    let result = move(action)
    return action == .forward && isBlocked ? .terminated(reward: -1) : result
  }

  private mutating func moveObstacle(_ index: Int) {
    let cell = obstacles[index]
    let around = RoomArea(x: cell.x - 1, y: cell.y - 1, width: 3, height: 3)
    guard let place = freeCell(in: around, attempts: 101) else { return }
    grid[place] = grid[cell]
    grid[cell] = .empty
    obstacles[index] = place
  }
}
