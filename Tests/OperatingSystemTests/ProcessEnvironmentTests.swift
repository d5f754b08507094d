import Glibc
import Testing

@testable import OperatingSystem

struct ProcessEnvironmentTests {
  @Test func readsTheEnvironment() {
    unsafe setenv("CERTGATE_TEST_VARIABLE", "a=b", 1)
    unsafe setenv("CERTGATE_TEST_EMPTY", "", 1)
    let variables = ProcessEnvironment.variables()
    #expect(variables["CERTGATE_TEST_VARIABLE"] == "a=b")
    #expect(variables["CERTGATE_TEST_EMPTY"] == "")
    #expect(variables["CERTGATE_TEST_MISSING"] == nil)
  }

  @Test func knowsTheWorkingDirectory() {
    #expect(ProcessEnvironment.workingDirectory.hasPrefix("/"))
    #expect(kind(ofFile: ProcessEnvironment.workingDirectory) == .directory)
  }

  @Test func clocksGoForward() {
    let (first, second) = (Clock.monotonic(), Clock.monotonic())
    #expect(first <= second)
    #expect(Clock.now().seconds > 1_700_000_000)
    #expect((0..<1_000_000_000).contains(Clock.now().nanoseconds))
  }
}
