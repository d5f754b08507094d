import BuiltInRules
import PolicyFiles

/// A policy, and after a byte that no UTF-8 has, the policy that it extends.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let input = unsafe UnsafeBufferPointer(start: data, count: count)
  let end = unsafe input.firstIndex(of: 0xFF) ?? count
  let policy = unsafe Array(input[..<end])
  let parent = unsafe Array(input[end...].dropFirst())
  let loader = PolicyLoader(rules: BuiltInRules.all, packs: [("pack", parent)]) {
    $0 == "policy.yaml" ? policy : parent
  }
  let loaded = loader.load("policy.yaml")
  precondition((loaded.policy == nil) == loaded.diagnostics.contains { $0.severity == .error })
  let read = Configuration.read(policy, path: ".certgate.yaml")
  precondition((read.configuration == nil) == read.diagnostics.contains { $0.severity == .error })
  for diagnostic in loaded.diagnostics + read.diagnostics {
    precondition(!diagnostic.rendered(colour: true).isEmpty)
  }
  return 0
}
