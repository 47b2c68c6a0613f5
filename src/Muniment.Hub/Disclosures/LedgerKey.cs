using Muniment.Hub.Hosting;
using Muniment.Ledger.Notes;
using Muniment.Tables;

namespace Muniment.Hub.Disclosures;

/// <summary>The key that signs the ledger's checkpoints: made on the first start, in the hub's folder, for its own account alone.</summary>
static class LedgerKey
{
    /// <summary>The key, made where there is none. Hubs that share a folder share it.</summary>
    /// <exception cref="BadInputException">The file is no key, or is another ledger's.</exception>
    public static NoteSigner OpenOrMake(HubOptions options)
    {
        var path = Path.Combine(HubFolder.Keys(options.DataFolder), "ledger.key");
        if (!File.Exists(path))
        {
            // Whole or not at all, and never over another hub's: the link fails where the name is taken.
            var fresh = $"{path}.{Environment.ProcessId}";
            HubFolder.WriteSecret(fresh, NoteSigner.Generate(options.LedgerOrigin, SignatureKind.Ed25519).Encode() + "\n");
            try
            {
                File.Move(fresh, path, overwrite: false);
            }
            catch (IOException) when (File.Exists(path))
            {
                File.Delete(fresh);
            }
        }
        var signer = Parse(path);
        return signer.Key.Name == options.LedgerOrigin
            ? signer
            : throw new BadInputException($"The ledger in '{options.DataFolder}' is named '{signer.Key.Name}', not '{options.LedgerOrigin}'. A ledger keeps its name: give --ledger-origin {signer.Key.Name}.");
    }

    static NoteSigner Parse(string path)
    {
        try
        {
            return NoteSigner.Parse(File.ReadAllText(path).Trim());
        }
        catch (Ledger.LedgerException exception)
        {
            throw new BadInputException($"'{path}' is no ledger key: {exception.Message} Restore it from a backup.", exception);
        }
    }
}
