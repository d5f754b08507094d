/// Computes SHA-256 digests one after the other; each thread has its own.
package struct SHA256Digester: ~Copyable {
  private var context: DigestContext

  package init() throws(OpenSSLError) {
    context = try DigestContext(.sha256)
  }

  package mutating func digest(_ bytes: Span<UInt8>) throws(OpenSSLError) -> SHA256Digest {
    var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    let isDone = unsafe withUnsafeMutableBytes(of: &words) { words in
      unsafe context.digest(bytes, into: words)
    }
    guard isDone else { throw OpenSSLError(draining: "compute SHA-256") }
    return SHA256Digest(
      words: (words.0.bigEndian, words.1.bigEndian, words.2.bigEndian, words.3.bigEndian))
  }
}
