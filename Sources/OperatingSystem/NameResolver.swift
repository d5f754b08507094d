import Glibc
import Synchronization

/// Looks names up on a few threads of its own, because a lookup can be neither waited for with
/// other things nor cancelled.
package final class NameResolver: Sendable {
  package typealias Answer = Result<[IPAddress], NameLookupError>

  /// A name that was asked for.
  package struct Ticket: Hashable, Sendable {
    fileprivate let number: Int
  }

  private let state: State

  /// - Parameters:
  ///   - threads: how many lookups go on at once.
  ///   - lookup: blocks, and is called on several threads at a time.
  package init(
    threads: Int = 16, lookup: @escaping @Sendable (String) -> Answer = NameLookup.addresses
  ) throws(SystemError) {
    state = try State(threads: max(1, threads), lookup: lookup)
  }

  /// What is not answered by now is not waited for.
  deinit { state.forgetAll() }

  /// Readable when `takeAnswers()` has something to give.
  package var descriptor: Int32 { state.descriptor }

  package func resolve(_ name: String) -> Ticket { state.ask(name) }

  /// Drops the answer, whenever it comes.
  package func forget(_ ticket: Ticket) { state.forget(ticket) }

  /// The answers that have come since it was last called.
  package func takeAnswers() -> [Ticket: Answer] { state.takeAnswers() }

  /// Outlives its resolver for as long as a lookup goes on.
  private final class State: Sendable {
    private struct Work {
      var questions: [(ticket: Ticket, name: String)] = []
      /// Tickets whose answer somebody waits for.
      var open: Set<Ticket> = []
      var answers: [Ticket: Answer] = [:]
      var threads = 0
      var nextNumber = 0
    }

    private let work = Mutex(Work())
    private let threadLimit: Int
    private let lookup: @Sendable (String) -> Answer
    private let wakeUp: WakeUp

    init(threads: Int, lookup: @escaping @Sendable (String) -> Answer) throws(SystemError) {
      threadLimit = threads
      self.lookup = lookup
      wakeUp = try WakeUp()
    }

    var descriptor: Int32 { wakeUp.descriptor }

    func ask(_ name: String) -> Ticket {
      let (ticket, needsThread) = work.withLock { work in
        let ticket = Ticket(number: work.nextNumber)
        work.nextNumber += 1
        work.questions.append((ticket, name))
        work.open.insert(ticket)
        let needsThread = work.threads < threadLimit
        if needsThread { work.threads += 1 }
        return (ticket, needsThread)
      }
      if needsThread { startThread() }
      return ticket
    }

    func forget(_ ticket: Ticket) {
      work.withLock { work in
        work.open.remove(ticket)
        work.answers[ticket] = nil
        work.questions.removeAll { $0.ticket == ticket }
      }
    }

    func forgetAll() {
      work.withLock { work in
        work.open = []
        work.answers = [:]
        work.questions = []
      }
    }

    func takeAnswers() -> [Ticket: Answer] {
      wakeUp.clear()
      return work.withLock { work in
        defer { work.answers = [:] }
        return work.answers
      }
    }

    private func startThread() {
      // Enough for the modules that the system's resolver may load.
      guard let thread = Thread.start(stackSize: 512 << 10, { self.answerQuestions() }) else {
        let left = work.withLock { work in
          work.threads -= 1
          return work.threads
        }
        if left == 0 { refuseQuestions() }
        return
      }
      _ = pthread_detach(thread)
    }

    private func answerQuestions() {
      while let (ticket, name) = nextQuestion() {
        let answer = lookup(name)
        give(answer, to: ticket)
      }
    }

    private func nextQuestion() -> (Ticket, String)? {
      work.withLock { work in
        guard !work.questions.isEmpty else {
          work.threads -= 1
          return nil
        }
        return work.questions.removeFirst()
      }
    }

    private func refuseQuestions() {
      let questions = work.withLock { work in
        defer { work.questions = [] }
        return work.questions
      }
      for question in questions {
        give(.failure(.failed(reason: "the system has no thread for it")), to: question.ticket)
      }
    }

    private func give(_ answer: Answer, to ticket: Ticket) {
      let isWanted = work.withLock { work in
        guard work.open.remove(ticket) != nil else { return false }
        work.answers[ticket] = answer
        return true
      }
      if isWanted { wakeUp.raise() }
    }
  }
}
