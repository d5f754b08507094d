import Glibc
import Testing

@testable import OperatingSystem

struct StandardStreamTests {
  @Test func aFullDeviceIsAnError() throws {
    let file = try FileDescriptor(opening: "/dev/full", O_WRONLY)
    let stream = StandardStream(descriptor: file.number, name: "standard output")
    let error = #expect(throws: SystemError.self) { try stream.write("1".utf8.span) }
    #expect(error?.description == "cannot write standard output: no space left on device")
    #expect(!stream.isTerminal)
    #expect(stream.columns == nil)
  }

  @Test func aPipeNobodyReadsIsAnError() throws {
    Signals.ignoreBrokenPipe()
    let pipe = Pipe()
    let stream = StandardStream(descriptor: pipe.writer.number, name: "standard output")
    try pipe.reader.close(named: "pipe")
    let error = #expect(throws: SystemError.self) { try stream.write("1".utf8.span) }
    #expect(error?.description == "cannot write standard output: broken pipe")
    #expect(error?.isBrokenPipe == true)
  }

  @Test func waitsForAPipeThatDoesNotBlock() throws {
    let pipe = Pipe()
    let writer = pipe.writer.number
    #expect(fcntl(writer, F_SETFL, O_NONBLOCK) == 0)
    let reader = pipe.reader.number
    let size = 300_000
    Shards.run(2) { shard in
      if shard == 0 {
        #expect(throws: Never.self) {
          try write([UInt8](repeating: 7, count: size).span, to: writer, named: "pipe")
        }
      } else {
        var bytes = [UInt8](repeating: 0, count: 10_000)
        var received = 0
        while received < size {
          let count = unsafe read(reader, &bytes, bytes.count)
          guard count > 0 else { break }
          received += count
        }
        #expect(received == size)
      }
    }
  }

  @Test func aClosedStreamKeepsItsNumberAndFails() async {
    await #expect(processExitsWith: .exitCode(7)) {
      // Else another thread of the tests may open a file just when the number is free.
      unshareDescriptors()
      close(STDOUT_FILENO)
      StandardStream.occupyClosed()
      let file = try FileDescriptor(opening: "/dev/null", O_RDONLY)
      do throws(SystemError) {
        try StandardStream.output.write("1".utf8.span)
      } catch {
        let isRefused = error.description == "cannot write standard output: bad file descriptor"
        exit(file.number > 2 && isRefused ? 7 : 1)
      }
    }
  }
}

/// Gives the calling thread descriptors of its own, where the system lets it: unshare(CLONE_FILES).
private func unshareDescriptors() {
  // The C library has it, and Swift does not see it.
  guard let symbol = unsafe dlsym(nil, "unshare") else { return }
  let unshare = unsafe unsafeBitCast(symbol, to: (@convention(c) (Int32) -> Int32).self)
  _ = unshare(0x400)
}
