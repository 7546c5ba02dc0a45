using System.Security.Cryptography;

namespace Leeway.Simulator.Wire;

/// <summary>
/// The bytes of a file: stored in memory, generated on reading, or, for an upload that was too large to store, only counted and hashed.
/// </summary>
public sealed class SimulatedContent
{
    // A prime number: the pattern does not align with buffers, so a lost or repeated buffer changes the hash.
    private const int PatternLength = 65_521;

    private static readonly byte[] s_pattern = CreatePattern();

    private readonly ReadOnlyMemory<byte>? _held;
    private readonly string? _counted;

    private SimulatedContent(long length, ReadOnlyMemory<byte>? held, string? counted)
    {
        Length = length;
        _held = held;
        _counted = counted;
    }

    /// <summary>The number of bytes.</summary>
    public long Length { get; }

    /// <summary>Whether the bytes are stored in memory.</summary>
    public bool IsHeld => _held is not null;

    /// <summary>Whether the bytes can be read. The bytes of a large upload cannot.</summary>
    public bool CanBeRead => _counted is null;

    /// <summary>The bytes.</summary>
    /// <exception cref="InvalidOperationException">The bytes are not stored in memory.</exception>
    public ReadOnlyMemory<byte> Bytes => _held ?? throw new InvalidOperationException("The simulator does not store content of this size. Use ComputeSha256, or OpenRead if CanBeRead is true.");

    /// <summary>Creates content that is stored in memory.</summary>
    /// <param name="bytes">The bytes.</param>
    public static SimulatedContent Of(ReadOnlyMemory<byte> bytes) => new(bytes.Length, bytes, null);

    /// <summary>Creates content of any size that uses no memory. Each read returns the same bytes.</summary>
    /// <param name="length">The number of bytes.</param>
    public static SimulatedContent Generated(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        return new SimulatedContent(length, null, null);
    }

    /// <summary>Computes the SHA-256 hash in lower-case hexadecimal digits.</summary>
    public string ComputeSha256()
    {
        if (_counted is not null)
        {
            return _counted;
        }

        using Stream stream = OpenRead();
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    /// <summary>Opens a stream over the content.</summary>
    /// <exception cref="InvalidOperationException">The content was counted, but not stored.</exception>
    public Stream OpenRead() => OpenRead(0, Length);

    /// <summary>Opens a stream over a part of the content.</summary>
    /// <param name="offset">The offset of the part.</param>
    /// <param name="count">The number of bytes of the part.</param>
    /// <exception cref="InvalidOperationException">The content was counted, but not stored.</exception>
    public Stream OpenRead(long offset, long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Length - offset);
        return _counted is null
            ? new ContentStream(this, offset, offset + count)
            : throw new InvalidOperationException("The simulator counted this content, but did not store it, because it is too large.");
    }

    internal static SimulatedContent Counted(long length, string sha256) => new(length, null, sha256);

    private static byte[] CreatePattern()
    {
        byte[] pattern = new byte[PatternLength];
        new Random(PatternLength).NextBytes(pattern);
        return pattern;
    }

    private sealed class ContentStream(SimulatedContent content, long position, long end) : ReadingStream
    {
        public override int Read(Span<byte> buffer)
        {
            int count = (int)Math.Min(buffer.Length, end - position);
            if (content._held is { } held)
            {
                held.Span.Slice((int)position, count).CopyTo(buffer);
                position += count;
                return count;
            }

            Span<byte> left = buffer[..count];
            while (!left.IsEmpty)
            {
                ReadOnlySpan<byte> pattern = s_pattern.AsSpan((int)(position % PatternLength));
                pattern = pattern[..Math.Min(pattern.Length, left.Length)];
                pattern.CopyTo(left);
                left = left[pattern.Length..];
                position += pattern.Length;
            }

            return count;
        }
    }
}
