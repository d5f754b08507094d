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
    // More lookups that nobody waits for than name servers are ever slow to answer.
    private static let abandonedLimit = 256

    private struct Work {
      var questions: [(ticket: Ticket, name: String)] = []
      /// Tickets whose name a thread looks up, and whose answer somebody waits for.
      var current: Set<Ticket> = []
      var answers: [Ticket: Answer] = [:]
      /// Threads that answer questions.
      var threads = 0
      /// Threads whose lookup nobody waits for any more; they end with it.
      var abandonedThreads = 0
      var nextNumber = 0

      /// Counts another thread if there is a question for it.
      mutating func addThread(limit: Int) -> Bool {
        guard !questions.isEmpty, threads < limit, abandonedThreads < State.abandonedLimit else {
          return false
        }
        threads += 1
        return true
      }
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
        return (ticket, work.addThread(limit: threadLimit))
      }
      if needsThread { startThread() }
      return ticket
    }

    func forget(_ ticket: Ticket) {
      let needsThread = work.withLock { work in
        work.answers[ticket] = nil
        work.questions.removeAll { $0.ticket == ticket }
        guard work.current.remove(ticket) != nil else { return false }
        // A name server that is silent must not hold up the names of others.
        work.threads -= 1
        work.abandonedThreads += 1
        return work.addThread(limit: threadLimit)
      }
      if needsThread { startThread() }
    }

    func forgetAll() {
      work.withLock { work in
        work.questions = []
        work.answers = [:]
        work.threads -= work.current.count
        work.abandonedThreads += work.current.count
        work.current = []
      }
    }

    func takeAnswers() -> [Ticket: Answer] {
      wakeUp.clear()
      return work.withLock { work in
        defer { work.answers = [:] }
        return work.answers
      }
    }

    // MARK: Threads

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
        guard give(lookup(name), to: ticket) else { return }
      }
    }

    private func nextQuestion() -> (Ticket, String)? {
      work.withLock { work in
        guard !work.questions.isEmpty else {
          work.threads -= 1
          return nil
        }
        let question = work.questions.removeFirst()
        work.current.insert(question.ticket)
        return question
      }
    }

    /// False if nobody waits for it any more, and so for this thread.
    private func give(_ answer: Answer, to ticket: Ticket) -> Bool {
      let isWanted = work.withLock { work in
        guard work.current.remove(ticket) != nil else {
          work.abandonedThreads -= 1
          return false
        }
        work.answers[ticket] = answer
        return true
      }
      if isWanted { wakeUp.raise() }
      return isWanted
    }

    private func refuseQuestions() {
      work.withLock { work in
        for question in work.questions {
          work.answers[question.ticket] = .failure(
            .failed(reason: "the system has no thread for it"))
        }
        work.questions = []
      }
      wakeUp.raise()
    }
  }
}
