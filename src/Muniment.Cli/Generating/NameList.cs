namespace Muniment.Cli.Generating;

/// <summary>The distinct names of one kind of one origin, most frequent first, and how to draw one.</summary>
/// <remarks>Filled by one thread, then immutable and safe on any thread.</remarks>
sealed class NameList
{
    readonly HashSet<ulong> _seen = [];
    char[] _letters;
    int[] _ends;
    readonly Dictionary<int, string> _native = [];
    int _used;
    WeightedChoice? _frequencies;

    /// <summary>An empty list for about so many names.</summary>
    public NameList(int capacity)
    {
        _letters = new char[Math.Max(64, capacity * 8)];
        _ends = new int[capacity + 1];
    }

    /// <summary>How many names.</summary>
    public int Count { get; private set; }

    /// <summary>The name in Latin letters, marks kept.</summary>
    public ReadOnlySpan<char> Latin(int index)
    {
        var start = index == 0 ? 0 : _ends[index - 1];
        return _letters.AsSpan(start, _ends[index] - start);
    }

    /// <summary>The name as written at home, where the data says; else empty.</summary>
    public string Native(int index) => _native.GetValueOrDefault(index, "");

    /// <summary>Draws a name; few are frequent. Only after <see cref="Close"/>.</summary>
    public int Pick(ref Draw draw) => _frequencies!.Pick(ref draw);

    /// <summary>Adds a name unless the list has it already, in whatever case.</summary>
    public bool Add(ReadOnlySpan<char> latin, string native = "")
    {
        var hash = (ulong)latin.Length;
        foreach (var letter in latin)
            hash = Draw.Mix(hash ^ char.ToLowerInvariant(letter));
        if (!_seen.Add(hash))
            return false;
        if (_letters.Length < _used + latin.Length)
            Array.Resize(ref _letters, (_used + latin.Length) * 2);
        if (_ends.Length == Count)
            Array.Resize(ref _ends, Count * 2);
        latin.CopyTo(_letters.AsSpan(_used));
        _used += latin.Length;
        if (native.Length > 0)
            _native.Add(Count, native);
        _ends[Count++] = _used;
        return true;
    }

    /// <summary>Ends the filling and sets the frequencies.</summary>
    /// <param name="flatness">See <see cref="WeightedChoice.MandelbrotZipf"/>.</param>
    public void Close(double flatness)
    {
        _seen.Clear();
        _seen.TrimExcess();
        _frequencies = WeightedChoice.MandelbrotZipf(Count, flatness);
    }
}
