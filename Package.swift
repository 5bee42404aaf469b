// swift-tools-version: 6.2
import PackageDescription

// Arrows point down only: a module may import what stands above it in this list, never what stands below.
let package = Package(
  name: "palaestra",
  platforms: [.macOS(.v26)],
  targets: [
    .target(name: "CMath"),
    .target(name: "Simulation"),
    .target(
      name: "Environments", dependencies: ["CMath", "Simulation"], path: "envs"),
    .target(name: "CAllocationCounter", path: "Tests/CAllocationCounter"),
    .target(name: "TestSupport", dependencies: ["CAllocationCounter", "Simulation"], path: "Tests/TestSupport"),
    .testTarget(
      name: "SimulationTests", dependencies: ["Simulation", "TestSupport"], resources: [.copy("Golden")]),
  ],
  swiftLanguageModes: [.v6]
)
