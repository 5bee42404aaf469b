import Foundation
import Testing

/// What a user may get wrong: each gets one sentence, status 2, and nothing on standard output.
@Suite struct WrongUseTests {
  private static let names: [([String], String)] = [
    (["tran"], "There is no command 'tran'. Did you mean 'train'? Known: demo, envs, agents, train, eval, meta, "),
    (["help", "tran"], "There is no command 'tran'. Did you mean 'train'? Known: demo, "),
    (
      ["eval", "CartPol-v1", "--policy", "random"],
      "There is no environment 'CartPol-v1'. Did you mean 'CartPole-v1'? `palaestra envs` lists them."
    ),
    (["bench", "Cartpole"], "There is no environment 'Cartpole'. Did you mean 'CartPole-v1'?"),
    (["bench", "Cartpole-v1"], "There is no environment 'Cartpole-v1'. Did you mean 'CartPole-v1'?"),
    (["envs", "Cartpole-v1"], "There is no environment 'Cartpole-v1'. Did you mean 'CartPole-v1'?"),
    (["agents", "dqm"], "There is no agent 'dqm'. Did you mean 'dqn'?"),
    (["runs", "nowhere"], "There is no folder 'nowhere'; runs are under runs unless --out says otherwise."),
    (
      ["train", "CartPole-v1", "--resume", "runs/none"], "There is no run 'runs/none'. `palaestra runs` lists them."
    ),
    (
      ["watch", "Doom-v1", "--policy", "random"], "There is no environment 'Doom-v1'. `palaestra envs` lists them."
    ),
    (["play", "taxi"], "There is no environment 'taxi'. Did you mean 'Taxi-v4'? `palaestra envs` lists them."),
    (
      ["train", "CartPole-v1", "--agent", "qlearning"],
      "There is no agent 'qlearning'. Did you mean 'q-learning'? Known: q-learning, sarsa, expected-sarsa, dqn, ppo, rl2, maml, "
        + "sac, tqc, crossq, clm, bc, dagger, gail, vae, sequence, alphazero."
    ),
    (
      ["train", "CartPole-v1", "--agent", "dqn", "--demonstrations", "./poles-v0"],
      "dqn imitates nobody; leave --demonstrations away."
    ),
    (
      ["train", "CarRacingFeatures-v0", "--env-set", "continuous=false", "--agent", "dqn", "--levels"],
      "dqn makes no levels; leave --levels away, or choose --agent clm."
    ),
    (
      ["train", "CartPole-v1", "--agent", "clm", "--levels"],
      "The levels of CartPole-v1 cannot be made; leave --levels away, or choose a walker or a race."
    ),
    (
      ["watch", "CarRacingFeatures-v0", "--policy", "run", "--levels", "--dream"],
      "--dream shows what a run imagines, --levels the levels that it has made; give one of them."
    ),
    (
      ["watch", "CarRacingFeatures-v0", "--policy", "heuristic", "--levels"],
      "'heuristic' is no run folder with a checkpoint; --levels shows the levels that a run has made."
    ),
    (
      ["train", "Taxi-v4", "--agent", "sarsa", "--preset", "Taxi"],
      "sarsa has no preset 'Taxi'. Did you mean 'Taxi-v4'? It has: FrozenLake-v1, "
    ),
    (
      ["eval", "CartPole-v1", "--policy", "heuristics"],
      "There is no policy 'heuristics'. Did you mean 'heuristic'? A policy is random, heuristic, bundled, mcts:N, a run folder, or a "
        + ".safetensors file."
    ),
    (
      ["eval", "Taxi-v4", "--policy", "heuristic"],
      "Taxi-v4 has no heuristic; choose random, a run folder, or a policy"
    ),
    (["eval", "Taxi-v4", "--policy", "human"], "A human plays with `palaestra play Taxi-v4`."),
    (
      ["eval", "Taxi-v4", "--policy", "random", "--episode", "3"],
      "Unknown option '--episode'. Did you mean '--episodes'?"
    ),
    (["eval", "Taxi-v4", "--polcy", "random"], "Unknown option '--polcy'. Did you mean '--policy'?"),
    (["eval", "Taxi-v4", "-policy", "random"], "Unknown option '-policy'. Did you mean '--policy'?"),
    (["record", "Taxi-v4", "--policy", "random", "--uot=x"], "Unknown option '--uot'. Did you mean '--out'?"),
    (
      ["train", "Taxi-v4", "--agnet", "dqn", "--epsiodes", "3"], "Unknown option '--agnet'. Did you mean '--agent'?"
    ),
    (["datasets", "merge", "a", "--uot", "x"], "Unknown option '--uot'. Did you mean '--out'?"),
    (["rollout", "Taxi-v4", "--action", "x"], "Unknown option '--action'. Did you mean '--actions'?"),
    (["eval", "Taxi-v4", "--policy", "random", "more"], "Unexpected argument 'more'"),
  ]

  private static let omissions: [([String], String)] = [
    (["train", "CartPole-v1"], "Name an agent with --agent; `palaestra agents` lists them."),
    (["eval", "CartPole-v1"], "Missing expected argument '--policy <policy>'"),
    (["eval", "--policy", "random"], "Missing expected argument '<env>'"),
    (["rollout", "CartPole-v1"], "Missing expected argument '--actions <file>'"),
    (["eval", "CartPole-v1", "--policy", "random", "--episodes"], "Missing value for '--episodes <n>'"),
  ]

  private static let settings: [([String], String)] = [
    (
      ["--env-set", "gravty=2"],
      "There is no parameter 'gravty'. Did you mean 'gravity'? Known: angleThreshold, cartMass, "
    ),
    (["--env-set", "gravity"], "'gravity' is not of the form key=value, such as gravity=1.6."),
    (["--env-set", "gravity=strong"], "gravity=strong does not work: gravity is a number, such as 9.8."),
    (["--env-set", "gravity=nan"], "gravity=nan does not work: gravity is a number, such as 9.8."),
    (["--env-set", "poleMass=-1"], "poleMass is -1.0, but must be "),
  ]

  private static let agentSettings: [([String], String)] = [
    (
      ["--set", "discont=1"],
      "There is no parameter 'discont'. Did you mean 'discount'? Known: binHigh, binLow, bins, "
    ),
    (["--set", "discount=2"], "discount is 2.0, but must be from 0 to 1."),
    (["--set", "discount"], "'discount' is not of the form key=value"),
    (["--set", "exploration=greedy"], "There is no exploration 'greedy'. Known: epsilonGreedy, boltzmann."),
    (
      ["--set", "learningRate=linear(1,2)"],
      "learningRate=linear(1,2) does not work: learningRate is a number, linear(FROM,TO,FRACTION), or "
    ),
    (
      ["--set", "bins=6,8"],
      "Observations of 4 numbers need as many bins, binLow and binHigh, such as bins=8,8,8,8, not "
    ),
  ]

  private static let numbers: [([String], String)] = [
    (
      ["--seed", "-1"],
      "The value '-1' is invalid for '--seed <s>': a seed is a whole number from 0 to 18446744073709551615."
    ),
    (["--seed", "x"], "The value 'x' is invalid for '--seed <s>': a seed is a whole number from 0 to "),
    (["--seed", "1.5"], "The value '1.5' is invalid for '--seed <s>': a seed is a whole number from 0 to "),
    (["--steps", "0"], "The value '0' is invalid for '--steps <n>': it must be a whole number, 1 or more."),
    (["--steps", "-5"], "The value '-5' is invalid for '--steps <n>': it must be a whole number, 1 or more."),
    (["--steps", "100q"], "The value '100q' is invalid for '--steps <n>': it must be a whole number, 1 or more."),
    (["--steps", "1.5"], "The value '1.5' is invalid for '--steps <n>': it must be a whole number, 1 or more."),
    (["--steps", "0.0001k"], "The value '0.0001k' is invalid for '--steps <n>': it must be a whole number, 1 or"),
    (
      ["--steps", "1e30"],
      "The value '1e30' is invalid for '--steps <n>': it must be a whole number from 1 to 9007199254740992."
    ),
    (["--envs", "1M"], "The value '1M' is invalid for '--envs <n>': it must be a whole number from 1 to 65536."),
    (
      ["--steps", "99999999999999999999"],
      "The value '99999999999999999999' is invalid for '--steps <n>': it must be"
    ),
    (["--envs", "0"], "The value '0' is invalid for '--envs <n>': it must be a whole number from 1 to 65536."),
    (
      ["--envs", "1000000000"],
      "The value '1000000000' is invalid for '--envs <n>': it must be a whole number from 1 to"
    ),
    (
      ["--threads", "-2"],
      "The value '-2' is invalid for '--threads <n>': it must be a whole number from 1 to 1024."
    ),
    (
      ["--eval-every", "-1"],
      "The value '-1' is invalid for '--eval-every <n>': it must be a whole number, 0 or more."
    ),
    (
      ["--checkpoint-every", "often"],
      "The value 'often' is invalid for '--checkpoint-every <n>': it must be a whole"
    ),
  ]

  private static let cases: [([String], String)] =
    names + omissions + settings.map { (["eval", "CartPole-v1", "--policy", "random"] + $0.0, $0.1) }
    + (agentSettings + numbers).map { (["train", "CartPole-v1", "--agent", "sarsa"] + $0.0, $0.1) }
    + [
      (
        ["eval", "FrozenLake-v1", "--policy", "random", "--env-set", "map=SFX/FFG"],
        "The map 'SFX/FFG' has the tile 'X', but tiles are S (start)"
      ),
      (
        ["eval", "Taxi-v4", "--policy", "random", "--episodes", "0"],
        "The value '0' is invalid for '--episodes <n>'"
      ),
      (
        ["eval", "Taxi-v4", "--policy", "random", "--episodes", "-1"],
        "The value '-1' is invalid for '--episodes <n>'"
      ),
      (
        ["rollout", "Taxi-v4", "--actions", "-", "--steps", "-1"], "The value '-1' is invalid for '--steps <n>': it"
      ),
      (
        ["bench", "--runs", "0"],
        "The value '0' is invalid for '--runs <n>': it must be a whole number from 1 to 1000."
      ),
      (
        ["watch", "Taxi-v4", "--policy", "random", "--fps", "0"],
        "The value '0' is invalid for '--fps <n>': it must be a number from 0.1 to 1000."
      ),
      (
        ["play", "Taxi-v4", "--zoom", "nan"],
        "The value 'nan' is invalid for '--zoom <z>': it must be a number from 0.1 to 8."
      ),
      (
        ["train", "Pendulum-v1", "--agent", "sarsa"],
        "sarsa acts with one category, but this environment's actions are numbers; choose an environment with a "
          + "Discrete action space, or set a parameter that makes one, such as continuous=false or actionBins=3."
      ),
    ]

  @Test(arguments: cases)
  func itIsExplained(arguments: [String], sentence: String) throws {
    let palaestra = try Palaestra()
    let outcome = try palaestra.run(arguments)
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.complaint.hasPrefix("Error: \(sentence)"), "\(outcome.complaint)")
    #expect(try palaestra.folder.names().isEmpty)
  }
}
