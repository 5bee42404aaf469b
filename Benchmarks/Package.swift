// swift-tools-version: 6.2
import PackageDescription

// Experiments, a fuzzer and comparisons with peers: a user of the library like any other, so that those who depend on the
// library neither resolve nor build them.
let package = Package(
  name: "benchmarks",
  platforms: [.macOS(.v26)],
  dependencies: [
    .package(name: "palaestra", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
  ],
  targets: [
    .executableTarget(
      name: "experiments",
      dependencies: [
        .product(name: "Palaestra", package: "palaestra"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Experiments"),
    .executableTarget(
      name: "fuzz",
      dependencies: [
        // The program that plays files of actions, built beside it.
        .product(name: "palaestra", package: "palaestra"),
        .product(name: "Palaestra", package: "palaestra"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Fuzz"),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
