import Testing

/// Faults of expressions, shown where they stand in scalars of every style.
@Suite struct ExpressionDiagnosticsTests {
  @Test func plainAndQuoted() {
    expect(
      #"""
      certgate: 1
      policy: p
      rules:
        private-key: { when: nam == 'x' }
        names: { allow: a, when: 'issuer == ''x'' && orgin == "y"' }
        expiry-window:
          when: "name == \"\u0041\" && notAfter < \"2027\""
      """#,
      says: #"""
        policy.yaml:4:24: error: unknown name 'nam'; did you mean 'name'?
            4 |   private-key: { when: nam == 'x' }
              |                        ^~~
        policy.yaml:5:48: error: unknown name 'orgin'; did you mean 'origin'?
            5 |   names: { allow: a, when: 'issuer == ''x'' && orgin == "y"' }
              |                                                ^~~~~
        policy.yaml:7:34: error: '<' does not take timestamp and string; a string is made \#
        timestamp by timestamp(…)
            7 |     when: "name == \"\u0041\" && notAfter < \"2027\""
              |                                  ^~~~~~~~~~~~~~~~~~~
        """#)
  }

  @Test func foldedAndOverLines() {
    expect(
      #"""
      certgate: 1
      policy: p
      rules:
        private-key:
          when: >-
            name == "x"
              && issuer.contians("y")
        names:
          allow: a
          when: |

            // what nobody owns
            owner == "" ||
              size(1) > 0
        expiry-window:
          when: name == "x" &&
            duraton("1h") > duration("2h")
        other:
          rule: private-key
          when: 'dnsNames.all(n,
            n.size > 0)'
        last:
          rule: private-key
          when: "name == 'x' \
            \ || nme == 'y'"
      """#,
      says: #"""
        policy.yaml:7:19: error: unknown function 'contians'; did you mean 'contains'?
            7 |         && issuer.contians("y")
              |                   ^~~~~~~~
        policy.yaml:14:9: error: there is no 'size(int)', only 'size(string)', 'size(bytes)', \#
        'size(list(dyn))'
           14 |         size(1) > 0
              |         ^~~~~~~
        policy.yaml:17:7: error: unknown function 'duraton'; did you mean 'duration'?
           17 |       duraton("1h") > duration("2h")
              |       ^~~~~~~
        policy.yaml:21:9: error: string has no fields
           21 |       n.size > 0)'
              |         ^~~~
        policy.yaml:25:12: error: unknown name 'nme'; did you mean 'name'?
           25 |       \ || nme == 'y'"
              |            ^~~
        """#)
  }

  @Test func allFaultsOfAnExpressionAreShown() {
    expect(
      #"""
      certgate: 1
      policy: p
      rules:
        private-key:
          when: >-
            nam == "x" && orgin == "y"
              && issuer.contians("z")
      """#,
      says: #"""
        policy.yaml:6:7: error: unknown name 'nam'; did you mean 'name'?
            6 |       nam == "x" && orgin == "y"
              |       ^~~
        policy.yaml:6:21: error: unknown name 'orgin'; did you mean 'origin'?
            6 |       nam == "x" && orgin == "y"
              |                     ^~~~~
        policy.yaml:7:19: error: unknown function 'contians'; did you mean 'contains'?
            7 |         && issuer.contians("z")
              |                   ^~~~~~~~
        """#)
  }

  @Test func whatIsNoCondition() {
    expect(
      #"""
      certgate: 1
      policy: p
      rules:
        private-key: { when: [a, b] }
        names: { allow: a, when: name }
        expiry-window:
          when: 'name == "x'
        other: { rule: private-key, when: "(name == 'x'" }
        nothing: { rule: private-key, when: "" }
      """#,
      says: #"""
        policy.yaml:4:24: error: expected an expression, found a list
            4 |   private-key: { when: [a, b] }
              |                        ^~~~~~
        policy.yaml:5:28: error: the expression must be bool, not string
            5 |   names: { allow: a, when: name }
              |                            ^~~~
        policy.yaml:7:20: error: the string has no closing quote
            7 |     when: 'name == "x'
              |                    ^~
        policy.yaml:8:38: error: missing ')' for '('
            8 |   other: { rule: private-key, when: "(name == 'x'" }
              |                                      ^
        policy.yaml:9:40: error: a value must stand here, not the end
            9 |   nothing: { rule: private-key, when: "" }
              |                                        ^
        """#)
  }
}
