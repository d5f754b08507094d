import Cryptography
import OperatingSystem

/// Asks many endpoints for their certificates at once, on one thread.
package struct EndpointProber {
  /// How many endpoints are talked to at a time.
  package let jobs: Int
  /// How long each may take, in seconds, from its lookup to the end of its handshake.
  package let timeout: Double
  private let resolver: NameResolver
  private let identity: ClientIdentity?

  /// - Parameter identity: shown to servers that ask for a certificate.
  package init(
    resolver: NameResolver, identity: ClientIdentity? = nil, jobs: Int = 64, timeout: Double = 5
  ) {
    self.resolver = resolver
    self.identity = identity
    self.jobs = max(1, jobs)
    self.timeout = timeout
  }

  /// The results in the order of the endpoints.
  ///
  /// - Parameter progress: called with every result as it comes.
  package func probe(
    _ endpoints: [Endpoint], progress: (ProbeResult) -> Void = { _ in }
  ) throws(ProberError) -> [ProbeResult] {
    let context: TLSContext
    do throws(OpenSSLError) {
      context = try TLSContext.judging(identity: identity)
    } catch {
      throw .tls(error)
    }
    var results = [ProbeResult?](repeating: nil, count: endpoints.count)
    var waiting = endpoints.indices[...]
    var active: [(number: Int, probe: EndpointProbe)] = []
    var set = PollSet()
    while true {
      while active.count < jobs, let number = waiting.popFirst() {
        let now = Clock.monotonic()
        let probe = EndpointProbe(
          endpoints[number], deadline: Deadline(after: timeout, from: now))
        probe.start(resolver, in: context, now: now)
        active.append((number, probe))
      }
      active.removeAll { number, probe in
        guard let result = probe.result else { return false }
        if let ticket = probe.ticket { resolver.forget(ticket) }
        progress(result)
        results[number] = result
        return true
      }
      if !active.isEmpty {
        try wait(for: active.map(\.probe), &set)
      } else if waiting.isEmpty {
        return results.compactMap(\.self)
      }
    }
  }

  /// Waits until something happens to one of the probes, and lets each go on.
  private func wait(
    for probes: [EndpointProbe], _ set: inout PollSet
  ) throws(ProberError) {
    set.removeAll()
    let answers = set.add(resolver.descriptor, for: .reading)
    var numbers: [Int?] = []
    var deadline = Deadline.never
    for probe in probes {
      deadline = min(deadline, probe.nextDeadline)
      numbers.append(probe.interest.map { set.add($0.descriptor, for: $0.readiness) })
    }
    do throws(SystemError) {
      try set.wait(until: deadline)
    } catch {
      throw .system(error)
    }
    let now = Clock.monotonic()
    if !set.readiness(of: answers).isEmpty {
      let answers = resolver.takeAnswers()
      for probe in probes {
        if let ticket = probe.ticket, let answer = answers[ticket] {
          probe.receive(answer, now: now)
        }
      }
    }
    for (probe, number) in zip(probes, numbers) where probe.result == nil {
      probe.proceed(number.map { set.readiness(of: $0) } ?? [], now: now)
    }
  }
}

/// Why nothing can be probed at all.
package enum ProberError: Error, Equatable, Sendable, CustomStringConvertible {
  case tls(OpenSSLError)
  case system(SystemError)

  package var description: String {
    switch self {
    case .tls(let error): "\(error)"
    case .system(let error): "\(error)"
    }
  }
}
