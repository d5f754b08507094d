import Certificates
import Cryptography
import Network
import OperatingSystem
import RuleEngine
import SourceText

/// Reads endpoints as inputs: one each, with the certificate that it shows.
package struct EndpointReader {
  /// The name of the format that the inputs were read by.
  package static let format = "tls"

  /// The facts that such inputs can state.
  package static let facts = CertificateFacts.read.union(
    [.kind, .name, .usedBy, .chain] + Fact.allCases.filter(\.isOfEndpoint))

  private let prober: EndpointProber

  package init(_ prober: EndpointProber) {
    self.prober = prober
  }

  /// One input for each endpoint, however often it is named.
  ///
  /// - Parameter progress: called with every endpoint that is done, and how many there are.
  package func read(
    _ addresses: [EndpointAddress],
    progress: (_ hasFailed: Bool, _ count: Int) -> Void = { _, _ in }
  ) -> [Input] {
    var named: Set<String> = []
    let addresses = addresses.filter { named.insert($0.place).inserted }
    do throws(ProberError) {
      let results = try prober.probe(addresses.map(\.endpoint)) { result in
        if case .failure = result.outcome {
          progress(true, addresses.count)
        } else {
          progress(false, addresses.count)
        }
      }
      return zip(addresses, results).map { input(of: $0, $1) }
    } catch {
      return addresses.map { failure(of: $0, "\(error)") }
    }
  }

  /// One endpoint, and what it answered besides.
  package func probe(_ address: EndpointAddress) -> (input: Input, account: EndpointAccount?) {
    do throws(ProberError) {
      let result = try prober.probe([address.endpoint])[0]
      return (input(of: address, result), EndpointAccount(result))
    } catch {
      return (failure(of: address, "\(error)"), nil)
    }
  }

  private func input(of address: EndpointAddress, _ result: ProbeResult) -> Input {
    switch result.outcome {
    case .failure(let failure): self.failure(of: address, failure.description)
    case .success(let answer):
      Input(
        place: address.place, pathInProject: address.place, format: Self.format,
        records: PresentedCertificate(
          answer, from: result.address, place: address.place, expectedName: address.expectedName),
        completeness: .complete,
        notices: notices(on: answer, result).map {
          Notice(kind: $0, first: SourceLocation(wholeFile: address.place))
        })
    }
  }

  private func failure(of address: EndpointAddress, _ message: String) -> Input {
    Input(place: address.place, failure: Diagnostic(message), format: Self.format)
  }

  /// What was odd, although there is a certificate.
  private func notices(on answer: EndpointAnswer, _ result: ProbeResult) -> [String] {
    var notices: [String] = []
    for failed in result.failedAddresses {
      notices.append("the address \(failed.address.address) was passed over: \(failed.failure)")
    }
    if answer.bytesBeforeTLS > 0 {
      notices.append(
        "more came before TLS began than belongs there, and was dropped; somebody on the way may"
          + " have put it there")
    }
    if !answer.chain.isWellFormed {
      notices.append("the lengths in the message with the certificates do not fit each other")
    }
    if let interruption = answer.interruption {
      notices.append(
        "the handshake did not go on after the certificate"
          + (answer.asksForClientCertificate ? ", as the server wants one of ours" : "")
          + ": \(interruption)")
    }
    return notices
  }
}
