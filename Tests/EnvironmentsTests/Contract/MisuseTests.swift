import Environments
import Simulation
import Testing

/// `Checked` stops what the contract forbids.
@Suite("Misuse of environments")
struct MisuseTests {
  @Test func steppingAFinishedEpisodeStopsTheProgram() async {
    await #expect(processExitsWith: .failure) {
      var game = Checked(Blackjack())
      _ = game.reset(seed: 1)
      _ = game.step([0])
      _ = game.step([0])
    }
  }

  @Test func steppingATruncatedEpisodeStopsTheProgram() async {
    await #expect(processExitsWith: .failure) {
      var pendulum = Checked(TimeLimit(Pendulum(), steps: 1))
      _ = pendulum.reset(seed: 1)
      _ = pendulum.step([0])
      _ = pendulum.step([0])
    }
  }

  @Test func steppingBeforeTheFirstResetStopsTheProgram() async {
    await #expect(processExitsWith: .failure) {
      var lake = Checked(FrozenLake())
      _ = lake.step([0])
    }
  }

  @Test func aCategoryOutOfRangeStopsTheProgram() async {
    await #expect(processExitsWith: .failure) {
      var taxi = Checked(Taxi())
      _ = taxi.reset(seed: 1)
      _ = taxi.step([6])
    }
  }

  @Test func aNumberOutOfBoundsStopsTheProgram() async {
    await #expect(processExitsWith: .failure) {
      var car = Checked(MountainCarContinuous())
      _ = car.reset(seed: 1)
      _ = car.step([1.5])
    }
  }

  @Test func whatIsNoNumberStopsTheProgram() async {
    await #expect(processExitsWith: .failure) {
      var car = Checked(MountainCarContinuous())
      _ = car.reset(seed: 1)
      _ = car.step([.nan])
    }
  }

  @Test func anInvalidConfigurationStopsTheProgram() async {
    await #expect(processExitsWith: .failure) {
      var configuration = CartPole.Configuration()
      configuration.poleMass = -1
      _ = CartPole(configuration)
    }
  }
}
