// The umbrella: `import Palaestra` brings in all that a program needs to simulate, to learn and to watch.

@_exported import Agents
@_exported import Demonstrations
@_exported import Environments
@_exported import NeuralNet
@_exported import Physics2D
@_exported import Raster
@_exported import Safetensors
@_exported import Simulation
@_exported import Training
@_exported import Viewer
