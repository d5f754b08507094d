import Glibc
import OperatingSystem
import Testing

@testable import CommandLineInterface

/// The folders of programs that keep certificates, as those programs lay them out.
struct StoreFolderTests {
  private let folder: TemporaryFolder
  private var tool = Tool()

  init() throws {
    folder = try TemporaryFolder()
    tool.workingDirectory = folder.path
    try folder.write(
      "policy.yaml",
      "certgate: 1\npolicy: p\nrules: { expiry-window: { min-remaining: 0d } }\n")
  }

  private func lint(_ arguments: String...) -> Tool.Outcome {
    tool.run(["lint", "-p", "policy.yaml", "--at", "2026-11-01"] + arguments)
  }

  private func link(_ name: String, to target: String) throws {
    let path = Paths.join(folder.path, name)
    // Makes the folder.
    try folder.write(name, "")
    #expect(unsafe unlink(path) == 0)
    #expect(unsafe symlink(target, path) == 0)
  }

  /// A file of Examples/certificates under another name.
  private func copy(_ name: String, to place: String) throws {
    let file = try FileBytes.contents(
      ofFile: Paths.join(Tool.repository, "Examples/certificates/certs/\(name)"))
    try folder.write(place, file.bytes(in: 0..<file.count))
  }

  /// What certbot leaves behind after it has renewed a certificate: the first version is of a
  /// certificate that has expired since.
  private func writeLineage() throws {
    let archive = "letsencrypt/archive/shop.example"
    for (version, name) in [(1, "printer.pem"), (2, "shop/fullchain.pem")] {
      try copy(name, to: "\(archive)/cert\(version).pem")
      try copy("ca/root.crt", to: "\(archive)/chain\(version).pem")
      try copy(name, to: "\(archive)/fullchain\(version).pem")
      try copy("example.com.throw-away-key.pem", to: "\(archive)/privkey\(version).pem")
    }
    for kind in ["cert", "chain", "fullchain", "privkey"] {
      try link(
        "letsencrypt/live/shop.example/\(kind).pem", to: "../../archive/shop.example/\(kind)2.pem")
    }
    for name in ["live/README", "live/shop.example/README"] {
      try folder.write("letsencrypt/\(name)", "This directory contains your keys.\n")
    }
    try folder.write(
      "letsencrypt/renewal/shop.example.conf",
      """
      version = 2.9.0
      archive_dir = /etc/letsencrypt/archive/shop.example
      cert = /etc/letsencrypt/live/shop.example/cert.pem
      [renewalparams]
      account = 3c5b

      """)
    let account = "letsencrypt/accounts/acme-v02.api.letsencrypt.org/directory/3c5b"
    try folder.write("\(account)/meta.json", #"{"creation_dt":"2026-01-01T00:00:00Z"}"#)
    try folder.write("\(account)/regr.json", #"{"body":{},"uri":"https://ca.example/acct/1"}"#)
  }

  @Test func certbotsCertificatesAreJudgedOnceAndUnderTheirLiveNames() throws {
    try writeLineage()
    let outcome = lint("letsencrypt", "-f", "json")
    #expect(outcome.status == 0, "\(outcome.output)")
    for kind in ["cert", "chain", "fullchain", "privkey"] {
      #expect(outcome.output.contains("\"letsencrypt/live/shop.example/\(kind).pem\""))
    }
    #expect(!outcome.output.contains("archive"))
    #expect(
      outcome.errors.contains(
        "note: 4 names of files that are read under another were skipped (first: "
          + "letsencrypt/archive/shop.example/cert2.pem)\n"))
    #expect(
      outcome.errors.contains(
        "note: 4 files that certbot has superseded were skipped (first: "
          + "letsencrypt/archive/shop.example/cert1.pem)\n"))
  }

  @Test func aVersionThatIsNamedIsJudged() throws {
    try writeLineage()
    let version = "letsencrypt/archive/shop.example/cert1.pem"
    for arguments in [[version], [version, "letsencrypt"], ["letsencrypt/archive/**/cert*.pem"]] {
      let outcome = tool.run(["lint", "-p", "policy.yaml", "--at", "2026-11-01"] + arguments)
      #expect(outcome.status == 1)
      #expect(outcome.output.contains("\(version)  1 certificate"))
    }
  }

  /// Without the links that tell which version is in use, none is known to be superseded.
  @Test func anArchiveAloneIsJudgedWhole() throws {
    try writeLineage()
    let outcome = lint("letsencrypt/archive")
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("archive/shop.example/cert1.pem  1 certificate"))
    #expect(outcome.errors == "")
  }

  /// A renewal that was not deployed: the links lead to the older version, and the newer counts too.
  @Test func aVersionThatIsNewerThanTheOneInUseIsJudged() throws {
    try writeLineage()
    try copy("printer.pem", to: "letsencrypt/archive/shop.example/cert3.pem")
    let outcome = lint("letsencrypt")
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("letsencrypt/archive/shop.example/cert3.pem  1 certificate"))
  }

  @Test func caddysCertificatesAreFound() throws {
    let site = "caddy/certificates/acme-v02.api.letsencrypt.org-directory/shop.example/shop.example"
    try copy("shop/fullchain.pem", to: "\(site).crt")
    try copy("example.com.throw-away-key.pem", to: "\(site).key")
    try folder.write(
      "\(site).json",
      #"{"sans":["shop.example"],"issuer_data":{"url":"https://ca.example/cert/1","ca":"x"}}"#)
    try copy("ca/root.crt", to: "caddy/pki/authorities/local/root.crt")
    try folder.write("caddy/last_clean.json", #"{"timestamp":"2026-01-01T00:00:00Z"}"#)
    try folder.write("caddy/instance.uuid", "6f1c9a60-0b6a-4d5e-9a51-3f2f6d1c7e55")
    try folder.write(
      "policy.yaml", "certgate: 1\npolicy: p\nrules: { exposed-private-key: {} }\n")
    let outcome = lint("caddy")
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("a private key lies here\n           \(site).key:1:1\n"))
    #expect(outcome.output.contains("3 certificates, 1 private key in 3 inputs; exit 1"))
    #expect(
      outcome.errors
        == "certgate: note: 3 files hold neither certificates nor a listing and were skipped "
        + "(first: \(site).json)\n")
  }

  /// As OpenSSL's rehash and package managers lay out a folder of authorities.
  @Test func aFileOfManyNamesIsReadUnderTheOneThatPeopleKnow() throws {
    try copy("ca/root.crt", to: "share/Example_Root.crt")
    try link("certs/Example_Root.pem", to: "../share/Example_Root.crt")
    try link("certs/4042bcee.0", to: "Example_Root.pem")
    try link("certs/4042bcee.r1", to: "Example_Root.pem")
    for sources in [["certs"], ["share", "certs"], ["certs/*", "share"]] {
      let outcome = tool.run(
        ["lint", "-p", "policy.yaml", "--at", "2026-11-01", "-f", "json"] + sources)
      #expect(outcome.status == 0)
      #expect(outcome.output.contains(#""location":"certs/Example_Root.pem""#))
      #expect(outcome.output.contains(#""certificates":1,"deleted":0,"inputs":1"#))
    }
    let named = lint("certs", "share/Example_Root.crt")
    #expect(named.output.contains("1 certificate in 1 input"))
    #expect(lint("certs").errors.contains("2 names of files that are read under another"))
  }
}
