/// The parameters of RSA-PSS (RFC 4055), whose defaults are SHA-1 and 20 bytes of salt.
struct PSSParameters {
  /// Nil for a digest that is not in the table.
  private(set) var hash: HashAlgorithm?
  private(set) var maskHash: HashAlgorithm?
  private(set) var saltLength: Int?
  /// Whether all that is written has the type that it should have; a signature has parameters.
  private(set) var isWellFormed = false

  init(_ element: DERElement?, in bytes: Span<UInt8>) {
    guard let element, element.identifier == DERTag.sequence else { return }
    (hash, maskHash, saltLength) = (.sha1, .sha1, 20)
    isWellFormed = true
    var fields = element.elements
    while let field = fields.next(in: bytes) {
      var inside = field.elements
      let value = inside.next(in: bytes)
      switch field.contextNumber {
      case 0: hash = read(value, in: bytes).flatMap { HashAlgorithm($0.oid) }
      case 1:
        let mask = read(value, in: bytes)
        maskHash = mask.flatMap { read($0.parameters, in: bytes) }.flatMap { HashAlgorithm($0.oid) }
      case 2:
        saltLength = value.flatMap { DERInteger($0, in: bytes) }?.small(in: bytes)
        if saltLength == nil { isWellFormed = false }
      case 3: break
      default: isWellFormed = false
      }
    }
  }

  private mutating func read(_ value: DERElement?, in bytes: Span<UInt8>) -> AlgorithmIdentifier? {
    let algorithm = value.flatMap { AlgorithmIdentifier($0, in: bytes) }
    if algorithm == nil { isWellFormed = false }
    return algorithm
  }
}
