import LoopbackServers
import Testing

@testable import OperatingSystem

struct NameResolverTests {
  private let address = IPAddress(bytes: [192, 0, 2, 1])

  /// Waits for so many answers, as long as it takes.
  private func answers(
    _ count: Int, of resolver: NameResolver
  ) throws -> [NameResolver.Ticket: NameResolver.Answer] {
    var answers: [NameResolver.Ticket: NameResolver.Answer] = [:]
    var set = PollSet()
    _ = set.add(resolver.descriptor, for: .reading)
    while answers.count < count {
      try set.wait(until: .never)
      answers.merge(resolver.takeAnswers()) { $1 }
    }
    return answers
  }

  @Test func answersEveryQuestion() throws {
    let resolver = try NameResolver(threads: 2) { name in
      name.hasPrefix("no") ? .failure(.notFound) : .success([IPAddress(bytes: Array(name.utf8))])
    }
    let names = ["a", "b", "no", "c", "d", "no2"]
    let tickets = names.map { resolver.resolve($0) }
    let answers = try answers(names.count, of: resolver)
    for (name, ticket) in zip(names, tickets) {
      #expect(
        answers[ticket]
          == (name.hasPrefix("no")
            ? .failure(.notFound) : .success([IPAddress(bytes: Array(name.utf8))])))
    }
    #expect(resolver.takeAnswers().isEmpty)
  }

  /// A name server that is silent holds up nobody else.
  @Test func dropsAnswersThatComeTooLate() throws {
    let gate = Gate()
    let resolver = try NameResolver(threads: 2) { [address] name in
      if name == "slow" { gate.wait() }
      return .success([address])
    }
    let slow = resolver.resolve("slow")
    let quick = resolver.resolve("quick")
    #expect(try answers(1, of: resolver) == [quick: .success([address])])
    resolver.forget(slow)
    gate.open()
    // By the time this is answered, so may be the other.
    let last = resolver.resolve("last")
    #expect(try answers(1, of: resolver) == [last: .success([address])])
    #expect(resolver.takeAnswers().isEmpty)
  }

  /// Not even where all threads wait for it.
  @Test func replacesThreadsThatNobodyWaitsFor() throws {
    let gate = Gate()
    let resolver = try NameResolver(threads: 1) { [address] name in
      if name == "slow" { gate.wait() }
      return .success([address])
    }
    let slow = (0..<3).map { _ in resolver.resolve("slow") }
    let quick = resolver.resolve("quick")
    #expect(resolver.takeAnswers().isEmpty)
    for ticket in slow { resolver.forget(ticket) }
    #expect(try answers(1, of: resolver) == [quick: .success([address])])
    gate.open()
    let last = resolver.resolve("last")
    #expect(try answers(1, of: resolver) == [last: .success([address])])
  }

  @Test func looksUpTheMachineItself() throws {
    let addresses = try NameLookup.addresses(of: "localhost").get()
    #expect(!addresses.isEmpty)
    #expect(addresses.allSatisfy { $0.isLoopback })
    #expect(Set(addresses).count == addresses.count)
    #expect(NameLookup.addresses(of: "127.0.0.1") == .success([IPAddress(bytes: [127, 0, 0, 1])]))
    #expect(NameLookup.addresses(of: "localhost\0.example") == .failure(.notFound))
  }
}
