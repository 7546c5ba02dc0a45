using System.Security.Cryptography;
using System.Text;
using Leeway.Generator.Tests.Driving;

namespace Leeway.Generator.Tests.Sources;

/// <summary>
/// Checks the hash of each file that is generated for a whole document, so that no change is missed. The surfaces and the sources of single
/// operations show what has changed. To see all changes, compare the output of <c>leeway-dev generate</c> before and after.
/// </summary>
public class EveryFileTests
{
    public static TheoryData<string> Documents => [.. PackageDocument.ForSlowTests.Select(static d => d.Name)];

    [Theory]
    [MemberData(nameof(Documents))]
    public void GeneratedFilesShouldBeApproved(string document)
    {
        var text = new StringBuilder();
        foreach ((string name, string source) in Generation.OfCommitted(document).Sources.OrderBy(static s => s.Key, StringComparer.Ordinal))
        {
            string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source)))[..16];
            text.Append(name).Append(": ").Append(source.Count(static c => c == '\n')).Append(" lines, ").Append(hash).Append('\n');
        }

        Snapshot.Match(text.ToString(), "Generator.Tests/Sources", document + ".files");
    }
}
