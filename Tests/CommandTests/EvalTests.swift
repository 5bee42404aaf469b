import Foundation
import Testing

@Suite struct EvalTests {
  private let palaestra: Palaestra

  init() throws { palaestra = try Palaestra() }

  @Test func jsonIsOneObject() throws {
    let outcome = try palaestra(
      "eval", "CartPole-v1", "--policy", "heuristic", "--episodes", "3", "--seed", "7", "--json")
    let objects = try outcome.objects
    #expect(outcome.status == 0)
    #expect(outcome.complaint.isEmpty)
    #expect(objects.count == 1)
    #expect(
      Set(objects[0].keys) == [
        "env", "policy", "episodes", "seed", "mean_return", "std_return", "min_return", "max_return", "mean_length",
        "seconds",
      ])
    #expect(objects[0]["policy"] as? String == "heuristic")
    #expect(objects[0]["episodes"] as? Int == 3)
    #expect(objects[0]["seed"] as? Int == 7)
    #expect(objects[0]["mean_return"] as? Double == 500)
    #expect(objects[0]["std_return"] as? Double == 0)
  }

  @Test func aTrainedPolicyIsFoundInItsFolderAndInItsFile() throws {
    try palaestra.copyTrainedLake()
    for policy in ["run", "run/policy.safetensors"] {
      let outcome = try palaestra("eval", "FrozenLake-v1", "--policy", policy, "--episodes", "1")
      #expect(outcome.status == 0)
      #expect(outcome.output.hasPrefix("FrozenLake-v1 with \(policy), 1 episode from seed 0\n  return  "))
    }
  }

  @Test func anEpisodeWithoutEndIsCutOffAndItIsSaid() throws {
    _ = try palaestra(
      "train", "CliffWalking-v1", "--agent", "q-learning", "--steps", "1", "--eval-every", "0", "--out", "run")
    let outcome = try palaestra("eval", "CliffWalking-v1", "--policy", "run", "--episodes", "2")
    #expect(outcome.status == 0)
    #expect(outcome.complaint == "2 of 2 episodes were cut off after 10000 steps.\n")
  }

  @Test func aPolicyOfAnotherEnvironmentIsRefused() throws {
    try palaestra.copyTrainedLake()
    let outcome = try palaestra("eval", "Taxi-v4", "--policy", "run")
    #expect(outcome.status == 1)
    #expect(outcome.output.isEmpty)
    #expect(outcome.complaint == "Error: run/policy.safetensors was trained on FrozenLake-v1, not on Taxi-v4.\n")
  }

  @Test func aPolicyOfAnotherMapIsRefused() throws {
    try palaestra.copyTrainedLake()
    let outcome = try palaestra("eval", "FrozenLake-v1", "--policy", "run", "--env-set", "map=8x8")
    #expect(outcome.status == 1)
    #expect(
      outcome.complaint
        == "With the run's --env-set isSlippery=false.\n"
        + "Error: run/best.safetensors cannot act in FrozenLake-v1. It knows 16 states, from one number per "
        + "observation, but the environment observes Discrete(64).\n")
  }

  @Test func aDamagedPolicyFileIsRefused() throws {
    try palaestra.write("This is no policy.", to: "policy.safetensors")
    let outcome = try palaestra("eval", "FrozenLake-v1", "--policy", "policy.safetensors")
    #expect(outcome.status == 1)
    #expect(outcome.output.isEmpty)
    #expect(
      outcome.complaint.contains("/policy.safetensors: is damaged or not a safetensors file: its header claims"))
    #expect(outcome.complaint.split(separator: "\n").count == 1)
  }

  @Test func aFolderWithoutAPolicyIsRefused() throws {
    let outcome = try palaestra("eval", "FrozenLake-v1", "--policy", ".")
    #expect(outcome.status == 1)
    #expect(
      outcome.complaint
        == "Error: The folder . holds no policy: neither best.safetensors nor policy.safetensors is in it.\n")
  }

  @Test func whatCannotBeWrittenIsAFailure() throws {
    let arguments = ["eval", "CartPole-v1", "--policy", "random", "--episodes", "1", "--json"]
    let outcome = try palaestra.run(arguments, through: "exec >/dev/full")
    #expect(outcome.status == 1)
    #expect(outcome.complaint == "Error: Standard output cannot be written: No space left on device.\n")
  }
}

@Suite struct RolloutTests {
  private let palaestra: Palaestra

  init() throws { palaestra = try Palaestra() }

  private func rollout(_ environment: String, _ actions: String, _ more: String...) throws -> Outcome {
    try palaestra.write(actions, to: "actions.json")
    return try palaestra.run(["rollout", environment, "--actions", "actions.json", "--json"] + more)
  }

  @Test func everyNumberIsPrinted() throws {
    // Gymnasium's own first numbers for this seed.
    let outcome = try rollout("CartPole-v1", "[0]", "--seed", "42")
    #expect(
      outcome.lines == [
        #"{"reset":true,"observation":[0.027395604,-0.006112156,0.035859793,0.019736802]}"#,
        #"{"observation":[0.027273363,-0.20172954,0.03625453,0.32351476],"reward":1.0,"terminated":false,"#
          + #""truncated":false}"#,
      ])
    #expect(outcome.complaint.isEmpty)
  }

  @Test func theNextEpisodeStartsWithALineOfItsOwn() throws {
    let outcome = try rollout(
      "FrozenLake-v1", "[2,2,1,0]", "--env-set", "isSlippery=false", "--env-set", "map=SFH/FFG")
    #expect(
      outcome.lines == [
        #"{"reset":true,"observation":[0]}"#,
        #"{"observation":[1],"reward":0.0,"terminated":false,"truncated":false}"#,
        #"{"observation":[2],"reward":0.0,"terminated":true,"truncated":false}"#,
        #"{"reset":true,"observation":[0]}"#,
        #"{"observation":[3],"reward":0.0,"terminated":false,"truncated":false}"#,
        #"{"observation":[3],"reward":0.0,"terminated":false,"truncated":false}"#,
      ])
  }

  @Test func theTimeLimitTruncates() throws {
    let actions = "[\(Array(repeating: "[0]", count: 200).joined(separator: ","))]"
    let objects = try rollout("Pendulum-v1", actions).objects
    #expect(objects.count == 202)
    #expect(objects[199]["truncated"] as? Bool == false)
    #expect(objects[200]["truncated"] as? Bool == true)
    #expect(objects[201]["reset"] as? Bool == true)
  }

  @Test func stepsTakeTheFirstActions() throws {
    #expect(try rollout("Taxi-v4", "[0,1,2,3]", "--steps", "2").lines.count == 3)
    #expect(try rollout("Taxi-v4", "[0,1,2,3]", "--steps", "0").lines.count == 1)
  }

  @Test func actionsMayComeFromStandardInput() throws {
    let outcome = try palaestra("rollout", "Taxi-v4", "--actions", "-", "--json", input: "[0, 1]")
    #expect(outcome.status == 0)
    #expect(outcome.lines.count == 3)
  }

  @Test(arguments: [
    ("CartPole-v1", "[2]", "Action 0 in actions.json is 2, which is not in Discrete(2)."),
    ("CartPole-v1", "[0, -1]", "Action 1 in actions.json is -1, which is not in Discrete(2)."),
    ("CartPole-v1", "[0.5]", "Action 0 in actions.json is 0.5, which is not in Discrete(2)."),
    ("CartPole-v1", "[1e30]", "Action 0 in actions.json is 1e+30, which is not in Discrete(2)."),
    (
      "CartPole-v1", "[[0, 1]]",
      "Action 0 in actions.json is [0, 1], which has 2 numbers instead of 1 and is not in Discrete(2)."
    ),
    (
      "CartPole-v1", "[[]]",
      "Action 0 in actions.json is [], which has 0 numbers instead of 1 and is not in Discrete(2)."
    ),
    (
      "Pendulum-v1", "[[1e300]]",
      "Action 0 in actions.json is [1e+300], which is not in Box(-2.0, 2.0, (1,), float32)."
    ),
    (
      "Pendulum-v1", "[[0.5, 1]]",
      "Action 0 in actions.json is [0.5, 1], which has 2 numbers instead of 1 and is not in Box(-2.0, 2.0, (1,), "
    ),
    ("Pendulum-v1", "[[0], [NaN]]", "Action 1 in actions.json is [nan], which is not in Box("),
    ("Pendulum-v1", "[Infinity]", "Action 0 in actions.json is inf, which is not in Box("),
    ("Pendulum-v1", "[0, [-Infinity]]", "Action 1 in actions.json is [-inf], which is not in Box("),
    ("CartPole-v1", "[0, NaN]", "Action 1 in actions.json is nan, which is not in Discrete(2)."),
    (
      "CartPole-v1", "[\"NaN\"]",
      "actions.json is no JSON array with one action per step, each a number or an array"
    ),
    ("CartPole-v1", "[NULL]", "actions.json is no JSON array with one action per step, each a number or an array"),
    ("CartPole-v1", "[true]", "actions.json is no JSON array with one action per step, each a number or an array"),
    ("CartPole-v1", "[0, 1", "actions.json is no JSON array with one action per step, each a number or an array"),
    ("CartPole-v1", "{\"actions\": [0]}", "actions.json is no JSON array with one action per step, each a number"),
    ("CartPole-v1", "", "actions.json is no JSON array with one action per step, each a number or an array"),
  ])
  func badActionsAreNamed(environment: String, actions: String, sentence: String) throws {
    let outcome = try rollout(environment, actions)
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.complaint.hasPrefix("Error: \(sentence)"), "\(outcome.complaint)")
    #expect(outcome.complaint.split(separator: "\n").count == 1)
  }

  @Test func numbersBeyondTheBoundsAreCutByTheTask() throws {
    let beyond = try rollout("Pendulum-v1", "[[-2.5], [9], 3e30]")
    let within = try rollout("Pendulum-v1", "[[-2], [2], 2]")
    #expect(beyond.status == 0, "\(beyond.complaint)")
    #expect(beyond.output == within.output)
  }

  @Test func actionsMayComeThroughAPipe() throws {
    try palaestra.write("[0, 1]", to: "actions.json")
    let piped = try palaestra.run(
      ["rollout", "Taxi-v4", "--actions", "pipe", "--json"], through: "mkfifo pipe; { cat actions.json >pipe & }")
    #expect(piped.status == 0, "\(piped.complaint)")
    #expect(piped.lines.count == 3)
    let standard = try palaestra("rollout", "Taxi-v4", "--actions", "/dev/stdin", "--json", input: "[0, 1]")
    #expect(standard.output == piped.output)
  }

  @Test func missingActionsAreNamed() throws {
    let outcome = try palaestra("rollout", "CartPole-v1", "--actions", "nothing.json", "--json")
    #expect(outcome.status == 2)
    #expect(
      outcome.complaint == "Error: The actions in nothing.json cannot be read: No such file or directory.\n")
  }

  @Test func moreStepsThanActionsAreRefused() throws {
    let outcome = try rollout("CartPole-v1", "[0]", "--steps", "2")
    #expect(outcome.status == 2)
    #expect(outcome.complaint == "Error: --steps asks for 2 steps, but the file has 1 action.\n")
  }
}
