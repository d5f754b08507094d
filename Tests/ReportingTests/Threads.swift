import Dispatch
import RuleEngine

/// Shards on threads of their own.
let threads = Workers(count: 4) { count, body in
  DispatchQueue.concurrentPerform(iterations: count) { body($0) }
}
