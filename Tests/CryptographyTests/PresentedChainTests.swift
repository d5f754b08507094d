import Testing

@testable import Cryptography

struct PresentedChainTests {
  private func chain(_ message: [UInt8], _ version: TLSVersion) -> PresentedChain {
    PresentedChain(message: message[...], version: version)
  }

  @Test func readsTheMessageOfOldVersions() {
    let chain = chain([0, 0, 9, 0, 0, 2, 7, 8, 0, 0, 1, 9], .tls12)
    #expect(chain.certificates == [[7, 8], [9]])
    #expect(chain.stapledResponse == nil)
    #expect(chain.isWellFormed)
  }

  @Test func readsTheMessageOfTLS13() {
    let staple: [UInt8] = [0, 5, 0, 6, 1, 0, 0, 2, 0xAA, 0xBB]
    let other: [UInt8] = [0, 18, 0, 1, 0]
    let first: [UInt8] = [0, 0, 2, 7, 8, 0, 15] + other + staple
    let second: [UInt8] = [0, 0, 1, 9, 0, 0]
    let list = first + second
    let chain = chain([1, 0xFF, 0, 0, UInt8(list.count)] + list, .tls13)
    #expect(chain.certificates == [[7, 8], [9]])
    #expect(chain.stapledResponse == [0xAA, 0xBB])
    #expect(chain.isWellFormed)
  }

  @Test func readsAnEmptyChain() {
    #expect(chain([0, 0, 0], .tls12).certificates == [])
    #expect(chain([0, 0, 0], .tls12).isWellFormed)
    #expect(chain([0, 0, 0, 0], .tls13).isWellFormed)
  }

  /// What is whole before the damage is read all the same.
  @Test func keepsWhatIsWhole() {
    let message: [UInt8] = [0, 0, 9, 0, 0, 2, 7, 8, 0, 0, 1, 9]
    for count in message.indices {
      let chain = chain(Array(message.prefix(count)), .tls12)
      #expect(chain.certificates == [])
      #expect(!chain.isWellFormed)
    }
    let overrun = chain([0, 0, 9, 0, 0, 2, 7, 8, 0, 0, 2, 9], .tls12)
    #expect(overrun.certificates == [[7, 8]])
    #expect(!overrun.isWellFormed)
    let surplus = chain(message + [0], .tls12)
    #expect(surplus.certificates == [[7, 8], [9]])
    #expect(!surplus.isWellFormed)
    let extensions = chain([0, 0, 0, 7, 0, 0, 1, 7, 0, 9, 0], .tls13)
    #expect(extensions.certificates == [[7]])
    #expect(!extensions.isWellFormed)
  }

  @Test func readsAStapledResponse() {
    #expect(PresentedChain.stapledResponse(status: [1, 0, 0, 1, 7]) == [7])
    for damaged in [[], [1], [2, 0, 0, 1, 7], [1, 0, 0, 2, 7], [1, 0, 0, 0]] as [[UInt8]] {
      #expect(PresentedChain.stapledResponse(status: damaged[...]) == nil)
    }
  }
}
