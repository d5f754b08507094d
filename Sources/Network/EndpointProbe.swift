import Cryptography
import OperatingSystem

/// One endpoint on its way to a result, driven by whoever waits on its descriptor.
final class EndpointProbe {
  let endpoint: Endpoint
  /// For everything: lookup, connection, STARTTLS and handshake.
  private let deadline: Deadline
  private(set) var result: ProbeResult?
  /// The lookup that is waited for.
  private(set) var ticket: NameResolver.Ticket?

  private var attempt: ConnectionAttempt?
  private var socket: Socket?
  private var conversation: EndpointConversation?
  private var output: ArraySlice<UInt8> = []

  private var address: SocketAddress?
  private var failedAddresses: [ProbeResult.FailedAddress] = []
  private var durations: [ProbeStage: Double] = [:]
  private var stage: ProbeStage?
  private var stageStart = 0.0

  init(_ endpoint: Endpoint, deadline: Deadline) {
    self.endpoint = endpoint
    self.deadline = deadline
  }

  func start(_ resolver: NameResolver, in context: borrowing TLSContext, now: Double) {
    do throws(OpenSSLError) {
      conversation = try EndpointConversation(with: endpoint, in: context)
    } catch {
      finish(.local(reason: "\(error)"), now)
      return
    }
    if let address = IPAddress(endpoint.host) {
      connect([address], now)
    } else {
      enter(.lookup, now)
      ticket = resolver.resolve(endpoint.host)
    }
  }

  // MARK: What it waits for

  /// The descriptor to wait on, and for what; none during a lookup.
  var interest: (descriptor: Int32, readiness: PollSet.Readiness)? {
    if let descriptor = attempt?.descriptor { return (descriptor, .writing) }
    guard let descriptor = socket?.number else { return nil }
    return (descriptor, output.isEmpty ? .reading : [.reading, .writing])
  }

  /// When to proceed whether or not anything is ready.
  var nextDeadline: Deadline { attempt?.nextDeadline ?? deadline }

  // MARK: What happened

  func receive(_ answer: NameResolver.Answer, now: Double) {
    ticket = nil
    switch answer {
    case .success(let addresses): connect(addresses, now)
    case .failure(.notFound): finish(.nameNotFound, now)
    case .failure(.failed(let reason)): finish(.lookupFailed(reason: reason), now)
    }
  }

  func proceed(_ readiness: PollSet.Readiness, now: Double) {
    if deadline.remaining(at: now) <= 0 {
      expire(now)
    } else if attempt != nil {
      proceedWithAttempt(isReady: !readiness.isEmpty, now)
    } else if socket != nil, !readiness.isEmpty {
      exchange(readiness, now)
    }
  }

  private func expire(_ now: Double) {
    if attempt != nil {
      proceedWithAttempt(isReady: false, now)
    } else {
      finish(stage == .lookup ? .silent(.lookup) : conversation?.timeout, now)
    }
  }

  // MARK: Stages

  private func connect(_ addresses: [IPAddress], _ now: Double) {
    enter(.connection, now)
    attempt = ConnectionAttempt(
      addresses.map { SocketAddress($0, port: endpoint.port) }, deadline: deadline, now: now)
    if attempt?.descriptor == nil { proceedWithAttempt(isReady: false, now) }
  }

  private func proceedWithAttempt(isReady: Bool, _ now: Double) {
    let connection = attempt?.proceed(isReady: isReady, now: now)
    failedAddresses = attempt?.failures ?? []
    if let connection {
      address = attempt?.address
      attempt = nil
      socket = consume connection
      converse(now)
    } else if attempt?.descriptor == nil {
      finish(failedAddresses.last?.failure ?? .nameNotFound, now)
    }
  }

  private func exchange(_ readiness: PollSet.Readiness, _ now: Double) {
    do throws(SystemError) {
      if readiness.contains(.writing) { try send() }
      guard readiness.contains(.reading) else { return }
      switch try socket?.receive(atMost: 16 << 10) {
      case .bytes(let bytes):
        do throws(ProbeFailure) {
          try conversation?.receive(bytes)
          converse(now)
        } catch {
          finish(error, now)
        }
      case .end: finish(conversation?.end(nil), now)
      case .nothingYet, nil: break
      }
    } catch {
      finish(conversation?.end(error), now)
    }
  }

  private func converse(_ now: Double) {
    var more: [UInt8] = []
    var failure: ProbeFailure?
    do throws(ProbeFailure) {
      try conversation?.proceed(&more)
    } catch {
      failure = error
    }
    output += more
    if let stage = conversation?.stage { enter(stage, now) }
    do throws(SystemError) {
      // At the end too: what does not fit into the socket's buffer then is not missed.
      try send()
    } catch {
      failure = failure ?? conversation?.end(error)
    }
    if failure != nil || conversation?.isDone == true { finish(failure, now) }
  }

  private func send() throws(SystemError) {
    guard !output.isEmpty else { return }
    output = output.dropFirst(try socket?.send(output) ?? 0)
  }

  // MARK: Result

  private func enter(_ next: ProbeStage?, _ now: Double) {
    guard stage != next else { return }
    if let stage { durations[stage] = now - stageStart }
    stage = next
    stageStart = now
  }

  private func finish(_ failure: ProbeFailure?, _ now: Double) {
    enter(nil, now)
    result = ProbeResult(
      endpoint: endpoint, outcome: conversation?.outcome(failure) ?? .failure(failure ?? .notTLS),
      address: address, failedAddresses: failedAddresses, durations: durations)
    attempt = nil
    socket = nil
    conversation = nil
    output = []
  }
}
