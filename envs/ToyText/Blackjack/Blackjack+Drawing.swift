import CMath
import Raster
import Simulation

extension Blackjack: Drawable {
  /// 600 by 540.
  public var frameSize: Size { BlackjackScene.frame }

  /// Draws the table with all cards; all of the dealer's but the first lie face down until the hand is over.
  public func draw(on canvas: inout Canvas) {
    BlackjackScene(game: self).draw(on: &canvas)
  }
}

extension Blackjack: Watchable {
  /// The outcome: bust, won, lost or drawn.
  public func ending(after status: EpisodeStatus) -> EpisodeEnding? {
    let ending =
      switch outcome {
      case .bust: EpisodeEnding("Bust", .failure)
      case .blackjack: EpisodeEnding("Won with a blackjack", .success)
      case .won: EpisodeEnding("Won", .success)
      case .lost: EpisodeEnding("Lost", .failure)
      case .draw: EpisodeEnding("Draw", .neutral)
      }
    return self.ending(status, terminated: ending)
  }

  fileprivate enum Outcome {
    case bust, blackjack, won, lost, draw
  }

  fileprivate var outcome: Outcome {
    let margin = player.score - dealer.score
    let winsByNatural = configuration.suttonBartoRules && player.isNatural && !dealer.isNatural
    if player.isBust { return .bust }
    if margin > 0 || winsByNatural { return player.isNatural ? .blackjack : .won }
    return margin < 0 ? .lost : .draw
  }
}

/// The picture of a blackjack table.
private struct BlackjackScene {
  let game: Blackjack

  static let frame = Size(600, 540)

  private static let lightFelt = Color(0x3F8F74)
  private static let felt = Color(0x2C735D)
  private static let darkFelt = Color(0x184A3F)

  func draw(on canvas: inout Canvas) {
    drawTable(on: &canvas)
    // Room above the cards, so that the overlay hides none.
    canvas.withTransform(.translation(0, 40)) { canvas in
      drawHand(cards(of: game.dealer, isDealer: true), middle: Point(300, 130), isDealer: true, on: &canvas)
      drawHand(cards(of: game.player, isDealer: false), middle: Point(300, 362), isDealer: false, on: &canvas)
      drawSums(on: &canvas)
      if game.isOver { drawOutcome(on: &canvas) }
    }
  }

  private func drawTable(on canvas: inout Canvas) {
    let frame = Self.frame
    canvas.fillRectangle(.band(of: frame), Self.darkFelt)
    canvas.fillEllipse(
      center: Point(300, 210), radiusX: 430, radiusY: 400,
      RadialGradient(colors: [Self.lightFelt, Self.felt, Self.darkFelt]))
    for (radius, width) in [(520.0, 2.0), (530, 5)] {
      canvas.strokeCircle(
        center: Point(300, -270), radius: radius, Palette.gold.opacity(width > 3 ? 0.16 : 0.35), width: width)
    }
    for index in 0..<4 {
      guard let suit = Suit(rawValue: index) else { continue }
      for x in [34, frame.width - 34] {
        canvas.withTransform(.translation(x, 262 + Double(index) * 46).scaled(25)) { canvas in
          canvas.fill(suit.path, Self.darkFelt.opacity(0.45))
        }
      }
    }
  }

  /// Cards beside each other, overlapping the more the more there are, like held by a hand.
  private func drawHand(_ cards: [PlayingCard], middle: Point, isDealer: Bool, on canvas: inout Canvas) {
    let count = Double(cards.count)
    let step = min(isDealer && !game.isOver ? 112 : 66, 380 / max(count - 1, 1))
    for (index, card) in cards.enumerated() {
      let place = Double(index) - (count - 1) / 2
      let isOpen = !isDealer || game.isOver || index == 0
      let lean = isDealer ? -0.012 : 0.045
      let sag = isDealer ? 0.6 : 2.4
      canvas.withTransform(
        .translation(middle.x + place * step, middle.y + min(place * place, 36) * sag)
          .rotated(min(max(place * lean, -0.3), 0.3))
      ) { canvas in
        if isOpen { card.drawFace(on: &canvas) } else { PlayingCard.drawBack(on: &canvas) }
      }
    }
  }
}

extension BlackjackScene {
  /// Names for numbers: the game keeps values only, so suits and pictures that it does not know are made up, the
  /// same ones in every frame.
  private func cards(of hand: Blackjack.Hand, isDealer: Bool) -> [PlayingCard] {
    (0..<hand.count).map { index in
      let value = Int(hand.cards[index])
      let noise = TileNoise(index * 40 + value + (isDealer ? 2000 : 0) + Int(game.dealer.cards[0]) * 5000)
      if isDealer, index == 0 {
        return PlayingCard(
          rank: rank(value, picture: game.dealerFace), suit: Suit(rawValue: game.dealerSuit) ?? .spades)
      }
      return PlayingCard(
        rank: rank(value, picture: Int(noise.value(0) * 4) - 1),
        suit: Suit(rawValue: Int(noise.value(1) * 4)) ?? .spades)
    }
  }

  /// A ten is one of four cards; -1 is the ten itself, then jack, queen, king.
  private func rank(_ value: Int, picture: Int) -> PlayingCard.Rank {
    guard value == 10 else { return .number(value) }
    return switch picture {
    case 0: .jack
    case 1: .queen
    case 2: .king
    default: .number(10)
    }
  }

  private func drawSums(on canvas: inout Canvas) {
    let open = Int(game.dealer.cards[0])
    let shown = game.isOver ? "\(game.dealer.sum)" : open == 1 ? "11" : "\(open)"
    drawSum("Dealer", shown, at: Point(300, 34), color: Palette.paper, on: &canvas)
    let soft = game.player.hasUsableAce ? "soft " : ""
    drawSum(
      "Player", soft + "\(game.player.sum)", at: Point(300, 471),
      color: game.player.isBust ? Palette.coral : Palette.gold, on: &canvas)
  }

  private func drawSum(
    _ name: String, _ sum: String, at center: Point, color: Color, on canvas: inout Canvas
  ) {
    guard canvas.fonts != nil else { return }
    let nameWidth = canvas.measure(name, size: 13).width
    let width = nameWidth + 8 + canvas.measure(sum, size: 16, weight: .semiBold, tabularDigits: true).width
    let pill = Rectangle(center: center, size: Size(width + 30, 30))
    canvas.fillRoundedRectangle(pill, cornerRadius: 15, Self.darkFelt.mixed(with: Palette.ink, 0.45).opacity(0.72))
    canvas.label(
      name, at: Point(pill.minX + 15, center.y), size: 13, color: Palette.paper.opacity(0.75), alignment: .leading)
    canvas.label(
      sum, at: Point(pill.maxX - 15, center.y), size: 16, weight: .semiBold, color: color, alignment: .trailing)
  }

  private func drawOutcome(on canvas: inout Canvas) {
    guard canvas.fonts != nil else { return }
    let (text, color) =
      switch game.outcome {
      case .bust: ("Bust", Palette.coral)
      case .blackjack: ("Blackjack", Palette.gold)
      case .won: ("You win", Palette.gold)
      case .lost: ("Dealer wins", Palette.coral)
      case .draw: ("Draw", Palette.ice)
      }
    let banner = Rectangle(center: Point(300, 246), size: Size(176, 42))
    canvas.softShadow(below: banner, cornerRadius: 21, offset: 4, spread: 8, opacity: 0.4)
    canvas.fillRoundedRectangle(banner, cornerRadius: 21, Palette.ink)
    canvas.stroke(.roundedRectangle(banner.inset(by: 1), cornerRadius: 20), color, width: 2)
    canvas.label(text, at: banner.center, size: 19, weight: .semiBold, color: color)
  }
}
