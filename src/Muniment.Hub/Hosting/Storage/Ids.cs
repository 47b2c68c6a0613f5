using System.Security.Cryptography;

namespace Muniment.Hub.Hosting.Storage;

/// <summary>Names for what the hub holds: a short prefix that says what it is, and 130 random bits, so that knowing one says nothing of another.</summary>
static class Ids
{
    const string Letters = "0123456789abcdefghjkmnpqrstvwxyz"; // Crockford's base 32: none looks like another.

    /// <summary>A new id, such as "chk_" and 26 letters.</summary>
    /// <param name="prefix">What it names: "chk" a check, "ent" a ledger entry, …</param>
    public static string New(string prefix) => $"{prefix}_{RandomNumberGenerator.GetString(Letters, 26)}";
}
