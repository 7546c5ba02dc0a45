using System.Runtime.CompilerServices;

namespace Leeway.Approval;

/// <summary>Compares a text with the one that was approved, by the conventions of Verify.</summary>
/// <remarks>
/// On a mismatch the new text stands beside the approved one as <c>*.received.txt</c>; accepting it is renaming it. With
/// <c>LEEWAY_ACCEPT=1</c> in the environment every text is accepted as it comes.
/// </remarks>
internal static class Snapshot
{
    /// <param name="text">What came.</param>
    /// <param name="folder">The folder of the approved text below <c>tests</c>.</param>
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
        Assert.Fail($"{test}: {folder}/{name} differs from what was approved.\n{TextDifference.Of(expected, text)}\n"
            + "The whole is in the .received.txt beside it; LEEWAY_ACCEPT=1 dotnet test Sdk.sln accepts it.");
    }
}
