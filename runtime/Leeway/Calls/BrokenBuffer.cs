namespace Leeway.Calls;

/// <summary>The part of a body that arrived before the body broke off.</summary>
/// <param name="part">The bytes that arrived. The new buffer takes ownership of them.</param>
/// <param name="failure">Why the body broke off.</param>
internal sealed class BrokenBuffer(PooledBuffer part, Exception failure) : PooledBuffer(part)
{
    public override Exception? Failure => failure;
}
