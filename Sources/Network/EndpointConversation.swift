import Cryptography
import OperatingSystem

/// What is said to an endpoint from the first byte to its certificate, whoever carries the bytes.
struct EndpointConversation: ~Copyable {
  /// Far more than the largest chain and a handshake around it.
  private static let byteLimit = 2 << 20

  private let startTLS: StartTLS?
  private var dialogue: (any StartTLSDialogue)?
  private var input = DialogueInput()
  private var tls: TLSSession
  /// What came instead of TLS.
  private var text: [UInt8] = []
  private var bytesBeforeTLS = 0
  private var byteCount = 0
  private(set) var stage: ProbeStage
  /// Whether the server has said anything in this stage.
  private var hasSpoken = false
  private var isEstablished = false

  init(with endpoint: Endpoint, in context: borrowing TLSContext) throws(OpenSSLError) {
    startTLS = endpoint.startTLS
    dialogue = endpoint.startTLS?.dialogue(domain: endpoint.serverName ?? endpoint.host)
    stage = dialogue == nil ? .handshake : .startTLS
    tls = try TLSSession.client(
      in: context, serverName: endpoint.serverName,
      applicationProtocols: endpoint.applicationProtocols)
  }

  /// Goes on as far as it can with what has been received; what is to be sent is output.
  mutating func proceed(_ output: inout [UInt8]) throws(ProbeFailure) {
    if stage == .startTLS { try proceedWithDialogue(&output) }
    if stage == .handshake { try proceedWithHandshake(&output) }
  }

  mutating func receive(_ bytes: [UInt8]) throws(ProbeFailure) {
    guard !bytes.isEmpty else { return }
    byteCount += bytes.count
    guard byteCount <= Self.byteLimit else { throw .tooMuch }
    if stage == .startTLS {
      try Self.attempt(startTLS) { () throws(StartTLSFailure) in try input.append(bytes) }
    } else if text.isEmpty, hasSpoken || Self.recordTypes.contains(bytes[0]) {
      tls.receive(bytes)
    } else {
      text += bytes
      // The first line is enough to tell what it is.
      if text.count >= 128 || text.contains(UInt8(ascii: "\n")) { throw textFailure }
    }
    hasSpoken = true
  }

  /// Whether the endpoint has shown all that it was asked for.
  var isDone: Bool { isEstablished }

  /// What it means that the time is over.
  var timeout: ProbeFailure {
    guard text.isEmpty else { return textFailure }
    return hasSpoken ? .timedOut(stage) : .silent(stage)
  }

  /// What it means that the connection ended, with an error or without.
  func end(_ error: SystemError?) -> ProbeFailure {
    guard text.isEmpty else { return textFailure }
    return error.map { ProbeFailure($0, during: stage) } ?? .closed(stage)
  }

  /// What the endpoint has shown, or why it has shown nothing.
  func outcome(_ interruption: ProbeFailure?) -> Result<EndpointAnswer, ProbeFailure> {
    guard let chain = tls.chain, !chain.certificates.isEmpty else {
      return .failure(interruption ?? .noCertificate)
    }
    return .success(
      EndpointAnswer(
        chain: chain, version: tls.version, cipherSuite: tls.cipherSuite,
        applicationProtocol: tls.applicationProtocol,
        asksForClientCertificate: tls.asksForClientCertificate, bytesBeforeTLS: bytesBeforeTLS,
        interruption: interruption))
  }

  // MARK: Stages

  private mutating func proceedWithDialogue(_ output: inout [UInt8]) throws(ProbeFailure) {
    while stage == .startTLS {
      let step = try Self.attempt(startTLS) { () throws(StartTLSFailure) in
        try dialogue?.proceed(&input) ?? .ready
      }
      switch step {
      case .send(let bytes): output += bytes
      case .wait: return
      case .ready:
        bytesBeforeTLS = input.count
        stage = .handshake
        hasSpoken = false
      }
    }
  }

  private mutating func proceedWithHandshake(_ output: inout [UInt8]) throws(ProbeFailure) {
    do throws(TLSFailure) {
      isEstablished = try tls.handshake()
      // Servers note it in their logs when a client just goes.
      if isEstablished { tls.close() }
      output += tls.takeOutput()
    } catch {
      output += tls.takeOutput()
      throw .handshake(error)
    }
  }

  private static func attempt<Value>(
    _ startTLS: StartTLS?, _ body: () throws(StartTLSFailure) -> Value
  ) throws(ProbeFailure) -> Value {
    do throws(StartTLSFailure) {
      return try body()
    } catch {
      throw .startTLS(error, startTLS ?? .smtp)
    }
  }

  /// ChangeCipherSpec to heartbeat; the first byte of no text.
  private static let recordTypes: ClosedRange<UInt8> = 20...24

  private var textFailure: ProbeFailure {
    let line = text.prefix { $0 != 0x0A && $0 != 0x0D }.prefix(128)
    // Some greet in colours, which is text all the same.
    guard let first = line.first, first >= 0x20, !line.contains(0) else { return .notTLS }
    return .plainText(String(decoding: line, as: UTF8.self))
  }
}
