using Muniment.Hub.Exchange.Agreements;
using Muniment.Hub.Exchange.Pauses;
using NodaTime;

namespace Muniment.Cli.Demonstrating.Country;

/// <summary>The files under samples/, which the program carries with it, and their dates moved so that the demonstration is always of today.</summary>
static class SampleFiles
{
    /// <summary>The texts of a folder of samples, by name.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Read(string folder)
    {
        var assembly = typeof(SampleFiles).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith($"samples/{folder}/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            yield return bytes;
        }
    }

    /// <summary>An agreement some days later, and begun, with all that comes before that, another number of days later.</summary>
    public static Agreement Moved(Agreement agreement, int days, int beginning) => agreement with
    {
        StartDate = agreement.StartDate.PlusDays(beginning),
        EndDate = agreement.EndDate?.PlusDays(days),
        ReviewDate = agreement.ReviewDate.PlusDays(days),
        Dpia = Moved(agreement.Dpia, days, beginning),
        EqualityAssessment = Moved(agreement.EqualityAssessment, days, beginning),
        SignOffs = [.. agreement.SignOffs.Select(sign => sign with { At = sign.At + Duration.FromDays(beginning) })],
        NoticePublishedAt = agreement.NoticePublishedAt + Duration.FromDays(beginning),
    };

    /// <summary>A pause some days later.</summary>
    public static Pause Moved(Pause pause, int days) => pause with { MadeAt = pause.MadeAt + Duration.FromDays(days), ReviewDate = pause.ReviewDate.PlusDays(days) };

    static Assessment? Moved(Assessment? assessment, int days, int beginning) => assessment is null ? null : assessment with { Date = assessment.Date.PlusDays(beginning), Expiry = assessment.Expiry.PlusDays(days) };
}
