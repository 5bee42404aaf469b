// swift-tools-version: 6.2
import PackageDescription

// Arrows point down only: a module may import what stands above it in this list, never what stands below.
let package = Package(
  name: "palaestra",
  platforms: [.macOS(.v26)],
  products: [
    .executable(name: "palaestra", targets: ["Command"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // C: system libraries, and what Swift cannot say of them.
    .systemLibrary(
      name: "CPNG", path: "Sources/CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
    .systemLibrary(
      name: "CFreeType", path: "Sources/CFreeType", pkgConfig: "freetype2", providers: [.apt(["libfreetype-dev"])]),
    .systemLibrary(
      name: "CSDL2", path: "Sources/CSDL2", providers: [.apt(["libsdl2-dev"])]),
    .target(name: "CMath"),

    .target(name: "Assets", path: "assets", exclude: ["README.md"], resources: [.copy("fonts")]),
    .target(name: "Simulation"),
    .target(name: "Safetensors"),
    .target(name: "Raster", dependencies: ["Assets", "CFreeType", "CPNG"]),
    .target(name: "Viewer", dependencies: ["CSDL2", "Raster"]),
    .target(name: "Environments", dependencies: ["CMath", "Raster", "Simulation"], path: "envs"),

    .target(name: "Training", dependencies: ["Raster", "Safetensors", "Simulation"]),
    .target(name: "Agents", dependencies: ["Safetensors", "Simulation", "Training"], path: "agents"),
    .executableTarget(
      name: "Command",
      dependencies: [
        "Agents", "Environments", "Raster", "Safetensors", "Simulation", "Training", "Viewer",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    .target(name: "CAllocationCounter", path: "Tests/CAllocationCounter"),
    .target(name: "TestSupport", dependencies: ["CAllocationCounter", "Simulation"], path: "Tests/TestSupport"),
    .testTarget(
      name: "SimulationTests", dependencies: ["Simulation", "TestSupport"], resources: [.copy("Golden")]),
    .testTarget(
      name: "EnvironmentsTests", dependencies: ["Environments", "Safetensors", "Simulation", "TestSupport"],
      resources: [.copy("Golden")]),
    .testTarget(name: "RasterTests", dependencies: ["Raster"], resources: [.copy("Golden")]),
    .testTarget(name: "SafetensorsTests", dependencies: ["Safetensors"], resources: [.copy("Golden")]),
  ],
  swiftLanguageModes: [.v6]
)
