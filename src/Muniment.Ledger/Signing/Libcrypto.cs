using System.Reflection;
using System.Runtime.InteropServices;

namespace Muniment.Ledger.Signing;

/// <summary>The few calls of OpenSSL 3's libcrypto that .NET does not offer: Ed25519.</summary>
/// <remarks>Declarations as in openssl/evp.h of OpenSSL 3.0. .NET's own cryptography on Linux needs the same library, so it is there.</remarks>
static partial class Libcrypto
{
    public const int Ed25519 = 1087; // NID_ED25519, openssl/obj_mac.h
    const string Library = "libcrypto";

    static readonly string[] s_names =
        OperatingSystem.IsWindows() ? ["libcrypto-3-x64.dll", "libcrypto-3.dll", "libcrypto-3-arm64.dll"]
        : OperatingSystem.IsMacOS() ? ["libcrypto.3.dylib", "/opt/homebrew/opt/openssl@3/lib/libcrypto.3.dylib", "/usr/local/opt/openssl@3/lib/libcrypto.3.dylib"]
        : ["libcrypto.so.3", "libcrypto.so", "libcrypto.so.4"];

#pragma warning disable CA1810 // The resolver must be set before the first call, and a field initialiser would not say so.
    static Libcrypto() => NativeLibrary.SetDllImportResolver(typeof(Libcrypto).Assembly, Resolve);
#pragma warning restore CA1810

    static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Library)
            return 0;
        foreach (var candidate in s_names)
        {
            if (NativeLibrary.TryLoad(candidate, assembly, path, out var handle))
                return handle;
        }
        throw new DllNotFoundException($"OpenSSL 3 is needed for Ed25519, and none of {string.Join(", ", s_names)} could be loaded. On Debian: apt-get install libssl3.");
    }

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_new_raw_private_key")]
    internal static unsafe partial nint NewPrivateKey(int type, nint engine, byte* key, nuint length);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_new_raw_public_key")]
    internal static unsafe partial nint NewPublicKey(int type, nint engine, byte* key, nuint length);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_get_raw_public_key")]
    internal static unsafe partial int PublicKeyOf(nint key, byte* buffer, nuint* length);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_free")]
    internal static partial void FreeKey(nint key);

    [LibraryImport(Library, EntryPoint = "EVP_MD_CTX_new")]
    internal static partial nint NewContext();

    [LibraryImport(Library, EntryPoint = "EVP_MD_CTX_free")]
    internal static partial void FreeContext(nint context);

    [LibraryImport(Library, EntryPoint = "EVP_DigestSignInit")]
    internal static partial int StartSigning(nint context, nint keyContext, nint digest, nint engine, nint key);

    [LibraryImport(Library, EntryPoint = "EVP_DigestSign")]
    internal static unsafe partial int Sign(nint context, byte* signature, nuint* length, byte* message, nuint messageLength);

    [LibraryImport(Library, EntryPoint = "EVP_DigestVerifyInit")]
    internal static partial int StartVerifying(nint context, nint keyContext, nint digest, nint engine, nint key);

    [LibraryImport(Library, EntryPoint = "EVP_DigestVerify")]
    internal static unsafe partial int Verify(nint context, byte* signature, nuint length, byte* message, nuint messageLength);

    [LibraryImport(Library, EntryPoint = "ERR_clear_error")]
    internal static partial void ClearErrors();
}
