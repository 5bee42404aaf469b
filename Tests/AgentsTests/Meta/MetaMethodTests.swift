import FewShot
import Simulation
import Testing
import Training

@testable import Agents

@Suite struct MetaMethodTests {
  @Test("Every preset belongs to a family that the method takes, and its settings work")
  func presets() throws {
    for method in MetaMethods.all {
      for preset in method.presets {
        let family = try #require(TaskFamilies.all.first { $0.name == preset.name })
        #expect(method.refusal(family) == nil)
        #expect(method.defaultPreset(for: family) == preset.name)
        try preset.plan.validate()
        // Glyphs have no classes where their fonts are not installed.
        guard let family = family is GlyphFamily ? try? family.loaded() : try family.loaded() else { continue }
        _ = try method.prepare(MetaRequest(family: family, preset: preset.name, plan: preset.plan))
      }
    }
  }

  @Test("Settings as text say the same as the settings")
  func texts() throws {
    for method in MetaMethods.all {
      for name in [nil] + method.presets.map({ Optional($0.name) }) {
        let texts = try method.settings(name, ConfigurationOverrides())
        #expect(try method.settings(nil, ConfigurationOverrides(texts)) == texts, "\(method.name) \(name ?? "")")
      }
    }
  }

  @Test("A mistyped method or preset gets a suggestion")
  func names() throws {
    #expect {
      try MetaMethods.named("reptil")
    } throws: {
      "\($0)".hasPrefix("There is no method 'reptil'. Did you mean 'reptile'? Known: maml, meta-sgd, reptile")
    }
    let maml = try MetaMethods.named("maml")
    #expect {
      try maml.plan(ofPreset: "sines")
    } throws: {
      "\($0)".hasPrefix("maml has no preset 'sines'. Did you mean 'sine'? It has: sine")
    }
  }

  @Test("Sizes that a family does not have are refused in a sentence")
  func sizes() throws {
    func refusal(_ settings: [String: String]) throws -> String? {
      let request = MetaRequest(
        family: SineFamily(), overrides: ConfigurationOverrides(settings), plan: TrainingPlan())
      do throws(any Error) {
        _ = try MetaMethods.named("maml").prepare(request)
        return nil
      } catch {
        return "\(error)"
      }
    }
    #expect(try refusal(["ways": "5"]) == "sine has no classes, so that ways=5 means nothing; leave it away.")
    #expect(try refusal(["shots": "0"])?.hasPrefix("shots is 0, but must be from 1 to") == true)
    #expect(try refusal(["evaluationSteps": "5,1"])?.contains("rising numbers from 0 to 1000") == true)
    #expect(try refusal(["lowestRate": "1", "highestRate": "0.5"])?.contains("at least lowestRate") == true)
  }
}
