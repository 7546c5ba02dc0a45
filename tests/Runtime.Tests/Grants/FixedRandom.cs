namespace Leeway.Runtime.Tests.Grants;

/// <summary>Chance that always has the same outcome, so that a test knows each pause.</summary>
internal sealed class FixedRandom(double value) : Random
{
    public override double NextDouble() => value;
}
