/// What a certificate may state as a DNS name.
struct DNSNameSyntax {
  let allowsUnderscores: Bool

  private static let longestName = 253
  private static let longestLabel = 63

  /// What is wrong with a name: "it has an empty label"; nil if nothing is.
  func fault(in name: String) -> String? {
    if DNSNameSyntax.isPlain(name) { return nil }
    if name.isEmpty { return "it is empty" }
    if IPAddress(name) != nil { return "it is an IP address" }
    if name.contains("://") { return "it is a URI" }
    if name.contains("@") { return "it is a mail address" }
    if let colon = name.lastIndex(of: ":"), Int(name[name.index(after: colon)...]) != nil {
      return "it has a port"
    }
    let labels = name.split(separator: ".", omittingEmptySubsequences: false)
    if labels.count > 1, labels.last?.isEmpty == true { return "it ends with a dot" }
    if labels.first?.isEmpty == true { return "it begins with a dot" }
    if labels.contains(where: \.isEmpty) { return "it has an empty label" }
    if let fault = characterFault(in: name) ?? wildcardFault(in: labels) { return fault }
    if name.utf8.count > DNSNameSyntax.longestName {
      return "it has \(name.utf8.count) characters, more than \(DNSNameSyntax.longestName)"
    }
    let hosts = labels.first == "*" ? labels.dropFirst() : labels[...]
    for label in hosts {
      if let fault = DNSNameSyntax.fault(inLabel: label) { return fault }
    }
    let endsInNumber = labels.last?.utf8.allSatisfy { (0x30...0x39).contains($0) } == true
    return endsInNumber ? "it ends in a number, as no domain does" : nil
  }

  /// Whether a name is one without a doubt, as nearly all are: labels of letters, digits and hyphens
  /// between them, none of which is encoded, the last with a letter; a wildcard may stand in front.
  private static func isPlain(_ name: String) -> Bool {
    let bytes = name.utf8.span
    guard bytes.count <= longestName else { return false }
    // The wildcard and its dot.
    var start = bytes.count > 2 && bytes[0] == 0x2A && bytes[1] == 0x2E ? 2 : 0
    var hasLetter = false
    for index in start..<bytes.count {
      let byte = bytes[index]
      switch byte {
      case 0x61...0x7A, 0x41...0x5A: hasLetter = true
      case 0x30...0x39: break
      case 0x2D:
        // Neither at the ends of a label, nor where encodings have two.
        guard index > start, index + 1 < bytes.count, bytes[index + 1] != 0x2E,
          index != start + 2
        else { return false }
      case 0x2E:
        guard index > start, index - start <= longestLabel else { return false }
        start = index + 1
        hasLetter = false
      default: return false
      }
    }
    return hasLetter && bytes.count - start <= longestLabel
  }

  private func characterFault(in name: String) -> String? {
    for scalar in name.unicodeScalars {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "-", ".", "*": continue
      case "_":
        if !allowsUnderscores { return "it has an underscore" }
      // What stands for bytes that are no text.
      case "\u{FFFD}": return "it is not written in ASCII"
      case _ where !scalar.isASCII:
        let form = Punycode.asciiForm(of: name).map { ", and its ASCII form is \"\($0)\"" } ?? ""
        return "it has '\(scalar)'\(form)"
      case " ": return "it has a space"
      case "\0"..<" ", "\u{7F}": return "it has a control character"
      default: return "it has '\(scalar)'"
      }
    }
    return nil
  }

  /// RFC 9525, section 6.3: the wildcard is the whole left-most label.
  private func wildcardFault(in labels: [Substring]) -> String? {
    if labels == ["*"] { return "a wildcard needs a domain" }
    let isMisplaced = labels.enumerated().contains { index, label in
      label.contains("*") && (index > 0 || label != "*")
    }
    return isMisplaced ? "its wildcard is not the whole first label" : nil
  }

  private static func fault(inLabel label: Substring) -> String? {
    let bytes = Array(label.utf8)
    let hyphen = UInt8(ascii: "-")
    if bytes.count > longestLabel {
      return "a label has \(bytes.count) characters, more than \(longestLabel)"
    }
    if bytes.first == hyphen || bytes.last == hyphen {
      return "label \"\(label)\" begins or ends with a hyphen"
    }
    guard bytes.count > 3, bytes[2] == hyphen, bytes[3] == hyphen else { return nil }
    guard label.lowercased().hasPrefix("xn--") else {
      return "label \"\(label)\" has hyphens where only encodings do"
    }
    return Punycode.isEncoded(label.dropFirst(4)) ? nil : "label \"\(label)\" is no valid Punycode"
  }
}
