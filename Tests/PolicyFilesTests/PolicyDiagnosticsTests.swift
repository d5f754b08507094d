import Testing

/// What is said of a policy file, exactly as it is printed.
struct PolicyDiagnosticsTests {
  @Test func namesTheRuleThatIsMeant() {
    expect(
      #"""
      certgate: 1
      policy: p
      rules:
        expiry-windw: {}
        edge:
          min-remaining: 7d
        edge2: { rule: nmes }
        edge3: { rule: stranger }
        edge4: { rule: }
        edge5: { rule: [names] }
        Edge_6: { rule: private-key }
      """#,
      says: #"""
        policy.yaml:4:3: error: unknown rule 'expiry-windw'; did you mean 'expiry-window'?
            4 |   expiry-windw: {}
              |   ^~~~~~~~~~~~
        policy.yaml:5:3: error: unknown rule 'edge'
            5 |   edge:
              |   ^~~~
            = help: rules: expiry-window, names, private-key
            = help: a check with an id of its own names its rule under 'rule:'
        policy.yaml:7:18: error: unknown rule 'nmes'; did you mean 'names'?
            7 |   edge2: { rule: nmes }
              |                  ^~~~
        policy.yaml:8:18: error: unknown rule 'stranger'
            8 |   edge3: { rule: stranger }
              |                  ^~~~~~~~
            = help: rules: expiry-window, names, private-key
        policy.yaml:9:3: error: unknown rule 'edge4'
            9 |   edge4: { rule: }
              |   ^~~~~
            = help: rules: expiry-window, names, private-key
            = help: a check with an id of its own names its rule under 'rule:'
        policy.yaml:10:18: error: expected text, found a list
           10 |   edge5: { rule: [names] }
              |                  ^~~~~~~
        policy.yaml:11:3: error: 'Edge_6' is not an id: ids are made of a-z, 0-9 and '-'
           11 |   Edge_6: { rule: private-key }
              |   ^~~~~~
        """#)
  }

  @Test func readsWhatStandsUnderACheck() {
    expect(
      #"""
      certgate: 1
      policy: p
      rules:
        private-key: off
        names: [a]
        expiry-window: dissabled
        edge: disabled
      """#,
      says: #"""
        policy.yaml:4:16: error: expected a mapping or 'disabled', found text; did you mean \#
        'disabled'?
            4 |   private-key: off
              |                ^~~
            = help: '{}' runs the check as it is, 'disabled' does not run it
        policy.yaml:5:10: error: expected a mapping or 'disabled', found a list
            5 |   names: [a]
              |          ^~~
            = help: '{}' runs the check as it is, 'disabled' does not run it
        policy.yaml:6:18: error: expected a mapping or 'disabled', found text; did you mean \#
        'disabled'?
            6 |   expiry-window: dissabled
              |                  ^~~~~~~~~
            = help: '{}' runs the check as it is, 'disabled' does not run it
        policy.yaml:7:3: error: unknown rule 'edge'
            7 |   edge: disabled
              |   ^~~~
            = help: rules: expiry-window, names, private-key
            = help: a check with an id of its own names its rule under 'rule:'
        """#)
  }

  @Test func knowsItsKeys() {
    expect(
      #"""
      certgate: 1
      policy: p
      rule: {}
      zzz: 1
      """#,
      says: #"""
        policy.yaml:3:1: error: unknown key 'rule'; did you mean 'rules'?
            3 | rule: {}
              | ^~~~
        policy.yaml:4:1: error: unknown key 'zzz'
            4 | zzz: 1
              | ^~~
            = help: keys: certgate, policy, version, extends, plugins, rules
        """#)
  }

  @Test func knowsTheKindsOfItsKeys() {
    expect(
      #"""
      certgate: [1]
      policy: {}
      version: []
      extends: {}
      rules: []
      """#,
      says: #"""
        policy.yaml:1:11: error: expected text, found a list
            1 | certgate: [1]
              |           ^~~
        policy.yaml:2:9: error: expected text, found a mapping
            2 | policy: {}
              |         ^~
        policy.yaml:3:10: error: expected text, found a list
            3 | version: []
              |          ^~
        policy.yaml:4:10: error: expected text or a list of texts, found a mapping
            4 | extends: {}
              |          ^~
        policy.yaml:5:8: error: expected a mapping, found a list
            5 | rules: []
              |        ^~
        """#)
  }

  @Test func asksForVersionAndID() {
    expect(
      "rules: { private-key: }\n",
      says: #"""
        policy.yaml:1:1: error: the language's version is missing
            1 | rules: { private-key: }
              | ^~~~~~~~~~~~~~~~~~~~~~~
            = help: a policy begins with 'certgate: 1'
        policy.yaml:1:1: error: the policy has no id
            1 | rules: { private-key: }
              | ^~~~~~~~~~~~~~~~~~~~~~~
            = help: name it, such as 'policy: payments'
        """#)
  }

  @Test func refusesAnotherVersion() {
    expect(
      #"""
      certgate: 2
      policy: Odd Id
      zzz: 1
      """#,
      says: #"""
        policy.yaml:1:11: error: this policy is written in version 2 of the language, and this \#
        certgate speaks version 1
            1 | certgate: 2
              |           ^
        """#)
  }

  @Test func refusesWhatIsNoVersion() {
    expect(
      #"""
      certgate: latest
      policy: Odd Id
      """#,
      says: #"""
        policy.yaml:1:11: error: 'latest' is not a version of the language: this certgate speaks \#
        version 1
            1 | certgate: latest
              |           ^~~~~~
        policy.yaml:2:9: error: 'Odd Id' is not an id: ids are made of a-z, 0-9 and '-'
            2 | policy: Odd Id
              |         ^~~~~~
        """#)
  }

  @Test func refusesNothing() {
    expect(
      "",
      says: #"""
        policy.yaml:1:1: error: the file is empty
            1 |
              | ^
            = help: a policy begins with 'certgate: 1'
        """#)
  }

  @Test func refusesAList() {
    expect(
      #"""
      - a
      - b
      """#,
      says: #"""
        policy.yaml:1:1: error: expected a mapping, found a list
            1 | - a
              | ^~~
            = help: a policy begins with 'certgate: 1'
        """#)
  }

  @Test func refusesAText() {
    expect(
      "hello\n",
      says: #"""
        policy.yaml:1:1: error: expected a mapping, found text
            1 | hello
              | ^~~~~
            = help: a policy begins with 'certgate: 1'
        """#)
  }

  @Test func refusesAPolicyWithoutRules() {
    expect(
      #"""
      certgate: 1
      policy: p
      """#,
      says: #"""
        policy.yaml:2:9: error: policy 'p' has no rules, so it would check nothing
            2 | policy: p
              |         ^
            = help: name rules under 'rules:', or extend certgate:baseline
        """#)
  }

  @Test func refusesAPolicyWithEmptyRules() {
    expect(
      #"""
      certgate: 1
      policy: p
      rules: {}
      """#,
      says: #"""
        policy.yaml:3:1: error: policy 'p' has no rules, so it would check nothing
            3 | rules: {}
              | ^~~~~
            = help: name rules under 'rules:', or extend certgate:baseline
        """#)
  }

  @Test func refusesAPolicyThatDisablesEverything() {
    expect(
      #"""
      certgate: 1
      policy: p
      extends: certgate:baseline
      rules: { private-key: disabled }
      """#,
      says: #"""
        policy.yaml:4:1: error: every check of policy 'p' is disabled, so it would check nothing
            4 | rules: { private-key: disabled }
              | ^~~~~
        """#)
  }

  @Test func passesOnWhatTheReaderSays() {
    expect(
      #"""
      certgate: 1
      policy: p
      policy: q
      rules:
        a: *b
      """#,
      says: #"""
        policy.yaml:3:1: error: duplicate key 'policy'
            3 | policy: q
              | ^~~~~~
            = note: the first is at policy.yaml:2:1
        policy.yaml:5:6: error: alias '*b' is not supported
            5 |   a: *b
              |      ^~
            = help: write the value out, or quote a text that begins with '*'
        """#)
  }

  @Test func passesOnATab() {
    expect(
      #"""
      certgate: 1
      rules:
      \#ta: {}
      """#,
      says: #"""
        policy.yaml:3:1: error: a tab cannot indent YAML
            3 |         a: {}
              | ^~~~~~~~
            = help: indent with spaces
        """#)
  }

  @Test func needsAFile() {
    expect(
      [:],
      says: #"""
        error: cannot open policy.yaml: no such file or directory
        """#)
  }

  @Test func namesThePackThatIsMeant() {
    expect(
      [:], "certgate:mtl",
      says: #"""
        error: unknown policy 'certgate:mtl'; did you mean 'certgate:mtls'?
        """#)
  }

  @Test func listsThePacks() {
    expect(
      [:], "certgate:zzzzzz",
      says: #"""
        error: unknown policy 'certgate:zzzzzz'
            = help: certgate brings certgate:baseline, certgate:mtls
        """#)
  }

  @Test func namesThePackThatAPathMeans() {
    expect(
      [:], "mtls",
      says: #"""
        error: cannot open mtls: no such file or directory; did you mean 'certgate:mtls'?
        """#)
  }
}
