/// A protocol that begins without TLS.
package enum StartTLS: String, CaseIterable, Sendable {
  case smtp, lmtp, imap, pop3, ftp, sieve, ldap, xmpp, postgres, mysql

  /// Where its servers listen.
  package var port: UInt16 {
    switch self {
    case .smtp: 25
    case .lmtp: 24
    case .imap: 143
    case .pop3: 110
    case .ftp: 21
    case .sieve: 4190
    case .ldap: 389
    case .xmpp: 5222
    case .postgres: 5432
    case .mysql: 3306
    }
  }

  /// Its name as people write it.
  package var title: String {
    switch self {
    case .smtp, .lmtp, .imap, .pop3, .ftp, .ldap, .xmpp: rawValue.uppercased()
    case .sieve: "ManageSieve"
    case .postgres: "PostgreSQL"
    case .mysql: "MySQL"
    }
  }

  func dialogue(domain: String) -> any StartTLSDialogue {
    switch self {
    case .smtp: SMTPDialogue()
    case .lmtp: SMTPDialogue(hello: "LHLO")
    case .imap: IMAPDialogue()
    case .pop3: POP3Dialogue()
    case .ftp: FTPDialogue()
    case .sieve: SieveDialogue()
    case .ldap: LDAPDialogue()
    case .xmpp: XMPPDialogue(domain: domain)
    case .postgres: PostgresDialogue()
    case .mysql: MySQLDialogue()
    }
  }
}
