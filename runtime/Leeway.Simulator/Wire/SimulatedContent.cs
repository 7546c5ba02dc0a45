using System.Security.Cryptography;

namespace Leeway.Simulator.Wire;

/// <summary>
/// The bytes of a file: held in memory; made up as they are read; or, of an upload that was too large to be held, counted and
/// hashed alone.
/// </summary>
public sealed class SimulatedContent
{
    // Prime, so that no part of the pattern falls where buffers begin and a lost or doubled buffer changes the hash.
    private const int PatternLength = 65_521;

    private static readonly byte[] s_pattern = MakePattern();

    private readonly ReadOnlyMemory<byte>? _held;
    private readonly string? _counted;

    private SimulatedContent(long length, ReadOnlyMemory<byte>? held, string? counted)
    {
        Length = length;
        _held = held;
        _counted = counted;
    }

    /// <summary>How many bytes it has.</summary>
    public long Length { get; }

    /// <summary>Whether the bytes are in memory.</summary>
    public bool IsHeld => _held is not null;

    /// <summary>Whether the bytes can be read, which those of a large upload cannot.</summary>
    public bool CanBeRead => _counted is null;

    /// <summary>The bytes.</summary>
    /// <exception cref="InvalidOperationException">They are not in memory.</exception>
    public ReadOnlyMemory<byte> Bytes => _held ?? throw new InvalidOperationException("The simulator does not hold contents of this size.");

    /// <summary>Content that is held.</summary>
    /// <param name="bytes">The bytes.</param>
    public static SimulatedContent Of(ReadOnlyMemory<byte> bytes) => new(bytes.Length, bytes, null);

    /// <summary>Content of any size that takes no memory: the same bytes whenever it is read.</summary>
    /// <param name="length">How many bytes it has.</param>
    public static SimulatedContent Generated(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        return new SimulatedContent(length, null, null);
    }

    /// <summary>Its SHA-256, in lower case hexadecimal.</summary>
    public string ComputeSha256()
    {
        if (_counted is not null)
        {
            return _counted;
        }

        using Stream stream = OpenRead();
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    /// <summary>Reads it from the beginning.</summary>
    /// <exception cref="InvalidOperationException">It was counted only.</exception>
    public Stream OpenRead() => OpenRead(0, Length);

    /// <summary>Reads a part of it.</summary>
    /// <param name="offset">Where the part begins.</param>
    /// <param name="count">How many bytes it has.</param>
    /// <exception cref="InvalidOperationException">It was counted only.</exception>
    public Stream OpenRead(long offset, long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Length - offset);
        return _counted is null
            ? new ContentStream(this, offset, offset + count)
            : throw new InvalidOperationException("The simulator counted this content, and did not keep it.");
    }

    internal static SimulatedContent Counted(long length, string sha256) => new(length, null, sha256);

    private static byte[] MakePattern()
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
