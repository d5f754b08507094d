import Network

/// What an endpoint answered besides its certificate, for people: lines of a label and a text.
package struct EndpointAccount: Equatable, Sendable {
  package struct Line: Equatable, Sendable {
    package let label: String
    /// Holds the server's own words, if any, as they came: whoever prints it escapes it.
    package let text: String
  }

  package let lines: [Line]

  init(_ result: ProbeResult) {
    var lines: [Line] = []
    if let address = result.address { lines.append(Line(label: "asked", text: "\(address)")) }
    if case .success(let answer) = result.outcome {
      lines.append(Line(label: "spoke", text: Self.protocols(of: answer)))
      lines.append(Line(label: "sent", text: Self.contents(of: answer)))
    }
    lines.append(Line(label: "took", text: Self.times(result)))
    self.lines = lines
  }

  private static func protocols(of answer: EndpointAnswer) -> String {
    ["\(answer.version)", answer.cipherSuite, answer.applicationProtocol].compactMap(\.self)
      .joined(separator: ", ")
  }

  private static func contents(of answer: EndpointAnswer) -> String {
    let count = answer.chain.certificates.count
    return (count == 1 ? "1 certificate" : "\(count) certificates")
      + (answer.chain.stapledResponse == nil ? "" : " and a stapled OCSP response")
      + (answer.asksForClientCertificate ? "; asks for a certificate of the client" : "")
  }

  private static func times(_ result: ProbeResult) -> String {
    let stages: [ProbeStage] = [.lookup, .connection, .startTLS, .handshake]
    return stages.compactMap { stage in
      result.durations[stage].map { "\(stage.name) \(Int(($0 * 1000).rounded(.up))) ms" }
    }.joined(separator: ", ")
  }
}
