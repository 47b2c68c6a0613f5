using System.Collections;
using System.Runtime.CompilerServices;
using System.Text;
using Muniment.Linkage.Blocking;
using Muniment.Linkage.Cleaning;
using Muniment.Linkage.Columns;
using Muniment.Linkage.Comparing;
using Muniment.Linkage.Scoring;

namespace Muniment.Linkage.Looking;

/// <summary>One question after the other to a <see cref="LookupIndex"/>: some values of a person in, the persons they may belong to out.</summary>
/// <remarks>Not thread-safe: one a thread. Allocates nothing for a record that is looked at; for a query, only what the model's expressions make of its texts.</remarks>
public sealed unsafe class LookupQuery : IDisposable
{
    // Records fetched ahead of the one that is looked at: about the memory's latency over the time one takes.
    const int Ahead = 8;

    readonly LookupIndex _index;
    readonly PairScorer _scorer;
    readonly Lanes _lanes;
    readonly CleanBuffer[] _slots;
    readonly ulong[] _hashes;
    readonly int[] _order;
    readonly NativeBuffer<int> _record; // the lanes, then the values no record of the table holds
    readonly SeenRows _seen = new();
    readonly FoundList _found = new();
    CleanBuffer _joined;
    BitArray? _hidden;

    internal LookupQuery(LookupIndex index)
    {
        _index = index;
        _scorer = index.Scorer;
        _lanes = _scorer.Prepared.Lanes;
        _slots = new CleanBuffer[index.Plan.SlotCount];
        _hashes = new ulong[Math.Max(index.Plan.Lanes.Length, index.Rules.Length)];
        _order = new int[index.Rules.Length];
        _record = new NativeBuffer<int>(_lanes.Stride + 256);
    }

    /// <summary>How many records the last query looked at.</summary>
    public int RecordsLookedAt { get; private set; }

    /// <summary>How many blocks the last query left out because it had found enough.</summary>
    public int BlocksLeftOut { get; private set; }

    /// <summary>Takes every value back.</summary>
    public void Clear()
    {
        for (var field = 0; field < _index.Fields.Count; field++)
            _slots[field].Load(default);
    }

    /// <summary>Gives a value.</summary>
    /// <param name="field">0-based, in <see cref="LookupIndex.Fields"/>.</param>
    /// <param name="value">UTF-8, as it would stand in an extract; empty = missing; copied.</param>
    public void Set(int field, ReadOnlySpan<byte> value)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)field, (uint)_index.Fields.Count, nameof(field));
        _slots[field].Load(value);
    }

    /// <summary>Gives a value by the column's name; false if the model reads no such column.</summary>
    public bool TrySet(string field, string? value)
    {
        for (var k = 0; k < _index.Fields.Count; k++)
        {
            if (_index.Fields[k] == field)
            {
                Set(k, value is null ? default : Encoding.UTF8.GetBytes(value));
                return true;
            }
        }
        return false;
    }

    /// <summary>The persons the values may belong to, best first; of equals, the one whose record stands first.</summary>
    /// <param name="options">What to find.</param>
    /// <returns>At most <see cref="LookupOptions.Top"/>; valid until the next query.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="LookupOptions.Top"/> is below 1.</exception>
    public ReadOnlySpan<FoundPerson> Find(LookupOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Top, 1);
        Encode();
        _seen.Clear();
        _found.Clear(options.Top, Limit(options.LeastBits));
        (RecordsLookedAt, BlocksLeftOut) = (0, 0);
        _hidden = options.Hidden;
        if (options.Scan == LookupScan.Always || _index.Rules.Length == 0)
            LookAtAll();
        else if (OpenBlocks() is var blocks and >= 0)
            LookInBlocks(blocks, Limit(options.EnoughBits), options.WideBlock);
        else if (options.Scan != LookupScan.Never)
            LookAtAll();
        return _found.Found();
    }

    /// <summary>The level of each comparison between the last query and a record.</summary>
    /// <param name="row">0-based row of the record.</param>
    /// <param name="levels">Receives the index of the level, [comparisons].</param>
    public void LevelsOf(int row, Span<byte> levels) => _scorer.Prepared.LevelsOf(_record.Pointer, _lanes[row], levels);

    /// <summary>How the weight of the last query with a record came about. The left record is the query: its row is -1.</summary>
    /// <param name="row">0-based row of the record.</param>
    /// <returns>Holds the values that were compared: personal data.</returns>
    public PairExplanation Explain(int row) => new PairExplainer(_scorer).Explain(-1, _record.Pointer, ValueOf, row);

    /// <inheritdoc/>
    public void Dispose() => _record.Dispose();

    static long Limit(double bits) => double.IsPositiveInfinity(bits) ? long.MaxValue : double.IsNegativeInfinity(bits) ? long.MinValue : PairScorer.Fixed(bits);

    void Encode()
    {
        var plan = _index.Plan;
        plan.Compute(_slots, ref _joined);
        _record.Count = _lanes.Stride;
        new Span<int>(_record.Pointer, _lanes.Stride).Clear();
        // Pass by pass, so that the memory fetches for all lanes at once what the next pass reads: slots, starts, texts.
        var lanes = plan.Lanes;
        for (var k = 0; k < lanes.Length; k++)
        {
            var text = _slots[lanes[k].Slot].Value;
            if (text.IsEmpty)
                continue;
            _hashes[k] = ValueIndex.HashOf(text);
            _index.Values[lanes[k].Lane]!.Fetch(_hashes[k]);
        }
        for (var k = 0; k < lanes.Length; k++)
        {
            if (!_slots[lanes[k].Slot].Value.IsEmpty)
                _index.Values[lanes[k].Lane]!.FetchStart(_hashes[k]);
        }
        for (var k = 0; k < lanes.Length; k++)
        {
            if (!_slots[lanes[k].Slot].Value.IsEmpty)
                _index.Values[lanes[k].Lane]!.FetchText(_hashes[k]);
        }
        for (var k = 0; k < lanes.Length; k++)
        {
            var (lane, slot) = lanes[k];
            var text = _slots[slot].Value;
            if (text.IsEmpty)
                continue;
            var code = _index.Values[lane]!.Find(text, _hashes[k]);
            _record.Pointer[lane] = code != 0 ? code : Carry(lane, text);
        }
    }

    int Carry(int lane, ReadOnlySpan<byte> text)
    {
        var data = _scorer.Prepared.Data;
        var place = (int)_record.Count;
        var size = CarriedValue.SizeOf(text.Length);
        _record.Reserve(size);
        _record.Count += size;
        var value = (CarriedValue*)(_record.Pointer + place);
        value->Signature = data.Signatures[lane] is null ? default : TextSignature.Of(text, _scorer.Model.Text);
        value->Number = data.Numbers[lane] is null ? double.NaN : FieldBinder.NumberOf(text);
        value->Length = text.Length;
        text.CopyTo(new Span<byte>(value + 1, text.Length));
        return -place;
    }

    // The rules whose whole key some record may hold, those of the fewest records first; their first records are on their way from memory.
    // -1: the query has no value for any rule's key.
    int OpenBlocks()
    {
        var hasKey = false;
        var count = 0;
        var query = _record.Pointer;
        for (var k = 0; k < _index.Rules.Length; k++)
        {
            var keys = _index.Rules[k].QueryKeys;
            _hashes[k] = BlockEntries.HashOf(query, keys);
            if (_hashes[k] == 0)
                continue;
            hasKey = true;
            if (IsKnown(query, keys))
            {
                _order[count++] = k;
                _index.Rules[k].Fetch(_hashes[k]);
            }
        }
        for (var k = 0; k < count; k++)
            _index.Rules[_order[k]].FetchRows(_hashes[_order[k]]);
        for (var k = 1; k < count; k++)
        {
            var (rule, length, place) = (_order[k], Block(_order[k]).Length, k);
            for (; place > 0 && Block(_order[place - 1]).Length > length; place--)
                _order[place] = _order[place - 1];
            _order[place] = rule;
        }
        for (var k = 0; k < count; k++)
        {
            var block = Block(_order[k]);
            for (var i = 0; i < Math.Min(block.Length, Ahead); i++)
                FetchRecord(block[i]);
        }
        return hasKey ? count : -1;
    }

    ReadOnlySpan<int> Block(int rule) => _index.Rules[rule].Bucket(_hashes[rule]);

    static bool IsKnown(int* query, int[] keys)
    {
        foreach (var lane in keys)
        {
            if (query[lane] < 0)
                return false;
        }
        return true;
    }

    void LookInBlocks(int count, long enough, int wide)
    {
        for (var k = 0; k < count; k++)
        {
            var block = Block(_order[k]);
            if (block.Length > wide && _found.Best >= enough)
            {
                BlocksLeftOut = count - k;
                return;
            }
            LookIn(block, _index.Rules[_order[k]]);
        }
    }

    void LookIn(ReadOnlySpan<int> block, RuleIndex rule)
    {
        var query = _record.Pointer;
        for (var i = 0; i < block.Length; i++)
        {
            if (i + Ahead < block.Length)
                FetchRecord(block[i + Ahead]);
            var row = block[i];
            if (_seen.Has(row) || _hidden?[row] == true)
                continue;
            var record = _lanes[row];
            if (!rule.Holds(query, record))
                continue;
            _seen.Add(row);
            LookAt(query, record, row);
        }
    }

    void LookAtAll()
    {
        var query = _record.Pointer;
        for (var row = 0; row < _lanes.Count; row++)
        {
            if (_hidden?[row] != true)
                LookAt(query, _lanes[row], row);
        }
    }

    void LookAt(int* query, int* record, int row)
    {
        RecordsLookedAt++;
        if (_scorer.TryScore(query, record, _found.Floor, out var score))
            _found.Add(_index.PersonOfRecord[row], row, score);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void FetchRecord(int row)
    {
        var record = (byte*)_lanes[row];
        for (var line = 0; line < _lanes.Stride * sizeof(int); line += 64)
            Memory.Fetch(record + line);
    }

    string? ValueOf(Column column)
    {
        var slot = _index.Plan.SlotOf(column.Name);
        return slot < 0 || _slots[slot].Value.IsEmpty ? null : Encoding.UTF8.GetString(_slots[slot].Value);
    }
}
