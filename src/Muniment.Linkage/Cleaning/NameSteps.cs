namespace Muniment.Linkage.Cleaning;

/// <summary>Steps that work on the words of a name that <c>text</c> has normalised.</summary>
/// <remarks>Word lists are general knowledge of forms of address and of name particles. Pure; safe on any thread.</remarks>
static class NameSteps
{
    // Never a name by themselves.
    static readonly WordTable s_titles = new(
        """
        mr; mrs; ms; mx; dr; prof; professor; sir; rev; revd; reverend; mister; mistress; hon; honourable; rt; messrs; the
        mme; mlle; monsieur; madame; mademoiselle; herr; frau; fraulein; senor; senora; senorita; srta; sra; dhr; mevr; mw; drs; ing; dipl
        shri; smt; shrimati; dott; dottssa; sig; signor; signora; bt; bart; baronet; esq; esquire; gen; lt; sgt; cpl; capt
        г-н; г-жа; κος; κα; мистер; госпожа; господин; السيد; السيدة; الدكتور; श्री; श्रीमती
        """);

    // Titles that are names too: taken off only in front of a name.
    static readonly WordTable s_ranks = new(
        """
        miss; master; lord; lady; dame; don; dona; baron; baroness; earl; duke; duchess; viscount; viscountess; count; countess; marquess; marquis
        prince; princess; king; queen; saint; father; brother; sister; mother; bishop; archbishop; cardinal; pope; judge; captain; major; colonel
        general; lieutenant; sergeant; corporal; admiral; commander; sheikh; shaikh; sheik; haji; hajj; hajji; sri; maulana; mullah; mulla; imam; rabbi; sister; fr; sr; graf; freiherr; ritter; conde
        """);

    static readonly WordTable s_suffixes = new(
        """
        jr; jnr; junior; snr; sr; senior; ii; iii; iv; phd; md; dds; rn; obe; mbe; cbe; kbe; dbe; kcb; gcb; qc; kc; mp; mep; jp; frs; bsc; ba; ma; msc
        esq; esquire; bt; bart; baronet; 1st; 2nd; 3rd; 4th; 5th; 6th; 7th; 8th; 9th; 10th; 11th; 12th; 13th; 14th; 15th; deceased; decd
        """);

    static readonly WordTable s_particles = new(
        """
        de; da; di; do; du; del; della; dello; delle; degli; dei; dos; das; des; la; le; lo; los; las; van; von; vom; vander; vanden; zu; zum; zur
        der; den; ten; ter; het; op; al; el; ul; ad; ar; as; at; ash; an; ibn; bin; bint; binti; binte; ben; bat; bar; abu; abd; abdul; abdel; umm; ould; ait
        o; mc; mac; fitz; st; san; santa; sant; ap; av; af; d; l; т; дер; фон; ван; аль; эль; де
        """);

    /// <summary>Takes off forms of address in front, and ordinals of a title with the title that follows, wherever they are.</summary>
    public static bool Titles(ref CleanBuffer buffer)
    {
        var value = buffer.Value;
        buffer.Begin(value.Length);
        var afterOrdinal = false;
        foreach (var range in value.Split((byte)' '))
        {
            var word = value[range];
            var first = buffer.Next.Length == 0;
            var last = range.End.GetOffset(value.Length) == value.Length;
            var isRank = s_ranks.Contains(word) && ((first && !last) || afterOrdinal);
            var dropped = isRank || (first && s_titles.Contains(word));
            afterOrdinal = !first && !last && IsOrdinal(word);
            if (!dropped && !afterOrdinal)
                AppendWord(ref buffer, word);
        }
        // A value of titles alone is all there is to go by: it stays.
        return buffer.Next.Length == 0 || buffer.Finish();
    }

    /// <summary>Takes off what follows a name: jr, iii, obe.</summary>
    public static bool Suffixes(ref CleanBuffer buffer)
    {
        var value = buffer.Value;
        var length = value.Length;
        while (true)
        {
            var blank = value[..length].LastIndexOf((byte)' ');
            if (blank <= 0 || !s_suffixes.Contains(value[(blank + 1)..length]))
                return buffer.Keep(0, length);
            length = blank;
        }
    }

    /// <summary>Joins particles to the word after them: "de la cruz" and "delacruz" become one.</summary>
    public static bool Particles(ref CleanBuffer buffer) => JoinParticles(ref buffer, fromWord: 0);

    /// <summary>The same, but the first word is a forename and left alone: "ben smith" stays.</summary>
    public static bool InnerParticles(ref CleanBuffer buffer) => JoinParticles(ref buffer, fromWord: 1);

    /// <summary>Orders the words by their bytes, so that "smith john" and "john smith" are one.</summary>
    public static bool Sort(ref CleanBuffer buffer)
    {
        var value = buffer.Value;
        if (value.IndexOf((byte)' ') < 0)
            return true;
        Span<Range> words = stackalloc Range[32];
        var count = 0;
        foreach (var range in value.Split((byte)' '))
        {
            if (count == words.Length)
                return true; // No name has so many words: leave it.
            if (!value[range].IsEmpty)
                words[count++] = range;
        }
        for (var i = 1; i < count; i++)
        {
            var word = words[i];
            var j = i - 1;
            for (; j >= 0 && value[words[j]].SequenceCompareTo(value[word]) > 0; j--)
                words[j + 1] = words[j];
            words[j + 1] = word;
        }
        buffer.Begin(value.Length);
        foreach (var word in words[..count])
            AppendWord(ref buffer, value[word]);
        return buffer.Finish();
    }

    /// <summary>Puts a table's word for each word.</summary>
    public static bool Replace(ref CleanBuffer buffer, WordTable table)
    {
        var value = buffer.Value;
        buffer.Begin(value.Length);
        if (table.TryGet(value, out var whole))
        {
            buffer.Append(whole);
            return buffer.Finish();
        }
        foreach (var range in value.Split((byte)' '))
            AppendWord(ref buffer, table.TryGet(value[range], out var word) ? word : value[range]);
        return buffer.Finish();
    }

    internal static void AppendWord(ref CleanBuffer buffer, ReadOnlySpan<byte> word)
    {
        if (word.IsEmpty)
            return;
        if (buffer.Next.Length > 0)
            buffer.Append((byte)' ');
        buffer.Append(word);
    }

    static bool JoinParticles(ref CleanBuffer buffer, int fromWord)
    {
        var value = buffer.Value;
        if (value.IndexOf((byte)' ') < 0)
            return true;
        buffer.Begin(value.Length);
        var joins = false;
        var index = 0;
        foreach (var range in value.Split((byte)' '))
        {
            var word = value[range];
            if (joins)
                buffer.Append(word);
            else
                AppendWord(ref buffer, word);
            joins = index++ >= fromWord && s_particles.Contains(word);
        }
        return buffer.Finish();
    }

    // 1st … 99th.
    static bool IsOrdinal(ReadOnlySpan<byte> word) =>
        word.Length is 3 or 4 && char.IsAsciiDigit((char)word[0]) && s_ordinalEndings.Contains(word[^2..]);

    static readonly WordTable s_ordinalEndings = new("st; nd; rd; th");
}
