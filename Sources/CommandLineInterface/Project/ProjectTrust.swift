import BuiltInRules
import Cryptography
import OperatingSystem
import RuleEngine

/// The roots that a run trusts.
extension Project {
  /// The policies, with their rules told which roots are trusted: those of `--ca-file`, else the
  /// system's.
  func trusting(_ policies: [Policy]) throws(CommandError) -> [Policy] {
    let asksForRoots = policies.contains { $0.checks.contains { $0.rule is ChainTrust } }
    guard asksForRoots else { return policies }
    let store = try trustStore()
    return policies.map { policy in
      policy.replacingRules { ($0.rule as? ChainTrust)?.trusting(store) }
    }
  }

  /// The authorities that `--ca-file` names, else the system's.
  var trustAnchors: TrustAnchors {
    let files = arguments.values("ca-file").map {
      Paths.absolute($0, relativeTo: session.workingDirectory)
    }
    return files.isEmpty
      ? TrustAnchors.system(environment: session.environment) : TrustAnchors(files: files)
  }

  private func trustStore() throws(CommandError) -> LazyTrustStore {
    let anchors = trustAnchors
    guard arguments.has("ca-file") else {
      return LazyTrustStore { () throws(OpenSSLError) in try TrustStore(anchors) }
    }
    do throws(OpenSSLError) {
      let store = try TrustStore(anchors)
      return LazyTrustStore { () throws(OpenSSLError) in store }
    } catch {
      throw .usage("\(error)")
    }
  }
}
