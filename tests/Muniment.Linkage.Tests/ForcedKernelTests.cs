using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Muniment.Linkage.Tests;

/// <summary>./test runs this project several times with instruction sets switched off; this proves that they were.</summary>
public class ForcedKernelTests
{
    /// <summary>The runtime ignores a misspelt switch in silence, and its switches were renamed in .NET 10.</summary>
    [Fact]
    public void Kernels_Forced_AreTheOnesThatRun()
    {
        switch (Environment.GetEnvironmentVariable("MUNIMENT_KERNELS"))
        {
            case null or "":
                break;
            case "avx2":
                Assert.False(Avx512F.IsSupported);
                Assert.False(Vector512.IsHardwareAccelerated);
                break;
            case "128":
                Assert.False(Avx2.IsSupported);
                Assert.False(Vector256.IsHardwareAccelerated);
                break;
            case "scalar":
                Assert.False(Sse2.IsSupported);
                Assert.False(Vector128.IsHardwareAccelerated);
                break;
            case var other:
                Assert.Fail($"MUNIMENT_KERNELS={other} is none of avx2, 128, scalar.");
                break;
        }
    }
}
