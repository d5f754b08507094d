import RuleEngine
import Testing

/// What is said of a check's options, exactly as it is printed.
struct OptionDiagnosticsTests {
  @Test func namesTheOptionThatIsMeant() {
    expect(
      #"""
      certgate: 1
      policy: p
      rules:
        expiry-window:
          severity: warning
          match: { name: "edge-*" }
          min-remainig: 30d
      """#,
      says: #"""
        policy.yaml:7:5: error: unknown option 'min-remainig' for rule 'expiry-window'; did you \#
        mean 'min-remaining'?
            7 |     min-remainig: 30d
              |     ^~~~~~~~~~~~
        """#)
  }

  @Test func listsTheOptionsWhenNoneIsNear() {
    expect(
      #"""
      certgate: 1
      policy: p
      rules:
        expiry-window:
          zzz: 30d
        private-key: { zzz: 1 }
      """#,
      says: #"""
        policy.yaml:5:5: error: unknown option 'zzz' for rule 'expiry-window'
            5 |     zzz: 30d
              |     ^~~
            = help: options of 'expiry-window': min-remaining, max-remaining, base, attempts
            = help: options of every check: rule, severity, match, except, when, on-unknown, cite, docs
        policy.yaml:6:18: error: unknown option 'zzz' for rule 'private-key'
            6 |   private-key: { zzz: 1 }
              |                  ^~~
            = help: rule 'private-key' has no options of its own
            = help: options of every check: rule, severity, match, except, when, on-unknown, cite, docs
        """#)
  }

  @Test func readsValuesByTheirOption() {
    expect(
      #"""
      certgate: 1
      policy: p
      rules:
        expiry-window:
          min-remaining: 30 days
          max-remaining: [1d]
          base: strat
          attempts: { a: 1 }
          severity: warn
          on-unknown: [fail]
          cite: { a: b }
          docs: []
      """#,
      says: #"""
        policy.yaml:5:20: error: '30 days' is not a duration: write a whole number and a unit, \#
        such as 30d, 720h or 4w; did you mean '30d'?
            5 |     min-remaining: 30 days
              |                    ^~~~~~~
        policy.yaml:6:20: error: expected a duration, found a list
            6 |     max-remaining: [1d]
              |                    ^~~~
        policy.yaml:7:11: error: 'strat' is not one of start, end; did you mean 'start'?
            7 |     base: strat
              |           ^~~~~
        policy.yaml:8:15: error: expected text, found a mapping
            8 |     attempts: { a: 1 }
              |               ^~~~~~~~
            = help: 'attempts' takes: whole number
        policy.yaml:9:15: error: 'warn' is not one of error, warning, note; did you mean 'warning'?
            9 |     severity: warn
              |               ^~~~
        policy.yaml:10:17: error: expected one of fail, warn, ignore, found a list
           10 |     on-unknown: [fail]
              |                 ^~~~~~
        policy.yaml:11:11: error: expected text, found a mapping
           11 |     cite: { a: b }
              |           ^~~~~~~~
            = help: 'cite' takes: text
        policy.yaml:12:11: error: expected text, found a list
           12 |     docs: []
              |           ^~
        """#)
  }

  @Test func pointsIntoElementsAndPatterns() {
    expect(
      #"""
      certgate: 1
      policy: p
      rules:
        names:
          allow: ["a.*.b", 'x**.c', y**]
          deny:
            - /a(b/
            - "/\x41\"(/"
            - '/it''s (/'
            - >-
              /(/
          case-sensitive: yes
      """#,
      says: #"""
        policy.yaml:5:24: error: '**' stands for whole labels; within a label write '*'
            5 |     allow: ["a.*.b", 'x**.c', y**]
              |                        ^~
        policy.yaml:5:32: error: '**' stands for whole labels; within a label write '*'
            5 |     allow: ["a.*.b", 'x**.c', y**]
              |                                ^~
        policy.yaml:7:11: error: missing ')'
            7 |       - /a(b/
              |           ^
        policy.yaml:8:17: error: missing ')'
            8 |       - "/\x41\"(/"
              |                 ^
        policy.yaml:9:17: error: missing ')'
            9 |       - '/it''s (/'
              |                 ^
        policy.yaml:11:10: error: missing ')'
           11 |         /(/
              |          ^
        policy.yaml:12:21: error: 'yes' is neither true nor false; did you mean 'true'?
           12 |     case-sensitive: yes
              |                     ^~~
        """#)
  }

  @Test func refusesElementsThatAreNoTexts() {
    expect(
      #"""
      certgate: 1
      policy: p
      rules:
        names:
          allow: []
          deny:
            - [a]
            -
            - { a: b }
      """#,
      says: #"""
        policy.yaml:5:12: error: the list is empty: leave the option out, or name one
            5 |     allow: []
              |            ^~
        policy.yaml:7:9: error: expected text, found a list
            7 |       - [a]
              |         ^~~
        policy.yaml:8:8: error: expected text, found nothing
            8 |       -
              |        ^
        policy.yaml:9:9: error: expected text, found a mapping
            9 |       - { a: b }
              |         ^~~~~~~~
        """#)
  }

  @Test func showsWhatARuleObjectsTo() {
    expect(
      #"""
      certgate: 1
      policy: p
      rules:
        names:
        expiry-window:
          min-remaining: 30d
          max-remaining: 7d
      """#,
      says: #"""
        policy.yaml:4:3: error: one of allow and deny must be given
            4 |   names:
              |   ^~~~~
        policy.yaml:7:20: error: the maximum is less than the minimum of 30d
            7 |     max-remaining: 7d
              |                    ^~
        """#)
  }

  @Test func readsSelectors() {
    expect(
      #"""
      certgate: 1
      policy: p
      rules:
        private-key:
          match: { nam: a, notAfter: b, zzzzz: c, input: [], owner: { a: b } }
          except: edge
        names: { allow: a, match: { name: [/(/, [b], ok*] }, except: { dnsNames: "a**" } }
      """#,
      says: #"""
        policy.yaml:5:14: error: unknown fact 'nam' in 'match'; did you mean 'name'?
            5 |     match: { nam: a, notAfter: b, zzzzz: c, input: [], owner: { a: b } }
              |              ^~~
        policy.yaml:5:22: error: 'match' cannot select by 'notAfter', which is not text
            5 |     match: { nam: a, notAfter: b, zzzzz: c, input: [], owner: { a: b } }
              |                      ^~~~~~~~
            = help: 'match' selects by \#(Selector.Subject.all.map(\.name).joined(separator: ", "))
        policy.yaml:5:35: error: unknown fact 'zzzzz' in 'match'
            5 |     match: { nam: a, notAfter: b, zzzzz: c, input: [], owner: { a: b } }
              |                                   ^~~~~
            = help: 'match' selects by \#(Selector.Subject.all.map(\.name).joined(separator: ", "))
        policy.yaml:5:52: error: expected a pattern or a list of patterns, found an empty list
            5 |     match: { nam: a, notAfter: b, zzzzz: c, input: [], owner: { a: b } }
              |                                                    ^~
        policy.yaml:5:63: error: expected a pattern or a list of patterns, found a mapping
            5 |     match: { nam: a, notAfter: b, zzzzz: c, input: [], owner: { a: b } }
              |                                                               ^~~~~~~~
        policy.yaml:6:13: error: expected a mapping, found text
            6 |     except: edge
              |             ^~~~
            = help: name what to select by, such as 'except: { name: "edge-*" }'
        policy.yaml:7:39: error: missing ')'
            7 |   names: { allow: a, match: { name: [/(/, [b], ok*] }, except: { dnsNames: "a**" } }
              |                                       ^
        policy.yaml:7:43: error: expected text, found a list
            7 |   names: { allow: a, match: { name: [/(/, [b], ok*] }, except: { dnsNames: "a**" } }
              |                                           ^~~
        policy.yaml:7:78: error: '**' stands for whole labels; within a label write '*'
            7 |   names: { allow: a, match: { name: [/(/, [b], ok*] }, except: { dnsNames: "a**" } }
              |                                                                              ^~
        """#)
  }

  @Test func refusesWhatALaterVersionWillKnow() {
    expect(
      #"""
      certgate: 1
      policy: p
      requires: ">=0.4"
      rules:
        private-key: { effective-from: 2027-01-01, waivable: false, final: true }
      """#,
      says: #"""
        policy.yaml:3:1: error: 'requires' is not supported by this version
            3 | requires: ">=0.4"
              | ^~~~~~~~
        policy.yaml:5:18: error: 'effective-from' is not supported by this version
            5 |   private-key: { effective-from: 2027-01-01, waivable: false, final: true }
              |                  ^~~~~~~~~~~~~~
        policy.yaml:5:46: error: 'waivable' is not supported by this version
            5 |   private-key: { effective-from: 2027-01-01, waivable: false, final: true }
              |                                              ^~~~~~~~
        policy.yaml:5:63: error: 'final' is not supported by this version
            5 |   private-key: { effective-from: 2027-01-01, waivable: false, final: true }
              |                                                               ^~~~~
        """#)
  }
}
