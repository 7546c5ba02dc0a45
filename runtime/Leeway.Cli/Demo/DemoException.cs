namespace Leeway.Cli.Demo;

/// <summary>A step of the demonstration failed.</summary>
internal sealed class DemoException(string message) : Exception(message)
{
    /// <summary>Fails the step if a condition is not met.</summary>
    public static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new DemoException(message);
        }
    }
}
