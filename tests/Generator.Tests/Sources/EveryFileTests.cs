using System.Security.Cryptography;
using System.Text;
using Leeway.Generator.Tests.Driving;

namespace Leeway.Generator.Tests.Sources;

/// <summary>
/// A line for each file that is generated for a whole document, so that none changes unseen. What changed is told by the surfaces and by the
/// sources of single operations; to read all of it, compare what <c>leeway generate</c> writes before and after.
/// </summary>
public class EveryFileTests
{
    [Theory]
    [InlineData("jira")]
    [InlineData("jira-software")]
    [InlineData("jira-service-management")]
    [InlineData("confluence")]
    [InlineData("confluence-v1")]
    public void GeneratedFilesShouldBeTheApprovedOnes(string document)
    {
        var text = new StringBuilder();
        foreach ((string name, string source) in Generation.Of(DocumentInput.Committed(document)).Sources.OrderBy(static s => s.Key, StringComparer.Ordinal))
        {
            string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source)))[..16];
            text.Append(name).Append(": ").Append(source.Count(static c => c == '\n')).Append(" lines, ").Append(hash).Append('\n');
        }

        Snapshot.Match(text.ToString(), "Generator.Tests/Sources", document + ".files");
    }
}
