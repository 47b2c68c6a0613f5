using Muniment.Linkage.Columns;
namespace Muniment.Linkage.Modelling;
/// <summary>x</summary>
public static class AutoModel
{
    /// <summary>x</summary>
    public static LinkModel Choose(RecordTable table, LinkType type, ICollection<string> chosen, int threads) => throw new ModelException("no");
}
