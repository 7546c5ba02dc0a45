namespace Leeway.TimeLimit;

/// <summary>
/// The size of tests that repeat a check with many inputs or use much data. It is small by default, so that a contributor does
/// not wait, and full with <c>LEEWAY_FULL=1</c> in the environment, which <c>.ci/run</c> sets.
/// </summary>
public static class TestSize
{
    public static bool IsFull { get; } = Environment.GetEnvironmentVariable("LEEWAY_FULL") == "1";

    /// <summary>Returns the number of inputs: a tenth of the full number by default.</summary>
    public static int Of(int full) => (int)Of((long)full);

    /// <summary>Returns the items: every tenth by default.</summary>
    public static IReadOnlyList<T> Of<T>(IReadOnlyList<T> full) => IsFull ? full : [.. full.Where(static (_, index) => index % 10 == 0)];

    /// <summary>Returns the size: a tenth of the full size by default.</summary>
    public static long Of(long full) => IsFull ? full : full / 10;
}
