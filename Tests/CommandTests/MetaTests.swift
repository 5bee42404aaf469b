import Foundation
import Testing

@Suite struct MetaTests {
  private static let small = [
    "--set", "hiddenSizes=8", "--set", "tasksPerStep=2", "--set", "evaluationQueries=5", "--steps", "20",
  ]

  private func trained(_ palaestra: Palaestra, _ method: String = "maml", on tasks: String = "sine") throws
    -> Outcome
  {
    try palaestra.run(["meta", "train", method, "--tasks", tasks, "--out", "run", "--json"] + Self.small)
  }

  @Test("A run trains, reports, and is examined", arguments: ["maml", "meta-sgd", "reptile", "platipus", "versa"])
  func training(method: String) throws {
    let palaestra = try Palaestra()
    let outcome = try trained(palaestra, method)
    #expect(outcome.status == 0, "\(outcome.complaint)")
    let last = try #require(try outcome.objects.last)
    #expect(last["event"] as? String == "finished" && last["run"] as? String == "run")
    #expect(last["steps"] as? Int == 20 && last["updates"] as? Int == 20)
    let evaluated = try outcome.objects.filter { $0["event"] as? String == "evaluated" }
    #expect(evaluated.count == 10)

    let examined = try palaestra("meta", "eval", "run", "--episodes", "7", "--shots", "3", "--json")
    #expect(examined.status == 0, "\(examined.complaint)")
    let result = try #require(try examined.objects.first)
    #expect(
      Set(result.keys) == [
        "method", "tasks", "shots", "ways", "episodes", "seed", "evaluations", "seconds",
      ])
    #expect(result["method"] as? String == method && result["tasks"] as? String == "sine")
    #expect(result["shots"] as? Int == 3 && result["ways"] as? Int == 1)
    for evaluation in try #require(result["evaluations"] as? [[String: Any]]) {
      #expect(Set(evaluation.keys) == ["gradient_steps", "mse", "confidence"])
    }
  }

  @Test("An examination of one seed repeats itself, and takes other steps and tasks")
  func examination() throws {
    let palaestra = try Palaestra()
    #expect(try trained(palaestra).status == 0)
    func scores(_ more: String...) throws -> [[String: Double]] {
      let outcome = try palaestra.run(["meta", "eval", "run", "--episodes", "5", "--json"] + more)
      let evaluations = try #require(try outcome.objects.first?["evaluations"] as? [[String: Any]])
      return evaluations.map { $0.compactMapValues { $0 as? Double } }
    }
    #expect(try scores() == scores())
    #expect(try scores() != scores("--seed", "1"))
    #expect(try scores("--gradient-steps", "0,3").map { $0["gradient_steps"] } == [0, 3])
    #expect(try scores("--tasks", "sine-varied") != scores())
    let drawn = try scores("--tasks", "sine-or-line", "--samples", "4", "--noise", "0.1")
    #expect(
      Set(drawn[0].keys) == [
        "gradient_steps", "mse", "confidence", "best_mse", "negative_log_likelihood", "coverage", "both_readings",
      ])
    let table = try palaestra("meta", "eval", "run", "--episodes", "5")
    #expect(table.output.hasPrefix("maml on sine, 5 shots, 5 tasks of seed 0\ngradient steps"))
  }

  @Test("A stopped run goes on, to the same policy as one that was not")
  func resuming() throws {
    let palaestra = try Palaestra()
    #expect(try trained(palaestra).status == 0)
    let more = try palaestra("meta", "train", "maml", "--resume", "run", "--steps", "30", "--quiet")
    #expect(more.status == 0 && more.complaint.isEmpty, "\(more.complaint)")
    let csv = try String(contentsOf: palaestra.folder.file("run/metrics.csv"), encoding: .utf8)
    #expect(csv.split(separator: "\n").last?.hasPrefix("30,") == true)
    let done = try palaestra("meta", "train", "--resume", "run")
    #expect(done.complaint.contains("All 30 meta-steps are done already"))
  }

  @Test("Runs are listed with their scores")
  func listing() throws {
    let palaestra = try Palaestra()
    #expect(try trained(palaestra).status == 0)
    let runs = try palaestra("runs", ".", "--json")
    let list = try #require(try JSONSerialization.jsonObject(with: Data(runs.output.utf8)) as? [[String: Any]])
    #expect(
      list[0]["measure"] as? String == "mse" && list[0]["best_score"] is Double && list[0]["last_score"] is Double)
    #expect(try palaestra("runs", ".").output.contains("mse "))
  }

  @Test("A picture shows the curves, and a window without a display says how to record one")
  func showing() throws {
    let palaestra = try Palaestra()
    #expect(try trained(palaestra).status == 0)
    let picture = try palaestra("meta", "show", "run", "--seed", "4", "--record", "sine.png")
    #expect(picture.status == 0, "\(picture.complaint)")
    let bytes = try Data(contentsOf: palaestra.folder.file("sine.png"))
    #expect(bytes.prefix(4) == Data([0x89, 0x50, 0x4E, 0x47]))
    let window = try palaestra("meta", "show", "run")
    #expect(window.status == 1 && window.complaint.contains("--record"), "\(window.complaint)")
  }

  @Test("The methods are one array, explained if they are named")
  func methods() throws {
    let palaestra = try Palaestra()
    let outcome = try palaestra("meta", "methods", "--json")
    let methods = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]])
    #expect(
      methods.map { $0["name"] as? String } == [
        "maml", "meta-sgd", "reptile", "platipus", "versa", "prototypical", "matching", "siamese",
      ])
    for method in methods {
      #expect(Set(method.keys) == ["name", "summary", "tasks", "settings", "presets"])
    }
    #expect(try palaestra("meta", "methods").output.contains("sine-or-line\n"))
    let page = try palaestra("meta", "methods", "maml").output
    #expect(page.contains("  innerRate = 0.01") && page.contains("Presets, of which"))
  }

  private static let wrongUses: [([String], String)] = [
    (
      ["meta", "trian"],
      "There is no command 'meta trian'. Did you mean 'train'? Known: train, eval, show, methods."
    ),
    (["meta", "train"], "Name a method; `palaestra meta methods` lists them."),
    (["meta", "train", "maml"], "Name a family with --tasks; `palaestra meta methods` lists them."),
    (
      ["meta", "train", "mamel", "--tasks", "sine"],
      "There is no method 'mamel'. Did you mean 'maml'? Known: maml, "
    ),
    (
      ["meta", "train", "maml", "--tasks", "sines"],
      "There are no tasks 'sines'. Did you mean 'sine'? Known: sine, "
    ),
    (
      ["meta", "train", "maml", "--tasks", "sine", "--shots", "0"],
      "A task with shots=0 cannot be learned; shots must be at least 1."
    ),
    (
      ["meta", "train", "maml", "--tasks", "sine", "--ways", "5"],
      "sine has no classes, so that ways=5 means nothing; leave it away."
    ),
    (
      ["meta", "train", "maml", "--tasks", "sine", "--set", "innerate=1"],
      "There is no parameter 'innerate'. Did you mean 'innerRate'? Known: activation, "
    ),
    (
      ["meta", "train", "maml", "--tasks", "sine", "--step", "3"],
      "Unknown option '--step'. Did you mean '--steps'?"
    ),
    (
      ["meta", "train", "maml", "--tasks", "sine", "--preset", "sin"],
      "maml has no preset 'sin'. Did you mean 'sine'? It has: sine, "
    ),
    (["meta", "eval", "nowhere"], "There is no run 'nowhere'. `palaestra runs` lists them."),
    (["meta", "train", "--resume", "nowhere"], "There is no run 'nowhere'. `palaestra runs` lists them."),
    (
      ["meta", "eval", "run"],
      "run is a run of q-learning on FrozenLake-v1, which is no method of meta-learning; name a run of "
    ),
    (["meta", "methods", "versus"], "There is no method 'versus'. Did you mean 'versa'?"),
  ]

  @Test("Wrong use gets one sentence", arguments: wrongUses)
  func wrongUse(arguments: [String], sentence: String) throws {
    let palaestra = try Palaestra()
    try palaestra.copyTrainedLake()
    let outcome = try palaestra.run(arguments)
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.complaint.hasPrefix("Error: \(sentence)"), "\(outcome.complaint)")
    #expect(try palaestra.folder.names() == ["run"])
  }

  private static let wrongUsesOfARun: [([String], String)] = [
    (["train", "reptile", "--resume", "run"], "run is a run of maml, not of reptile."),
    (["train", "--tasks", "sine-grid", "--resume", "run"], "run is a run on sine, not on sine-grid."),
    (
      ["train", "--resume", "run", "--shots", "3"],
      "A resumed run keeps its settings; only --steps and the intervals can be changed."
    ),
    (["eval", "run", "--shots", "0"], "A task with shots=0 cannot be learned; shots must be at least 1."),
    (["eval", "run", "--ways", "3"], "sine has no classes, so that ways=3 means nothing; leave it away."),
    (["eval", "run", "--tasks", "sinus"], "There are no tasks 'sinus'. Did you mean 'sine'?"),
    (
      ["eval", "run", "--samples", "3"],
      "Samples are judged by the noise of what they are to explain, and sine has none; "
    ),
    (
      ["eval", "run", "--gradient-steps", "x"],
      "The value 'x' is invalid for '--gradient-steps <list>': it must be a list of numbers and ranges"
    ),
    (
      ["train", "maml", "--tasks", "sine", "--out", "run"],
      "run holds a run already; choose another folder, or go on "
    ),
  ]

  @Test("Wrong use of a run gets one sentence, and leaves it as it was", arguments: wrongUsesOfARun)
  func wrongUseOfARun(arguments: [String], sentence: String) throws {
    let palaestra = try Palaestra()
    #expect(try trained(palaestra).status == 0)
    let before = try Data(contentsOf: palaestra.folder.file("run/config.json"))
    let outcome = try palaestra.run(["meta"] + arguments)
    #expect(outcome.status == 2 || sentence.hasPrefix("run holds"))
    #expect(outcome.output.isEmpty)
    #expect(outcome.complaint.hasPrefix("Error: \(sentence)"), "\(outcome.complaint)")
    #expect(try Data(contentsOf: palaestra.folder.file("run/config.json")) == before)
  }

  @Test("A file of another method, or a damaged one, gets one sentence")
  func damage() throws {
    let palaestra = try Palaestra()
    #expect(try trained(palaestra).status == 0)
    try palaestra.write("no tensors", to: "run/policy.safetensors")
    let outcome = try palaestra("meta", "eval", "run")
    #expect(outcome.status == 1 && outcome.output.isEmpty)
    #expect(outcome.complaint.hasPrefix("Error: ") && outcome.complaint.split(separator: "\n").count == 1)
  }
}
