namespace Leeway.Repository.Tests;

/// <summary>Fails a test with every problem on a line of its own, which <see cref="Assert.Empty(System.Collections.IEnumerable)"/> cuts off.</summary>
internal static class Problems
{
    public static void AssertNone(IEnumerable<string> problems)
    {
        string[] found = [.. problems];
        Assert.True(found.Length == 0, $"{found.Length} problems:\n{string.Join('\n', found)}");
    }
}
