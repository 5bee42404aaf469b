// swift-tools-version: 6.2
import PackageDescription

// A module may import what stands above it in this list, never what stands below.
let package = Package(
  name: "palaestra",
  platforms: [.macOS(.v26)],
  products: [
    .library(name: "Palaestra", targets: ["Palaestra"]),
    .executable(name: "palaestra", targets: ["Program"]),
  ],
  dependencies: [
    // The command line.
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    // TensorBoard's messages.
    .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
    // `swift package generate-documentation`; packages that depend on this one do not fetch it.
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
  ],
  targets: [
    // C: system libraries, and what Swift cannot say of them.
    .systemLibrary(
      name: "CPNG", path: "Sources/CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
    .systemLibrary(
      name: "CFreeType", path: "Sources/CFreeType", pkgConfig: "freetype2", providers: [.apt(["libfreetype-dev"])]),
    .systemLibrary(
      name: "CSDL2", path: "Sources/CSDL2", providers: [.apt(["libsdl2-dev"])]),
    .systemLibrary(
      name: "COpenBLAS", path: "Sources/COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
    .systemLibrary(
      name: "CHDF5Library", path: "Sources/CHDF5Library", pkgConfig: "hdf5-serial",
      providers: [.apt(["libhdf5-dev"])]),
    .systemLibrary(
      name: "CTurboJPEG", path: "Sources/CTurboJPEG", pkgConfig: "libturbojpeg",
      providers: [.apt(["libturbojpeg0-dev"])]),
    .target(name: "CHDF5", dependencies: ["CHDF5Library"]),
    .target(name: "CBox2D", linkerSettings: [.linkedLibrary("box2d")]),
    .target(name: "CMath"),
    .target(name: "CKernels"),
    .target(name: "CFiles"),

    .target(name: "Spans"),
    .target(name: "Files", dependencies: ["CFiles", "Spans"]),
    .target(
      name: "Assets", dependencies: ["Files"], path: "assets", exclude: ["README.md"],
      resources: [.copy("demonstrations"), .copy("digits"), .copy("fonts"), .copy("policies")]),
    // A wrapper's environment may be noncopyable; only the module that declares the protocol needs the feature.
    .target(
      name: "Simulation", dependencies: ["Spans"],
      swiftSettings: [
        .enableExperimentalFeature("SuppressedAssociatedTypes"), .enableExperimentalFeature("Lifetimes"),
      ]),
    .target(name: "Safetensors", dependencies: ["Files"]),
    .target(name: "Raster", dependencies: ["Assets", "CFreeType", "CPNG", "Files", "Spans"]),
    .target(name: "FewShot", dependencies: ["Assets", "Raster", "Simulation"]),
    .target(
      name: "Demonstrations", dependencies: ["Assets", "CHDF5", "CTurboJPEG", "Files", "Simulation"],
      exclude: ["README.md"]),
    .target(name: "Physics2D", dependencies: ["CBox2D", "Spans"], exclude: ["README.md"]),
    .target(name: "Viewer", dependencies: ["CSDL2", "Files", "Raster"]),
    .target(
      name: "Environments", dependencies: ["CMath", "Physics2D", "Raster", "Simulation", "Spans"], path: "envs",
      exclude: [
        "Bandits/README.md", "Box2D/README.md", "ClassicControl/README.md", "Games/README.md",
        "Games/Boards/README.md",
        "Navigation/README.md", "ToyText/README.md",
      ]),

    .target(name: "NeuralNet", dependencies: ["CKernels", "COpenBLAS", "Safetensors", "Spans"]),
    .target(
      name: "Training",
      dependencies: [
        "FewShot", "Files", "Raster", "Safetensors", "Simulation",
        .product(name: "SwiftProtobuf", package: "swift-protobuf"),
      ],
      exclude: ["TensorBoard/event.proto"]),
    .target(
      name: "Agents",
      dependencies: [
        "Demonstrations", "FewShot", "Files", "NeuralNet", "Safetensors", "Simulation", "Spans", "Training",
      ],
      path: "agents",
      exclude: [
        "Adversarial/README.md", "AlphaZero/README.md", "CLM/README.md", "DQN/README.md", "Generative/README.md",
        "Imitation/README.md", "Meta/README.md", "PPO/README.md", "Planning/README.md", "PolicyMAML/README.md",
        "RL2/README.md", "Sequence/README.md", "SoftActorCritic/README.md", "Tabular/README.md",
        "Variational/README.md",
      ]),
    .target(
      name: "Command",
      dependencies: [
        "Agents", "Assets", "Demonstrations", "Environments", "FewShot", "Files", "Raster", "Safetensors",
        "Simulation", "Training", "Viewer",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .target(
      name: "Palaestra",
      dependencies: [
        "Agents", "Command", "Demonstrations", "Environments", "FewShot", "NeuralNet", "Physics2D", "Raster",
        "Safetensors", "Simulation", "Training", "Viewer",
      ]),
    .executableTarget(name: "Program", dependencies: ["Palaestra"]),

    .target(name: "CAllocationCounter", path: "Tests/CAllocationCounter"),
    .target(name: "TestSupport", dependencies: ["CAllocationCounter", "Simulation"], path: "Tests/TestSupport"),
    .testTarget(name: "FilesTests", dependencies: ["Files"]),
    .target(name: "TestTraits", path: "Tests/TestTraits"),
    .testTarget(
      name: "SimulationTests", dependencies: ["Simulation", "TestSupport", "TestTraits"],
      resources: [.copy("Golden")]),
    .testTarget(name: "FewShotTests", dependencies: ["FewShot", "Raster", "Simulation"]),
    .testTarget(
      name: "NeuralNetTests", dependencies: ["NeuralNet", "Safetensors", "TestSupport"],
      resources: [.copy("Golden")]),
    .testTarget(
      name: "EnvironmentsTests",
      dependencies: [
        "Environments", "Physics2D", "Raster", "Safetensors", "Simulation", "TestSupport", "TestTraits",
      ],
      resources: [.copy("Golden")]),
    .testTarget(
      name: "DemonstrationsTests",
      dependencies: ["Demonstrations", "Files", "Simulation", "TestSupport", "TestTraits"],
      resources: [.copy("Golden")]),
    .testTarget(name: "Physics2DTests", dependencies: ["Physics2D", "Raster", "Simulation", "TestSupport"]),
    .testTarget(name: "RasterTests", dependencies: ["Assets", "Files", "Raster"], resources: [.copy("Golden")]),
    .testTarget(
      name: "TrainingTests",
      dependencies: [
        "Files", "Raster", "Safetensors", "Simulation", "TestSupport", "Training",
        .product(name: "SwiftProtobuf", package: "swift-protobuf"),
      ],
      resources: [.copy("Golden")]),
    .testTarget(
      name: "AgentsTests",
      dependencies: [
        "Agents", "Demonstrations", "Environments", "FewShot", "NeuralNet", "Safetensors", "Simulation",
        "TestSupport", "TestTraits", "Training",
      ]),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "Agents", "Command", "Demonstrations", "Environments", "Files", "Palaestra", "Program", "Raster",
        "Safetensors",
        "Simulation", "TestSupport", "TestTraits",
      ],
      resources: [.copy("Golden")]),
    .testTarget(name: "SafetensorsTests", dependencies: ["Safetensors"], resources: [.copy("Golden")]),
    .testTarget(name: "ViewerTests", dependencies: ["Raster", "TestSupport", "Viewer"]),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
