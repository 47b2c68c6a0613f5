using Muniment.Linkage.Columns;
using Muniment.Linkage.Comparing;
using Muniment.Linkage.Comparing.Kernels;
using Muniment.Linkage.Scoring;

namespace Muniment.Linkage.Blocking;

sealed unsafe partial class RingSieve
{
    /// <summary>A sieve for the pairs of one rule.</summary>
    /// <param name="bound">The bound; null: every pair passes.</param>
    /// <param name="data">What is known of the lanes' values.</param>
    /// <param name="own">Lanes in which all records of a block agree.</param>
    /// <param name="earlier">Key lanes of each rule whose pairs are not to be made again.</param>
    /// <param name="here">For each of them: its pairs are made here after all, and counted as its own.</param>
    public RingSieve(ScoreBound? bound, LaneData data, int[] own, IReadOnlyList<int[]> earlier, ReadOnlySpan<bool> here)
    {
        var plan = new Plan(data, own);
        var bounds = new List<Bound>();
        _base = bound?.Prior ?? 0;
        foreach (var comparison in bound is null ? [] : bound.Levels.ToArray())
        {
            var step = plan.Add(comparison);
            if (step.LevelCount == 0 && step.MissingLane < 0 && step.RestColumn < 0)
                _base += step.Rest;
            else
                bounds.Add(step);
        }
        var flat = new List<int>();
        for (var rule = 0; rule < earlier.Count; rule++)
        {
            int[] asked = [.. earlier[rule].Except(own)];
            flat.AddRange([asked.Length, rule < here.Length && here[rule] ? 1 : 0, .. asked.Select(plan.At)]);
        }
        _earlierRules = earlier.Count;
        _lanes = [.. plan.Lanes];
        _texts = [.. plan.Texts.Select(lane => new TextLane(lane, data.Signatures[lane]!, plan.Bigrams.Contains(lane) ? bound!.BigramsOf(lane) : null))];
        (_rarity, _rarityLane) = ([.. plan.Rarities.Select(item => item.Rarity.Bound)], [.. plan.Rarities.Select(item => item.Lane)]);
        // The columns of texts stand behind those of lanes.
        var levels = plan.Levels.Select(level => level.LeftText < 0 ? level : level with
        {
            LeftText = _lanes.Length + (level.LeftText * TextLane.Columns),
            RightText = _lanes.Length + (level.RightText * TextLane.Columns),
        });
        (_bounds, _levels, _earlier) = (Native(bounds), Native([.. levels]), Native(flat));
        _boundCount = bounds.Count;
        _ring = new((long)Capacity * Math.Max(1, _lanes.Length + (_texts.Length * TextLane.Columns)));
        _weights = new((long)WeightCapacity * Math.Max(1, _rarity.Length));
    }

    static NativeArray<T> Native<T>(List<T> items)
        where T : unmanaged
    {
        var array = new NativeArray<T>(Math.Max(1, items.Count));
        for (var k = 0; k < items.Count; k++)
            array[k] = items[k];
        return array;
    }

    /// <summary>Gathers columns and levels while a sieve is set up.</summary>
    sealed class Plan(LaneData data, int[] own)
    {
        public List<int> Lanes { get; } = [];

        public List<int> Texts { get; } = [];

        public HashSet<int> Bigrams { get; } = [];

        public List<(Rarity Rarity, int Lane)> Rarities { get; } = [];

        public List<Level> Levels { get; } = [];

        public int At(int lane) => IndexOf(Lanes, lane);

        public Bound Add(BoundLevels comparison)
        {
            var step = new Bound { Rest = comparison.Rest, RestColumn = -1, Missing = comparison.Missing, MissingLane = -1 };
            if (comparison.MissingLane >= 0 && !own.Contains(comparison.MissingLane))
                step.MissingLane = At(comparison.MissingLane);
            var begun = Levels.Count;
            // A plain level in whose lanes all records of a block agree holds for all of its pairs: those behind it are never asked.
            var known = Array.FindIndex(comparison.Levels, level => level.IsPlain && level.Lanes.All(own.Contains));
            if (known >= 0)
                (step.RestColumn, step.Rest, step.RestSign) = Worth(comparison.Levels[known]);
            for (var k = (known < 0 ? comparison.Levels.Length : known) - 1; k >= 0; k--)
                Add(comparison.Levels[k]);
            step.LevelCount = Levels.Count - begun;
            return step;
        }

        void Add(BoundLevel level)
        {
            int[] asked = [.. level.Lanes.Except(own)];
            // More lanes than two, or more texts than one, are not asked of here: the level is possible more often.
            var text = level.Texts.FirstOrDefault(test => data.Signatures[test.Left] is not null && data.Signatures[test.Right] is not null
                && (test.Similarity is { } similarity ? similarity.Similarity > JaroScore.BonusAbove : test.Left == test.Right));
            var (column, weight, sign) = Worth(level);
            var added = new Level
            {
                IsPlain = level.IsPlain && asked.Length <= 2 ? 1 : 0,
                Lane = asked.Length > 0 ? At(asked[0]) : -1,
                SecondLane = asked.Length > 1 ? At(asked[1]) : -1,
                Weight = weight,
                Column = column,
                Sign = sign,
                LeftText = text is null ? -1 : IndexOf(Texts, text.Left),
                RightText = text is null ? -1 : IndexOf(Texts, text.Right),
                MostLacking = -1,
            };
            if (text?.Similarity is { } least)
                Needed(least).CopyTo(new Span<float>(added.Needed, Step));
            else if (text is not null)
                (added.MostLacking, _) = ((int)Math.Min(TextBigrams.OfAnEdit * Math.Floor(text.MostEdits), 32), Bigrams.Add(text.Left));
            Levels.Add(added);
        }

        // The column of rarities, what is added to them, and -1 where they are taken off (x ^ -1 is -x - 1).
        (int Column, int Weight, int Sign) Worth(BoundLevel level) =>
            level.Rarity is null ? (-1, level.Weight, 0) : level.TakesBack ? (ColumnOf(level), level.Own + 1, -1) : (ColumnOf(level), level.Own, 0);

        int ColumnOf(BoundLevel level)
        {
            if (level.Rarity is null)
                return -1;
            var column = (level.Rarity, At(level.Lanes[0]));
            var known = Rarities.IndexOf(column);
            if (known >= 0)
                return known;
            Rarities.Add(column);
            return Rarities.Count - 1;
        }

        static int IndexOf(List<int> list, int lane)
        {
            var position = list.IndexOf(lane);
            if (position >= 0)
                return position;
            list.Add(lane);
            return list.Count - 1;
        }
    }

    struct Bound
    {
        public int Rest;
        public int RestColumn;
        public int RestSign;
        public int Missing;
        public int MissingLane;
        public int LevelCount;
    }

    struct Level
    {
        public int IsPlain;
        public int Lane;
        public int SecondLane;
        public int Weight;
        public int Column; // of rarities; -1: none
        public int Sign; // -1: they are taken off
        public int LeftText; // column of the ring
        public int RightText;
        public int MostLacking; // neighbouring pairs of elements, for a distance; -1: a similarity
        public fixed float Needed[Step]; // by length of the common beginning
    }
}
