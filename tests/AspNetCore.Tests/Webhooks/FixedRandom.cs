namespace Leeway.AspNetCore.Tests.Webhooks;

/// <summary>Always returns the same number.</summary>
internal sealed class FixedRandom(double value) : Random
{
    public override double NextDouble() => value;
}
