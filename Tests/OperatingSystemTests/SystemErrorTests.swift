import Glibc
import Testing

@testable import OperatingSystem

struct SystemErrorTests {
  @Test(arguments: [
    (EACCES, "cannot open a/b.json: permission denied"),
    (ENOSPC, "cannot open a/b.json: no space left on device"),
    (EIO, "cannot open a/b.json: input/output error"),
    (9999, "cannot open a/b.json: unknown error 9999"),
    (Refusal.device.rawValue, "cannot open a/b.json: is a device, not a file"),
  ])
  func reads(code: Int32, expected: String) {
    #expect(SystemError("open", path: "a/b.json", code: code).description == expected)
  }

  @Test func readsWithoutAPath() {
    #expect(
      SystemError("fork", path: nil, code: ENOMEM).description
        == "cannot fork: cannot allocate memory")
  }
}
