namespace Leeway.Runtime.Tests.Calls;

/// <summary>A body without an end.</summary>
internal sealed class EndlessStream : ReadOnlyStream
{
    public override int Read(Span<byte> buffer)
    {
        buffer.Fill((byte)'x');
        return buffer.Length;
    }
}
