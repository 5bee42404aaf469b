import Environments
import Foundation
import Raster
import Simulation
import TestTraits
import Testing

@Suite("Drawings")
struct DrawingTests {
  /// To record the pictures anew, run the tests with `PALAESTRA_WRITE_GOLDEN=1`, and look at what changed.
  @Test("every task looks like its golden picture", arguments: DrawingSubject.all)
  func golden(_ subject: DrawingSubject) throws {
    let picture = subject.draw(nil, try FontSet.bundled())
    if ProcessInfo.processInfo.environment["PALAESTRA_WRITE_GOLDEN"] != nil {
      try picture.writePNG(to: Self.source(subject))
    }
    let golden = try Canvas(contentsOfPNG: Self.source(subject))
    let difference = try #require(picture.difference(to: golden), "the sizes differ")
    #expect(picture.looksLike(golden, meanTolerance: 0.5, maximumTolerance: 96), "\(difference)")
    #expect(try picture.pngData().count < 20_000, "a golden picture should burden the repository little")
  }

  @Test("a drawing fills the frame at any zoom, with fonts and without", arguments: DrawingSubject.all)
  func zoom(_ subject: DrawingSubject) throws {
    for zoom in [0.5, 3] {
      let picture = subject.draw(zoom, zoom < 1 ? nil : try FontSet.bundled())
      #expect(Set(picture.pixels).count > 50)
      #expect(!picture.pixels.contains(.black), "the background must cover everything")
    }
  }

  @Test("where the frame ends within a pixel, no black shows through", arguments: DrawingSubject.all)
  func edges(_ subject: DrawingSubject) {
    for zoom in [0.3101, 0.3117, 0.3133] {
      let picture = subject.draw(zoom, nil)
      let (right, bottom) = (picture.width - 1, picture.height - 1)
      let across = (0..<picture.height).map { contrast(picture[right, $0], picture[right - 1, $0]) }
      let down = (0..<picture.width).map { contrast(picture[$0, bottom], picture[$0, bottom - 1]) }
      #expect(across.reduce(0, +) / across.count < 40 && down.reduce(0, +) / down.count < 40)
    }
  }

  private func contrast(_ a: Color, _ b: Color) -> Int {
    abs(Int(a.red) - Int(b.red)) + abs(Int(a.green) - Int(b.green)) + abs(Int(a.blue) - Int(b.blue))
  }

  @Test("the same state gives the same pixels", arguments: DrawingSubject.all)
  func repeatable(_ subject: DrawingSubject) {
    #expect(subject.draw(nil, nil).pixels == subject.draw(nil, nil).pixels)
  }

  @Test("a drawing leaves the environment and its random stream as they were", arguments: DrawingSubject.all)
  func pure(_ subject: DrawingSubject) {
    #expect(subject.goesOnAlike())
  }

  @Test("lakes of any size have tiles of 64 or more, up to the largest canvas")
  func largeLake() throws {
    let large = FrozenLake(.init(map: try .random(size: 20, seed: 3)))
    #expect(large.frameSize.width >= 20 * 64)
    let single = FrozenLake(.init(map: try FrozenLakeMap(text: "SFFFFFFFFFFFFFFFFFFFG")))
    #expect(single.frameSize.width > 6 * single.frameSize.height)
    let huge = FrozenLake(.init(map: try .random(size: 400, seed: 3)))
    #expect(huge.frameSize.width <= Double(Canvas.maximumSide))
    #expect(Set(render(large, zoom: 0.3).pixels).count > 50)
  }

  @Test(
    "a simulation that has come apart is drawn all the same", arguments: [1e9, -1e300, .infinity, .nan])
  func brokenState(_ number: Double) {
    var cartPole = CartPole()
    (cartPole.state.position, cartPole.state.angle) = (number, number)
    var mountainCar = MountainCar()
    (mountainCar.state.position, mountainCar.state.velocity) = (number, number)
    var pendulum = Pendulum()
    (pendulum.state.angle, pendulum.state.angularVelocity) = (number, number)
    var acrobot = Acrobot()
    acrobot.state = Acrobot.State(repeating: number)
    for picture in [
      render(cartPole, zoom: 0.3), render(mountainCar, zoom: 0.3), render(pendulum, zoom: 0.3),
      render(acrobot, zoom: 0.3),
    ] {
      #expect(Set(picture.pixels).count > 50)
    }
  }

  @Test(
    "whatever the parameters, a drawing comes to an end", .mayHang(),
    arguments: Catalog.standard.entries.map(\.specification.id))
  func extremes(_ id: String) throws {
    let entry = try Catalog.standard.entry(id)
    for parameter in entry.specification.parameters where Double(parameter.defaultValue) != nil {
      for text in ["1e-308", "1e-30", "1e-3", "1e3", "1e30", "1e308", "0", "-1e-308", "-1e300", "1", "1000000000"] {
        guard let overrides = try? ConfigurationOverrides(parsing: ["\(parameter.name)=\(text)"]),
          let stage = try? entry.makeStage(overrides)
        else { continue }
        let frame = stage.frameSize
        #expect(frame.width > 0 && frame.width <= Double(Canvas.maximumSide) && frame.height > 0)
        let _: RowBuffer = stage.reset(seed: 1)
        let picture = render(stage, zoom: 0.2)
        #expect(Set(picture.pixels).count > 20, "\(parameter.name)=\(text)")
      }
    }
  }

  @Test("a lake of a quarter of a million tiles is drawn as fast as a small one") func hugeLake() throws {
    let huge = FrozenLake(.init(map: try .random(size: 500, seed: 3)))
    let picture = render(huge, zoom: 0.06)
    #expect(picture.pixels.contains(Color(0xE4694B)), "the goal is to be seen")
    #expect(picture.pixels.contains(Color(0x2F9C8F)), "the player is to be seen")
  }

  @Test("what a drawing shows follows the configuration")
  func configuration() {
    var short = CartPole.Configuration()
    short.halfPoleLength = 0.2
    #expect(render(CartPole(short)).pixels != render(CartPole()).pixels)
    var goal = MountainCar.Configuration()
    goal.goalPosition = 0.2
    #expect(render(MountainCar(goal)).pixels != render(MountainCar()).pixels)
    var heavy = Pendulum.Configuration()
    heavy.mass = 5
    #expect(render(Pendulum(heavy)).pixels != render(Pendulum()).pixels)
    var uneven = Acrobot.Configuration()
    uneven.length2 = 0.5
    #expect(render(Acrobot(uneven)).pixels != render(Acrobot()).pixels)
    var rain = Taxi.Configuration()
    rain.isRainy = true
    #expect(render(Taxi(rain)).pixels != render(Taxi()).pixels)
  }

  private static func source(_ subject: DrawingSubject) -> URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "Golden/Drawing/\(subject.name).png")
  }
}
