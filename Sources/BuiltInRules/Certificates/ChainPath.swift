/// The way from a certificate to its root, as far as the certificates beside it lead.
struct ChainPath {
  /// How many certificates are looked through; OpenSSL's own limit.
  static let longest = 100

  /// One step: a certificate, and the one in the chain that should have issued it.
  struct Link {
    /// The issued certificate's position in the chain; nil for the one at the end.
    let issued: Int?
    /// The issuer's position in the chain.
    let issuer: Int
    let fit: Fit
  }

  /// Why a certificate was taken for the issuer of another.
  enum Fit {
    /// Names and key identifiers agree, as far as there are any.
    case full
    /// It has the name, but another key identifier.
    case nameOnly
    /// It has the key identifier, but another name.
    case keyOnly
  }

  private(set) var links: [Link] = []
  /// Positions in the chain that lead nowhere, and are not another way to the same authorities.
  private(set) var strays: [Int] = []
  /// Positions in the chain of what stood there, or at the end, before.
  private(set) var repeats: [Int] = []

  init(from leaf: ChainMember, through chain: [ChainMember], at now: Int64) {
    var rest: [Int] = []
    for (index, member) in chain.enumerated() {
      let bytes = member.certificate.bytes
      let isRepeat =
        bytes == leaf.certificate.bytes
        || rest.contains { chain[$0].certificate.bytes == bytes }
      if isRepeat { repeats.append(index) } else { rest.append(index) }
    }
    var current: (position: Int?, member: ChainMember) = (nil, leaf)
    while !current.member.isRoot,
      let (index, fit) = ChainPath.issuer(of: current.member, among: rest, of: chain, at: now)
    {
      links.append(Link(issued: current.position, issuer: index, fit: fit))
      rest.removeAll { $0 == index }
      current = (index, chain[index])
    }
    let path = [leaf] + links.map { chain[$0.issuer] }
    strays = ChainPath.strays(among: rest, of: chain, beside: path)
  }

  /// The position of the likeliest issuer: the best fit, valid before expired, in order.
  private static func issuer(
    of issued: ChainMember, among rest: [Int], of chain: [ChainMember], at now: Int64
  ) -> (Int, Fit)? {
    let named = rest.filter { chain[$0].isNamed(asIssuerOf: issued) }
    let fitting = named.filter { !issued.hasOtherKey(than: chain[$0]) }
    if let valid = fitting.first(where: { chain[$0].isValid(at: now) }) ?? fitting.first {
      return (valid, .full)
    }
    if let index = rest.first(where: { issued.hasKey(of: chain[$0]) }) { return (index, .keyOnly) }
    return named.first.map { ($0, .nameOnly) }
  }

  /// Authorities are certified by several others, and all of those may come along.
  private static func strays(
    among rest: [Int], of chain: [ChainMember], beside path: [ChainMember]
  ) -> [Int] {
    var related = path
    var strays = rest
    while let index = strays.first(where: { index in
      related.contains { chain[index].shareName(with: $0) }
        || related.dropFirst(path.count).contains { chain[index].isNamed(asIssuerOf: $0) }
    }) {
      related.append(chain[index])
      strays.removeAll { $0 == index }
    }
    return strays
  }

  /// Whether issuers stand in the order in which they are needed.
  var isInOrder: Bool { zip(links, links.dropFirst()).allSatisfy { $0.issuer < $1.issuer } }
}

extension ChainMember {
  /// Seconds since 1970; a time that cannot be read does not make a certificate invalid.
  func isValid(at now: Int64) -> Bool {
    now >= notBefore ?? .min && now <= notAfter ?? .max
  }
}
