using System.Text;

namespace Muniment.Ledger.Notes;

/// <summary>A witness of a policy.</summary>
/// <param name="Name">Its name within the policy.</param>
/// <param name="Key">Its key, as a cosigner's.</param>
/// <param name="Url">Where it is asked; null where the policy does not say.</param>
public sealed record PolicyWitness(string Name, VerifierKey Key, string? Url);

/// <summary>A log of a policy.</summary>
/// <param name="Key">Its key; the name is the checkpoint's origin.</param>
/// <param name="Url">Where it is; null where the policy does not say.</param>
public sealed record PolicyLog(VerifierKey Key, string? Url);

/// <summary>What a checkpoint was found to bear.</summary>
/// <param name="Log">Good signatures by the policy's logs; none where the policy names no log.</param>
/// <param name="Cosignatures">Good cosignatures by the policy's witnesses.</param>
/// <param name="QuorumReached">Whether they are enough.</param>
public sealed record PolicyFindings(IReadOnlyList<VerifiedSignature> Log, IReadOnlyList<VerifiedSignature> Cosignatures, bool QuorumReached);

/// <summary>Which logs are trusted and how many witnesses are enough (C2SP tlog-policy). Immutable.</summary>
public sealed class WitnessPolicy
{
    /// <summary>Most lines of one kind that are read.</summary>
    public const int MostLines = 1000;

    readonly Dictionary<string, Group> _named = new(StringComparer.Ordinal);
    readonly HashSet<string> _members = new(StringComparer.Ordinal);
    readonly List<PolicyLog> _logs = [];
    readonly List<PolicyWitness> _witnesses = [];
    Group? _quorum;

    WitnessPolicy()
    {
    }

    /// <summary>The logs it trusts.</summary>
    public IReadOnlyList<PolicyLog> Logs => _logs;

    /// <summary>The witnesses it knows.</summary>
    public IReadOnlyList<PolicyWitness> Witnesses => _witnesses;

    /// <summary>Whether it asks for no cosignature at all.</summary>
    public bool AsksForNone => _quorum!.Needed == 0;

    /// <summary>Reads a policy.</summary>
    /// <exception cref="LedgerException">It is none; the message names the line.</exception>
    public static WitnessPolicy Parse(ReadOnlySpan<byte> bytes)
    {
        foreach (var octet in bytes)
        {
            if (octet is < 0x20 and not (byte)'\t' and not (byte)'\n' or 0x7f)
                throw LedgerException.Malformed("The policy holds a control character other than tab and newline.");
        }
        var policy = new WitnessPolicy();
        var number = 0;
        foreach (var line in Encoding.Latin1.GetString(bytes).Split('\n')) // Octets as they are: names are compared, not understood.
        {
            number++;
            var words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0 || words[0].StartsWith('#'))
                continue;
            try
            {
                policy.Add(words);
            }
            catch (LedgerException exception)
            {
                throw LedgerException.Malformed($"Line {number} of the policy: {exception.Message}");
            }
        }
        return policy._quorum is not null ? policy : throw LedgerException.Malformed("The policy has no quorum line. 'quorum none' asks for no witness.");
    }

    /// <summary>Verifies a checkpoint: signed by a log of the policy, if it names any, and cosigned by enough witnesses.</summary>
    /// <exception cref="LedgerException">It is not.</exception>
    public PolicyFindings Verify(SignedNote note)
    {
        var findings = Examine(note);
        if (findings.Log.Count == 0 && _logs.Count > 0)
            throw new LedgerException(LedgerFault.Unsigned, "The checkpoint is not signed by a log of the policy.");
        return findings.QuorumReached ? findings
            : throw new LedgerException(LedgerFault.NotWitnessed, $"The checkpoint bears {findings.Cosignatures.Count} good cosignatures by the policy's {_witnesses.Count} witnesses, which is not the quorum.");
    }

    /// <summary>Says what a checkpoint bears, even where it is not enough.</summary>
    /// <exception cref="LedgerException">A known key's signature is not good, or the text is no checkpoint.</exception>
    public PolicyFindings Examine(SignedNote note)
    {
        var origin = Checkpoint.Of(note).Origin;
        var log = note.VerifyAny(_logs.Where(one => one.Key.Name == origin).Select(one => one.Key));
        var cosignatures = note.VerifyAny(_witnesses.Select(witness => witness.Key));
        var seen = cosignatures.Select(one => one.Key).ToHashSet();
        return new PolicyFindings(log, cosignatures, _quorum!.IsReached(seen));
    }

    void Add(string[] words)
    {
        switch (words[0])
        {
            case "log" when words.Length is 2 or 3:
                _logs.Add(new PolicyLog(NewKey(words[1], _logs.Select(log => log.Key)), words.Length == 3 ? Text(words[2]) : null));
                break;
            case "witness" when words.Length is 3 or 4:
                // Some policies write the key as type 1 and mean that it cosigns.
                var key = NewKey(words[2], _witnesses.Select(witness => witness.Key)).AsCosigner();
                _witnesses.Add(new PolicyWitness(Text(words[1]), key, words.Length == 4 ? Text(words[3]) : null));
                Define(words[1], new Group(1, [], key));
                break;
            case "group" when words.Length >= 4:
                var members = words[3..];
                if (Array.Find(members, member => !_members.Add(member)) is { } twice)
                    throw LedgerException.Malformed($"'{Text(twice)}' is a member already: nobody may count twice.");
                Define(words[1], new Group(Needed(words[2], members.Length), [.. members.Select(Named)], null));
                break;
            case "quorum" when words.Length == 2 && _quorum is null:
                _quorum = words[1] == "none" ? new Group(0, [], null) : Named(words[1]);
                break;
            default:
                throw LedgerException.Malformed($"'{Text(words[0])}' is not expected here, or not with {words.Length - 1} words after it.");
        }
        if (_named.Count + _logs.Count > MostLines)
            throw LedgerException.Malformed($"there are more than {MostLines} logs, witnesses and groups.");
    }

    static VerifierKey NewKey(string text, IEnumerable<VerifierKey> known)
    {
        var key = VerifierKey.Parse(Text(text));
        foreach (var other in known)
        {
            if (other.PublicKey.SequenceEqual(key.PublicKey))
                throw LedgerException.Malformed($"the key of '{key.Name}' stands there twice.");
        }
        return key;
    }

    static int Needed(string text, int members) => text switch
    {
        "any" => 1,
        "all" => members,
        _ when Decimals.TryParse(text, out var number) && number >= 1 && number <= members => (int)number,
        _ => throw LedgerException.Malformed($"'{Text(text)}' is not 'any', 'all' or a number from 1 to {members}."),
    };

    void Define(string name, Group group)
    {
        if (name == "none" || !_named.TryAdd(name, group))
            throw LedgerException.Malformed($"the name '{Text(name)}' is taken.");
    }

    Group Named(string name) => _named.TryGetValue(name, out var group) ? group
        : throw LedgerException.Malformed($"'{Text(name)}' is no witness or group of a line before.");

    static string Text(string octets) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(octets));

    /// <summary>A witness (with its key), or a group: reached when enough of its members are.</summary>
    sealed record Group(int Needed, Group[] Members, VerifierKey? Key)
    {
        public bool IsReached(HashSet<VerifierKey> seen) => Key is not null ? seen.Contains(Key) : Members.Count(member => member.IsReached(seen)) >= Needed;
    }
}
