namespace Leeway.Calls;

/// <summary>What came of a body that ended before its end.</summary>
/// <param name="part">The bytes that came, which it takes over.</param>
/// <param name="failure">Why it ended.</param>
internal sealed class BrokenBuffer(PooledBuffer part, Exception failure) : PooledBuffer(part)
{
    public override Exception? Failure => failure;
}
