using System.Text;
using Muniment.Cli.Evaluation;
using Muniment.Tables;

namespace Muniment.Cli.Labelling;

/// <summary>The file answers are written to, each at once: a review can be broken off at any time and taken up again.</summary>
sealed class LabelBook : IDisposable
{
    readonly RunFolder _run;
    readonly FileStream _file;
    readonly bool _withWeight;
    readonly Stack<(int Edge, long Start)> _written = [];
    readonly Dictionary<int, double> _answers = [];

    LabelBook(RunFolder run, FileStream file, bool withWeight) => (_run, _file, _withWeight) = (run, file, withWeight);

    /// <summary>Edge → score, those of earlier sessions included.</summary>
    public IReadOnlyDictionary<int, double> Answers => _answers;

    /// <summary>Opens the file or begins it.</summary>
    /// <exception cref="BadInputException">It is not such a file, or cannot be written.</exception>
    public static LabelBook Open(string path, RunFolder run)
    {
        var exists = File.Exists(path) && new FileInfo(path).Length > 0;
        var header = exists ? File.ReadLines(path).First().Trim('\uFEFF') : LabelsFile.Header;
        var withWeight = header == LabelsFile.Header;
        if (!withWeight && !LabelsFile.Header.StartsWith(header + ",", StringComparison.Ordinal))
            throw new BadInputException($"'{path}' does not have the columns {LabelsFile.Header}, so nothing can be added to it. Name another file: --labels FILE.");
        try
        {
            var earlier = exists && File.ReadLines(path).Skip(1).Any() ? LabelsFile.Read(path, run, out _) : null;
            var book = new LabelBook(run, new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read), withWeight);
            book._file.Seek(0, SeekOrigin.End);
            if (!exists)
                book.Append(LabelsFile.Header);
            else
                book.EndLastLine();
            if (earlier is not null)
                book.Recall(earlier);
            return book;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"'{path}' cannot be written: {exception.Message}", exception);
        }
    }

    /// <summary>Writes an answer and brings it to disk.</summary>
    public void Write(int edge, double score)
    {
        var line = LabelsFile.Line(_run, _run.Edges.Left[edge], _run.Edges.Right[edge], score, _run.Edges.WeightBits[edge]);
        _written.Push((edge, _file.Position));
        _answers[edge] = score;
        Append(_withWeight ? line : line[..line.LastIndexOf(',')]);
    }

    /// <summary>Takes the last answer of this session back; the edge it was for, or -1 if there is none.</summary>
    public int TakeBack()
    {
        if (!_written.TryPop(out var last))
            return -1;
        _file.SetLength(last.Start);
        _file.Seek(0, SeekOrigin.End);
        _answers.Remove(last.Edge);
        return last.Edge;
    }

    public void Dispose() => _file.Dispose();

    void Recall(Linkage.Evaluating.LabelledPairs earlier)
    {
        var scores = new Dictionary<(int, int), double>();
        for (var pair = 0; pair < earlier.Count; pair++)
            scores[Key(earlier.Left[pair], earlier.Right[pair])] = earlier.Score[pair];
        for (var edge = 0; edge < _run.Edges.Count; edge++)
        {
            if (scores.TryGetValue(Key(_run.Edges.Left[edge], _run.Edges.Right[edge]), out var score))
                _answers[edge] = score;
        }
    }

    void EndLastLine()
    {
        _file.Seek(-1, SeekOrigin.End);
        if (_file.ReadByte() != '\n')
            _file.WriteByte((byte)'\n');
    }

    void Append(string line)
    {
        _file.Write(Encoding.UTF8.GetBytes(line + "\n"));
        _file.Flush(flushToDisk: true);
    }

    static (int, int) Key(int left, int right) => left < right ? (left, right) : (right, left);
}
