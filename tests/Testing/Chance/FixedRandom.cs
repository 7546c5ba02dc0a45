namespace Leeway.Chance;

/// <summary>Chance that always has the same outcome, so that a test knows each pause.</summary>
public sealed class FixedRandom(double value) : Random
{
    public override double NextDouble() => value;
}
