// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6), .strictMemorySafety(), .treatAllWarnings(as: .error),
]

/// A room of the house: its folder under `Sources`, and the rooms it may see.
func room(_ name: String, sees rooms: [String] = [], data: [String] = []) -> Target {
  .target(
    name: name,
    dependencies: rooms.map { .byName(name: $0) },
    resources: data.map { .embedInCode($0) },
    swiftSettings: strict)
}

func tests(of name: String, alsoSee rooms: [String] = [], exclude: [String] = []) -> Target {
  .testTarget(
    name: name + "Tests",
    dependencies: ([name] + rooms).map { .byName(name: $0) },
    exclude: exclude,
    swiftSettings: strict)
}

/// The policies that ship; each has its tests beside it.
let packs = ["baseline", "internal-services", "mtls", "public-tls"]

let package = Package(
  name: "certgate",
  targets: [
    .executableTarget(
      name: "certgate", dependencies: ["CommandLineInterface"], swiftSettings: strict),
    room(
      "CommandLineInterface",
      sees: [
        "BuiltInRules", "Certificates", "Cryptography", "Endpoints", "Expressions", "ListingAPIs",
        "Listings",
        "Network", "OperatingSystem", "Patterns", "Plugins", "PolicyFiles", "PolicyPacks",
        "Reporting", "RuleEngine", "SourceText",
      ]),
    room(
      "Reporting", sees: ["Cryptography", "OperatingSystem", "RuleEngine", "SourceText", "X509"],
      data: ["report.schema.json"]),
    room(
      "Listings",
      sees: [
        "Certificates", "Documents", "OperatingSystem", "Patterns", "RuleEngine", "SourceText",
        "X509",
      ],
      data: [
        "certgate", "cloudflare-access-mtls", "digitalocean-certificates", "liveperson-mtls",
        "organization-certificates", "vault-pki",
      ].map { "Formats/\($0).yaml" }),
    room(
      "ListingAPIs",
      sees: [
        "Cryptography", "Documents", "Listings", "Network", "OperatingSystem", "RuleEngine",
        "SourceText", "X509",
      ]),
    room("PolicyFiles", sees: ["Documents", "Patterns", "RuleEngine", "SourceText"]),
    room(
      "Plugins",
      sees: [
        "Cryptography", "Documents", "OperatingSystem", "Reporting", "RuleEngine", "SourceText",
      ]),
    room("BuiltInRules", sees: ["Cryptography", "Patterns", "RuleEngine", "SourceText", "X509"]),
    room("Expressions", sees: ["Patterns", "SourceText"]),
    room("RuleEngine", sees: ["Expressions", "Patterns", "SourceText", "X509"]),
    room(
      "Certificates",
      sees: ["Containers", "Cryptography", "OperatingSystem", "RuleEngine", "SourceText", "X509"]),
    room("Containers"),
    room("X509"),
    room("Documents", sees: ["CYAML", "SourceText"]),
    room("Cryptography", sees: ["COpenSSL"]),
    room(
      "Endpoints",
      sees: [
        "Certificates", "Cryptography", "Network", "OperatingSystem", "RuleEngine", "SourceText",
        "X509",
      ]),
    room("Network", sees: ["Cryptography", "OperatingSystem", "SourceText"]),
    room("OperatingSystem"),
    room("Patterns"),
    room("SourceText"),
    .target(
      name: "PolicyPacks", path: "Rules",
      exclude: packs.map { "\($0).test.yaml" },
      resources: packs.map { .embedInCode("\($0).yaml") },
      swiftSettings: strict),
    .systemLibrary(name: "COpenSSL"),
    .systemLibrary(name: "CYAML"),

    tests(of: "SourceText"),
    tests(of: "Patterns"),
    tests(of: "OperatingSystem", alsoSee: ["LoopbackServers"]),
    .target(
      name: "LoopbackServers", dependencies: ["COpenSSL", "OperatingSystem"],
      path: "Tests/LoopbackServers", swiftSettings: strict),
    tests(
      of: "Endpoints", alsoSee: ["LoopbackServers", "Network", "OperatingSystem", "RuleEngine"]),
    tests(of: "Network", alsoSee: ["Cryptography", "LoopbackServers", "OperatingSystem"]),
    tests(of: "Cryptography"),
    tests(
      of: "Certificates", alsoSee: ["OperatingSystem", "RuleEngine", "SourceText", "X509"]),
    tests(of: "Containers"),
    tests(of: "X509", alsoSee: ["COpenSSL"]),
    tests(of: "Documents", alsoSee: ["SourceText"]),
    tests(of: "Expressions", exclude: ["Conformance"]),
    tests(of: "RuleEngine", alsoSee: ["Patterns", "SourceText"]),
    tests(
      of: "BuiltInRules",
      alsoSee: ["Documents", "Listings", "OperatingSystem", "PolicyFiles", "RuleEngine"]),
    tests(
      of: "PolicyFiles",
      alsoSee: ["BuiltInRules", "Patterns", "PolicyPacks", "RuleEngine", "SourceText"]),
    tests(of: "Listings", alsoSee: ["Documents", "OperatingSystem", "RuleEngine", "SourceText"]),
    tests(
      of: "ListingAPIs",
      alsoSee: [
        "Documents", "Listings", "LoopbackServers", "Network", "OperatingSystem", "RuleEngine",
        "SourceText",
      ]),
    tests(
      of: "Reporting", alsoSee: ["Cryptography", "Patterns", "RuleEngine", "SourceText", "X509"],
      exclude: ["Goldens"]),
    tests(
      of: "CommandLineInterface",
      alsoSee: [
        "BuiltInRules", "Cryptography", "Listings", "LoopbackServers", "Network", "OperatingSystem",
        "PolicyPacks", "RuleEngine", "SourceText",
      ]),
  ]
)
