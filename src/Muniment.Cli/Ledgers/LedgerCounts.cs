using System.Globalization;
using Muniment.Hub.Disclosures.Counting;
using Muniment.Ledger;
using Muniment.Ledger.Leaves;

namespace Muniment.Cli.Ledgers;

/// <summary>Entries of a ledger by month, agreement and kind; and, where openings were given, what they say.</summary>
/// <param name="from">First month, YYYY-MM; null: no bound.</param>
/// <param name="to">Last month; null: no bound.</param>
sealed class LedgerCounts(string? from, string? to)
{
    readonly SortedDictionary<(string Month, string Agreement, string Kind), long> _entries = [];

    /// <summary>Entries by month, agreement ("-": none) and kind.</summary>
    public IReadOnlyDictionary<(string Month, string Agreement, string Kind), long> Entries => _entries;

    /// <summary>What openings say.</summary>
    public OpeningCounter Openings { get; } = new();

    /// <summary>Entries that are in no form of ours.</summary>
    public long Foreign { get; private set; }

    /// <summary>Events of an agreement in a month, as the hub publishes them.</summary>
    public IEnumerable<(string Month, string Agreement, long Events)> Events => _entries
        .GroupBy(entry => (entry.Key.Month, entry.Key.Agreement))
        .Select(group => (group.Key.Month, group.Key.Agreement, group.Where(entry => OpeningCounter.EventKinds.Contains(entry.Key.Kind)).Sum(entry => entry.Value)))
        .Where(events => events.Item3 > 0);

    /// <summary>Counts a public entry.</summary>
    public void Add(ReadOnlySpan<byte> entry)
    {
        if (Read(entry) is { } leaf)
            Add(leaf, default, withOpening: false);
    }

    /// <summary>Counts an entry with its opening; empty: it was erased.</summary>
    public void Add(ReadOnlySpan<byte> entry, ReadOnlyMemory<byte> opening)
    {
        if (Read(entry) is { } leaf)
            Add(leaf, opening, withOpening: true);
    }

    void Add(LedgerLeaf leaf, ReadOnlyMemory<byte> opening, bool withOpening)
    {
        var month = string.Create(CultureInfo.InvariantCulture, $"{leaf.Year:0000}-{leaf.Month:00}");
        if (string.CompareOrdinal(month, from ?? "") < 0 || string.CompareOrdinal(month, to ?? "9999-12") > 0)
            return;
        var key = (month, leaf.Agreement ?? OpeningCounter.NoAgreement, leaf.Kind);
        _entries[key] = _entries.GetValueOrDefault(key) + 1;
        if (withOpening)
            Openings.Add(leaf.Kind, month, leaf.Agreement, opening);
    }

    LedgerLeaf? Read(ReadOnlySpan<byte> entry)
    {
        try
        {
            return LedgerLeaf.Parse(entry);
        }
        catch (LedgerException)
        {
            Foreign++;
            return null;
        }
    }
}
