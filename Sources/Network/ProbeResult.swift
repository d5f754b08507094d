import OperatingSystem

/// What came of a probe.
package struct ProbeResult: Sendable {
  package let endpoint: Endpoint
  package let outcome: Result<EndpointAnswer, ProbeFailure>
  /// The address that took the connection.
  package let address: SocketAddress?
  /// Addresses that were tried before and did not, and what they said.
  package let failedAddresses: [FailedAddress]
  /// How long each stage that was begun took, in seconds.
  package let durations: [ProbeStage: Double]

  package struct FailedAddress: Equatable, Sendable {
    package let address: SocketAddress
    package let failure: ProbeFailure
  }
}
