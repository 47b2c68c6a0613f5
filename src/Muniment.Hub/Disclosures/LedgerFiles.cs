using Muniment.Hub.Hosting;

namespace Muniment.Hub.Disclosures;

/// <summary>Where the ledger's files are.</summary>
static class LedgerFiles
{
    public static string Folder(HubOptions options) => Path.Combine(options.DataFolder, "ledger");
}
