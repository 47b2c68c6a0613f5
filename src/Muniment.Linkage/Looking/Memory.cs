using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Muniment.Linkage.Looking;

/// <summary>Hints to the processor about memory that is needed soon.</summary>
static unsafe class Memory
{
    /// <summary>Starts to fetch the cache line an address lies in. Elsewhere than on x86 nothing happens.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fetch(void* address)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(address);
    }
}
