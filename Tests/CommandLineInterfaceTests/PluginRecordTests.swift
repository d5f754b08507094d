import Glibc
import OperatingSystem
import Testing

@testable import CommandLineInterface

/// What goes to plugins and comes back: records by the hundred, and findings in every spelling.
struct PluginRecordTests {
  private let folder: TemporaryFolder
  private var tool = Tool()

  init() throws {
    folder = try TemporaryFolder()
    tool.workingDirectory = folder.path
    tool.environment = ["PATH": "/usr/bin:/bin"]
    try folder.write(
      "policy.yaml",
      """
      certgate: 1
      policy: p
      plugins: { acme: { command: [./acme] } }
      rules: { acme/tag: , second: { rule: acme/tag, match: { name: "*1" } } }
      """)
  }

  private func write(check: String) throws {
    try folder.write(
      "acme",
      #"""
      #!/bin/sh
      if [ "$1" = describe ]; then
        echo '{"protocol":1,"name":"a","version":"1","rules":[{"id":"tag","summary":"S.",' \
          '"rationale":"R.","needs":["owner"],"requires":"a tag"}]}'
        exit
      fi
      """# + "\n\(check)\n")
    #expect(unsafe chmod(Paths.join(folder.path, "acme"), 0o755) == 0)
  }

  @Test func recordsKeepTheirOrderAndTheirNumbers() throws {
    var expected: [String] = []
    var number = 0
    for (input, count) in [("a", 700), ("b", 1), ("c", 0), ("d", 1900)] {
      var lines: [String] = []
      for index in 0..<count {
        number += 1
        // Some state no owner, and one has been deleted.
        let owner = index % 7 == 3 ? "" : #","owner":"team-\#(index)""#
        let isDeleted = input == "d" && index == 1000
        let status = isDeleted ? #","status":{"text":"gone","class":"deleted"}"# : ""
        lines.append(#"{"name":"\#(input)\#(index)"\#(owner)\#(status)}"#)
        if owner.isEmpty || isDeleted { continue }
        let second = index % 10 == 1 ? #","second""# : ""
        expected.append(
          #"{"type":"record","number":\#(number),"checks":["acme/tag"\#(second)],"facts":"#
            + #"{"kind":"certificate","input":"\#(input).json","name":"\#(input)\#(index)"\#(owner),"#
            + #""exposesPrivateKey":false}}"#)
      }
      try folder.write("\(input).json", "[\(lines.joined(separator: ",\n"))]")
    }
    try write(
      check: #"""
        tee wire >/dev/null
        n=$(grep -c '"type":"record"' wire)
        echo "{\"type\":\"done\",\"records\":$n,\"findings\":0}"
        """#)
    let outcome = tool.run(
      "lint --allow-plugins --as certgate -p policy.yaml d.json c.json b.json a.json")
    #expect(outcome.status == 0, "\(outcome.output)")
    let wire = try folder.read("wire").split(separator: "\n").map(String.init)
    #expect(Array(wire.dropFirst().dropLast()) == expected)
    #expect(wire.last == #"{"type":"end","records":\#(expected.count)}"#)
  }

  @Test func findingsMayBeSpeltAsJSONAllows() throws {
    try folder.write(
      "listing.json",
      (1...6).map { #"{"name":"n\#($0)","owner":"o","dnsNames":["a.example","b.example"]}"# }
        .joined(separator: "\n"))
    try write(
      check: #"""
        cat >/dev/null
        cat <<'END'
        {"type":"finding","number":1,"check":"acme/tag","message":"plain"}
        {"type":"finding","number":1,"check":"second","message":"the other check"}
         { "message" : "sp\u0061ced \"\u00e9\" \ud83d\udd12" , "check" : "acme\/tag" , "number" : 2 , "type" : "finding" }	
        {"type":"finding","number":3,"check":"acme/tag","message":"early","gravity":"early","key":"k","required":"r"}
        {"type":"finding","number":4,"check":"acme/tag","message":"nulls","key":null,"fact":null,"element":null,"gravity":null,"required":null}
        {"type":"finding","number":5,"check":"acme/tag","message":"element","fact":"dnsNames","element":1,"gravity":"full"}
        {"ty\u0070e":"finding","number":6,"check":"acme/tag","message":"é"}
        {"type":"done","records":6,"findings":7}
        END
        """#)
    let outcome = tool.run("lint --allow-plugins --as certgate -p policy.yaml -f json listing.json")
    #expect(outcome.status == 1, "\(outcome.output)")
    let members = ["severity", "message", "fact", "found", "required"].map { "\"\($0)\":\"" }
    let parts = outcome.output.split(separator: #"{"policy":"p","check":""#).dropFirst()
    let results = parts.filter { $0.contains("\"evidence\"") }.map {
      result in
      let values = members.map { result.split(separator: $0, maxSplits: 1).last ?? "" }
      return ([result] + values).map { String($0.prefix { $0 != "\"" && $0 != "\\" }) }
        .joined(separator: " | ")
    }
    #expect(
      results == [
        "acme/tag | error | plain | owner | o | a tag",
        "second | error | the other check | owner | o | a tag",
        "acme/tag | error | spaced  | owner | o | a tag",
        "acme/tag | warning | early | owner | o | r",
        "acme/tag | error | nulls | owner | o | a tag",
        "acme/tag | error | element | dnsNames | b.example | a tag",
        "acme/tag | error | é | owner | o | a tag",
      ])
    #expect(outcome.output.contains(#""message":"spaced \"é\" 🔒""#))
  }
}
