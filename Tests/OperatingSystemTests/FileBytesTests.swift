import Glibc
import Testing

@testable import OperatingSystem

struct FileBytesTests {
  private let folder = TemporaryFolder()

  private func refusal(_ path: String) -> String? {
    #expect(throws: SystemError.self) { try FileBytes.contents(ofFile: path) }?.description
  }

  @Test func readsAFile() throws {
    let file = try FileBytes.contents(ofFile: folder.write("hello", to: "a"))
    #expect(file.count == 5)
    #expect(file.withBytes { $0[4] } == UInt8(ascii: "o"))
    #expect(file.bytes(in: 1..<3) == Array("el".utf8))
    #expect(file.bytes(in: -4..<2) == Array("he".utf8))
    #expect(file.bytes(in: 4..<900) == Array("o".utf8))
    #expect(file.bytes(in: 70..<90) == [])
  }

  @Test func readsAnEmptyFile() throws {
    let file = try FileBytes.contents(ofFile: folder.write("", to: "a"))
    #expect(file.count == 0)
    #expect(file.withBytes { $0.isEmpty })
  }

  /// As a file that grows after its size was asked for.
  @Test func readsAFileThatSaysItIsEmpty() throws {
    let file = try FileBytes.contents(ofFile: "/proc/self/status")
    #expect(file.bytes(in: 0..<5) == Array("Name:".utf8))
  }

  @Test func mapsALargeFile() throws {
    let path = try folder.write("start", to: "a")
    let size = 65 << 20
    #expect(unsafe truncate(path, size) == 0)
    let file = try FileBytes.contents(ofFile: path)
    #expect(file.count == size)
    #expect(file.withBytes { [$0[0], $0[size - 1]] } == [UInt8(ascii: "s"), 0])
    #expect(file.bytes(in: 3..<6) == [UInt8(ascii: "r"), UInt8(ascii: "t"), 0])
    #expect(file.bytes(in: size - 1..<size + 9) == [0])
  }

  @Test func keepsItsBytes() {
    #expect(FileBytes([1, 2, 3]).withBytes { $0.count } == 3)
  }

  @Test func passesTypedErrorsOn() {
    let error = #expect(throws: SystemError.self) {
      try FileBytes([]).withBytes { _ throws(SystemError) in
        throw SystemError("read", path: nil, code: EIO)
      }
    }
    #expect(error?.code == EIO)
  }

  @Test func refusesWhatIsNoFile() throws {
    let pipe = folder.pipe("pipe")
    #expect(refusal(pipe) == "cannot read \(pipe): is a named pipe, not a file")
    #expect(refusal(folder.path) == "cannot read \(folder.path): is a directory")
    #expect(refusal("/dev/null") == "cannot read /dev/null: is a device, not a file")
    let missing = folder.path("missing")
    #expect(refusal(missing) == "cannot read \(missing): no such file or directory")
    let below = try folder.write("", to: "file") + "/below"
    #expect(refusal(below) == "cannot read \(below): not a directory")
    let loop = folder.link("loop", to: "loop")
    #expect(refusal(loop) == "cannot read \(loop): too many levels of symbolic links")
  }

  @Test func readsAPipeToItsEnd() throws {
    let text = [UInt8](repeating: 7, count: 3000)
    let reader = try pipe(holding: text)
    let file = try FileBytes.contents(
      ofDescriptor: reader.number, named: "standard input", limit: 3000)
    #expect(file.bytes(in: 0..<4000) == text)
  }

  @Test func readsMoreThanOneChunk() throws {
    let path = try folder.write(String(repeating: "x", count: 300_000), to: "a")
    let descriptor = try FileDescriptor(opening: path, O_RDONLY)
    let file = try FileBytes.contents(ofDescriptor: descriptor.number, named: "a", limit: .max)
    #expect(file.count == 300_000)
  }

  @Test func readsNoMoreThanTheLimit() throws {
    let reader = try pipe(holding: [UInt8](repeating: 7, count: 3001))
    let error = #expect(throws: SystemError.self) {
      try FileBytes.contents(ofDescriptor: reader.number, named: "standard input", limit: 3000)
    }
    #expect(
      error?.description == "cannot read more than 3000 bytes of standard input: file too large")
  }

  @Test func readsAnEmptyPipeWithoutALimit() throws {
    let reader = try pipe(holding: [])
    #expect(
      try FileBytes.contents(ofDescriptor: reader.number, named: "pipe", limit: 0).count == 0)
  }
}
