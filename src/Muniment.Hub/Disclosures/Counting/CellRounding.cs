using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Muniment.Hub.Disclosures.Counting;

/// <summary>Makes the published cell of exact counts: random rounding, looked at with an attacker's eyes before it is published.</summary>
/// <remarks>
/// Random rounding to base 5 as Statistics Canada does it: a count between two multiples goes to either, to the nearer one more often, so that sums stay right on
/// average. The draw is a keyed hash of cell and number, so it is the same whenever it is computed. Beyond that, the cell is audited: knowing the exact totals that the
/// ledger shows (questions, reviews, outcomes) and everything published, each number must still have at least <see cref="LeastChoices"/> possible values; if no draw
/// has, the base is doubled. Since tables are sums of cells, no subtraction of tables tells more than the cells do. Safe on any thread.
/// </remarks>
sealed class CellRounding(byte[] key)
{
    /// <summary>Of fewer questions (reviews, outcomes) nothing but their number is told.</summary>
    public const long FewestShown = 10;

    /// <summary>So many values each number must still be able to have.</summary>
    public const long LeastChoices = 5;

    /// <summary>The base that is tried first.</summary>
    public const long SmallestBase = 5;

    const int Draws = 64;
    const int Bases = 6;

    /// <summary>Rounds a cell.</summary>
    /// <param name="month">YYYY-MM.</param>
    /// <param name="agreement">The agreement's id, or "-".</param>
    /// <param name="counts">What happened.</param>
    /// <param name="terms">What everybody may know of the agreement.</param>
    public PublishedCell Round(string month, string agreement, MonthCounts counts, CellTerms terms)
    {
        var name = $"{month}\n{agreement}\n";
        var approved = counts.Reviews < FewestShown ? null : RoundPart(name + "approved", counts.Approved, counts.Reviews);
        var wrong = counts.OutcomesReturned < FewestShown ? null : RoundPart(name + "wrong", counts.Wrong, counts.OutcomesReturned);
        var answers = counts.Questions < FewestShown ? null : RoundAnswers(name, counts, approved, terms);
        return new PublishedCell(month, agreement, counts.Events, counts.Reviews, counts.OutcomesReturned, counts.Questions, answers, approved?.Value, wrong?.Value);
    }

    /// <summary>A part of a total that everybody knows.</summary>
    RoundedPart? RoundPart(string name, long part, long whole)
    {
        for (var (unit, tries) = (SmallestBase, 0); tries < Bases; (unit, tries) = (unit * 2, tries + 1))
        {
            for (var draw = 0; draw < Draws; draw++)
            {
                var rounded = new RoundedPart(Draw(name, draw, part, unit), unit);
                if (rounded.IsSafe(whole))
                    return rounded;
            }
        }
        return null;
    }

    PublishedAnswers? RoundAnswers(string name, MonthCounts counts, RoundedPart? approved, CellTerms terms)
    {
        var known = new KnownOfCell(counts.Questions, counts.Reviews, approved, terms);
        for (var (unit, tries) = (SmallestBase, 0); tries < Bases; (unit, tries) = (unit * 2, tries + 1))
        {
            for (var draw = 0; draw < Draws; draw++)
            {
                var answers = new PublishedAnswers(unit, Draw(name + "disclosed", draw, counts.DisclosedAtOnce, unit), Draw(name + "nothing", draw, counts.Nothing, unit),
                    Draw(name + "pending", draw, counts.Pending, unit), Draw(name + "refused", draw, counts.Refused, unit),
                    Draw(name + "people", draw, counts.People, unit), Draw(name + "fields", draw, counts.Fields, unit * terms.MostFields));
                if (known.IsSafe(answers))
                    return answers;
            }
        }
        return null;
    }

    long Draw(string name, int draw, long count, long unit)
    {
        var rest = count % unit;
        if (rest == 0)
            return count;
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}\n{unit}\n{draw}")), hash);
        // Up as often as the rest is far from the lower multiple.
        return BinaryPrimitives.ReadUInt64BigEndian(hash) % (ulong)unit < (ulong)rest ? count - rest + unit : count - rest;
    }
}

/// <summary>What the public register says of an agreement that an attacker can use.</summary>
/// <param name="MostFields">Fields one disclosure may hold, 1 or more.</param>
/// <param name="CanWait">Some answers wait for a reviewer.</param>
readonly record struct CellTerms(long MostFields, bool CanWait);

/// <summary>A rounded part of a known whole.</summary>
/// <param name="Value">A multiple of the unit.</param>
/// <param name="Unit">Its base.</param>
sealed record RoundedPart(long Value, long Unit)
{
    /// <summary>The least it can be.</summary>
    public long Low => Math.Max(0, Value - Unit + 1);

    /// <summary>The most it can be.</summary>
    public long High(long whole) => Math.Min(whole, Value + Unit - 1);

    /// <summary>Whether it can still be many values.</summary>
    public bool IsSafe(long whole) => High(whole) - Low + 1 >= CellRounding.LeastChoices;
}
