namespace Leeway.Cli.Demo;

/// <summary>A step saw something else than it should.</summary>
internal sealed class DemoException(string message) : Exception(message)
{
    /// <summary>Ends the step unless what it saw is as it should be.</summary>
    public static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new DemoException(otherwise);
        }
    }
}
