// Imitates the catalogue's heuristics and tells how well: for each seed it records episodes of its own, trains an agent
// from them by its preset for the task, and evaluates the policy that training leaves, beside the heuristic and chance.
//
//   imitation-results AGENT TASK [--seeds N] [--demonstrations N] [--set key=value ...]
//
// Prints one JSON object per seed.
import Agents
import Demonstrations
import Environments
import Foundation
import Safetensors
import Simulation
import Training

let results = try ImitationResults(Array(CommandLine.arguments.dropFirst()))
try results.run()
