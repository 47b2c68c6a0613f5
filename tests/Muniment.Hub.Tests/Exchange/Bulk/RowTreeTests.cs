using Muniment.Hub.Exchange.Bulk;
using Muniment.Ledger.Trees;

namespace Muniment.Hub.Tests.Exchange.Bulk;

public sealed class RowTreeTests
{
    [Fact]
    public void Proof_OfEveryRowOfTreesUpTo40Rows_LeadsToTheRoot()
    {
        for (var size = 1; size <= 40; size++)
        {
            var leaves = Enumerable.Range(0, size).Select(row => TreeHasher.Leaf([(byte)row])).ToArray();
            var tree = new RowTree(leaves);
            for (var row = 0; row < size; row++)
                Assert.True(InclusionProof.Verify(leaves[row], row, size, tree.Proof(row), tree.Root));
        }
    }
}
