import Testing

/// What is said of policies that extend others, exactly as it is printed.
struct InheritanceDiagnosticsTests {
  @Test func refusesItself() {
    expect(
      #"""
      certgate: 1
      policy: p
      extends: ./policy.yaml
      rules:
        private-key:
      """#,
      says: #"""
        policy.yaml:3:10: error: the policy extends itself: policy.yaml -> policy.yaml
            3 | extends: ./policy.yaml
              |          ^~~~~~~~~~~~~
        """#)
  }

  @Test func printsTheChainOfACycle() {
    expect(
      [
        "policy.yaml": #"""
        certgate: 1
        policy: p
        extends: [certgate:mtls, sub/a.yaml]
        rules:
          private-key:
        """#,
        "sub/a.yaml": #"""
        certgate: 1
        policy: a
        extends: b.yaml
        """#,
        "sub/b.yaml": #"""
        certgate: 1
        policy: b
        extends:
          - ../policy.yaml
        """#,
      ],
      says: #"""
        sub/b.yaml:4:5: error: the policy extends itself: policy.yaml -> sub/a.yaml -> sub/b.yaml \#
        -> policy.yaml
            4 |   - ../policy.yaml
              |     ^~~~~~~~~~~~~~
        """#)
  }

  @Test func needsItsParents() {
    expect(
      #"""
      certgate: 1
      policy: p
      extends: [certgate:basline, certgate:zzzzzzz, gone.yaml, baselin, [a], '', ~]
      rules:
        inherited: { min-remaining: 7d }
      """#,
      says: #"""
        policy.yaml:3:11: error: unknown policy 'certgate:basline'; did you mean \#
        'certgate:baseline'?
            3 | extends: [certgate:basline, certgate:zzzzzzz, gone.yaml, baselin, [a], '', ~]
              |           ^~~~~~~~~~~~~~~~
        policy.yaml:3:29: error: unknown policy 'certgate:zzzzzzz'
            3 | extends: [certgate:basline, certgate:zzzzzzz, gone.yaml, baselin, [a], '', ~]
              |                             ^~~~~~~~~~~~~~~~
            = help: certgate brings certgate:baseline, certgate:mtls
        policy.yaml:3:47: error: cannot open gone.yaml: no such file or directory
            3 | extends: [certgate:basline, certgate:zzzzzzz, gone.yaml, baselin, [a], '', ~]
              |                                               ^~~~~~~~~
        policy.yaml:3:58: error: cannot open baselin: no such file or directory; did you mean \#
        'certgate:baseline'?
            3 | extends: [certgate:basline, certgate:zzzzzzz, gone.yaml, baselin, [a], '', ~]
              |                                                          ^~~~~~~
        policy.yaml:3:67: error: expected text, found a list
            3 | extends: [certgate:basline, certgate:zzzzzzz, gone.yaml, baselin, [a], '', ~]
              |                                                                   ^~~
        policy.yaml:3:72: error: expected a path, found an empty text
            3 | extends: [certgate:basline, certgate:zzzzzzz, gone.yaml, baselin, [a], '', ~]
              |                                                                        ^~
        policy.yaml:3:76: error: expected text, found nothing
            3 | extends: [certgate:basline, certgate:zzzzzzz, gone.yaml, baselin, [a], '', ~]
              |                                                                            ^
        """#)
  }

  @Test func keepsTheRuleOfACheck() {
    expect(
      [
        "policy.yaml": #"""
        certgate: 1
        policy: p
        extends: base.yaml
        rules:
          edge: { rule: names, allow: a }
          private-key: { rule: names, allow: b }
          expiry-window: { rule: zz }
        """#,
        "base.yaml": #"""
        certgate: 1
        policy: p
        rules:
          edge: { rule: expiry-window }
          private-key:
          expiry-window:
        """#,
      ],
      says: #"""
        policy.yaml:5:17: error: check 'edge' is of rule 'expiry-window' and cannot become 'names'
            5 |   edge: { rule: names, allow: a }
              |                 ^~~~~
            = note: its rule is set at base.yaml:4:17
        policy.yaml:6:24: error: check 'private-key' is of rule 'private-key' and cannot become \#
        'names'
            6 |   private-key: { rule: names, allow: b }
              |                        ^~~~~
            = note: its rule is set at base.yaml:5:3
        policy.yaml:7:26: error: unknown rule 'zz'
            7 |   expiry-window: { rule: zz }
              |                          ^~
            = help: rules: expiry-window, names, private-key
        """#)
  }

  @Test func reportsAllFilesAtOnce() {
    expect(
      [
        "policy.yaml": #"""
        certgate: 1
        policy: p
        extends: base.yaml
        rules:
          names: { deny: a }
          expiry-window: { max-remaining: 7d }
          z: {}
        """#,
        "base.yaml": #"""
        certgate: 1
        policy: p
        rules:
          names:
          expiry-window: { min-remaining: 30 }
          private-key: { x: }
        """#,
      ],
      says: #"""
        base.yaml:5:35: error: '30' is not a duration: write a whole number and a unit, such as \#
        30d, 720h or 4w
            5 |   expiry-window: { min-remaining: 30 }
              |                                   ^~
        base.yaml:6:18: error: unknown option 'x' for rule 'private-key'
            6 |   private-key: { x: }
              |                  ^
            = help: rule 'private-key' has no options of its own
            = help: options of every check: rule, severity, match, except, when, on-unknown, cite, docs
        policy.yaml:7:3: error: unknown rule 'z'
            7 |   z: {}
              |   ^
            = help: rules: expiry-window, names, private-key
            = help: a check with an id of its own names its rule under 'rule:'
        """#)
  }

  @Test func namesTheChangeThatBrokeAParent() {
    expect(
      [
        "policy.yaml": #"""
        certgate: 1
        policy: p
        extends: base.yaml
        rules:
          expiry-window: { min-remaining: 9d }
        """#,
        "base.yaml": #"""
        certgate: 1
        policy: p
        rules:
          expiry-window: { max-remaining: 8d, min-remaining: 1d }
        """#,
      ],
      says: #"""
        base.yaml:4:35: error: the maximum is less than the minimum of 9d
            4 |   expiry-window: { max-remaining: 8d, min-remaining: 1d }
              |                                   ^~
            = note: the check is changed at policy.yaml:5:3
        """#)
  }

  @Test func saysOnceWhatAParentGotWrong() {
    expect(
      [
        "policy.yaml": #"""
        certgate: 1
        policy: p
        extends: [a.yaml, b.yaml]
        rules:
          edge: { min-remaining: 9d }
        """#,
        "a.yaml": #"""
        certgate: 1
        policy: p
        extends: base.yaml
        rules:
          edge: {}
        """#,
        "b.yaml": #"""
        certgate: 1
        policy: p
        extends: base.yaml
        rules:
          edge: {}
        """#,
        "base.yaml": #"""
        certgate: 1
        policy: p
        rules:
          edge: { rule: expiry-windw }
        """#,
      ],
      says: #"""
        base.yaml:4:17: error: unknown rule 'expiry-windw'; did you mean 'expiry-window'?
            4 |   edge: { rule: expiry-windw }
              |                 ^~~~~~~~~~~~
        """#)
  }

  @Test func doesNotGuessBehindABrokenParent() {
    expect(
      [
        "policy.yaml": #"""
        certgate: 1
        policy: p
        extends: base.yaml
        rules:
          edge: { min-remaining: 9d }
          names: {}
        """#,
        "base.yaml": #"""
        certgate: 1
        rules: [
        """#,
      ],
      says: #"""
        base.yaml:3:1: error: did not find expected node content
            3 |
              | ^
            = note: while parsing a flow node
        """#)
  }
}
