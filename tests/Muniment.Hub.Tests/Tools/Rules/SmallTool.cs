using System.Text;
using Muniment.Hub.Tools.Rules;

namespace Muniment.Hub.Tests.Tools.Rules;

/// <summary>A tool of a few lines, to be changed by tests.</summary>
static class SmallTool
{
    public const string Yaml = """
        muniment_tool: 1
        id: bus-pass
        version: 1
        name: Bus pass
        question: Does this person travel free?
        in_force_from: 2026-01-01
        owner: Head of Buses
        contact: buses@example.org
        equality_assessment: {date: 2026-01-01, expiry: 2027-01-01}
        dpia: {date: 2026-01-01, expiry: 2027-01-01}
        cases_reviewed: {date: 2026-01-01, expiry: 2027-01-01}
        hit: first
        law:
          - {id: act, words: "Example Act 2001, section 3"}
        inputs:
          - {id: age, type: number, unit: years, least: 0, most: 130, words: "How old?"}
          - {id: pupil, type: yes_no, words: "At school?"}
        outputs:
          - {id: free, words: Free.}
          - {id: pays, words: Pays., adverse: yes}
        rows:
          - id: old
            when: {age: {at_least: 66}}
            then: free
            because: You are old.
            law: act
          - id: pupil
            when: {pupil: yes}
            then: free
            because: You go to school.
            law: act
          - id: other
            when: {age: {under: 66}, pupil: no}
            then: pays
            because: Neither.
            law: act
        cases:
          - {name: old, on: 2026-03-02, given: {age: 66, pupil: no}, then: free}
          - {name: pupil, on: 2026-03-02, given: {age: 12, pupil: yes}, then: free}
          - {name: other, on: 2026-03-02, given: {age: 65, pupil: no}, then: pays}
        record:
        """;

    static readonly string s_record = string.Concat(AtrsRecord.Written.Select(name => $"\n  {name}: {(name == "phase" ? "Production" : "words")}"));

    public static DecisionTool Read(params (string Old, string New)[] changes) => ToolYaml.Read(Encoding.UTF8.GetBytes(Text(changes)));

    public static string Text(params (string Old, string New)[] changes)
    {
        var text = Yaml + s_record + "\n";
        foreach (var (old, changed) in changes)
        {
            Assert.Contains(old, text, StringComparison.Ordinal);
            text = text.Replace(old, changed, StringComparison.Ordinal);
        }
        return text;
    }
}
