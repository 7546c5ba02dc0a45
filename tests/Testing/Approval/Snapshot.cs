using System.Runtime.CompilerServices;
using Xunit;

namespace Leeway.Approval;

/// <summary>Compares a text with the approved one, with the conventions of Verify.</summary>
/// <remarks>
/// On a mismatch, the new text is written beside the approved one as <c>*.received.txt</c>; rename it to accept it. With
/// <c>LEEWAY_ACCEPT=1</c> in the environment, every text is accepted.
/// </remarks>
public static class Snapshot
{
    /// <param name="text">The text to compare.</param>
    /// <param name="folder">The folder of the approved text, relative to <c>tests</c>.</param>
    /// <param name="name">The name of the approved text.</param>
    public static void Match(string text, string folder, string name, [CallerMemberName] string test = "")
    {
        string path = Path.Combine(Repository.Root, "tests", folder, name);
        string verified = path + ".verified.txt";
        string received = path + ".received.txt";
        string expected = File.Exists(verified) ? File.ReadAllText(verified) : "";
        if (string.Equals(expected, text, StringComparison.Ordinal))
        {
            File.Delete(received);
            return;
        }

        if (Environment.GetEnvironmentVariable("LEEWAY_ACCEPT") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(verified)!);
            File.WriteAllText(verified, text);
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text);
        Assert.Fail($"{test}: {folder}/{name} differs from the approved text.\n{TextDifference.Of(expected, text)}\n"
            + "The full text is in the .received.txt file beside it. To accept it, run LEEWAY_ACCEPT=1 dotnet test Sdk.sln.");
    }
}
