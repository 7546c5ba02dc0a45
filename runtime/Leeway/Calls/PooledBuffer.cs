using System.Buffers;

namespace Leeway.Calls;

/// <summary>Bytes in memory of a pool, which <see cref="Dispose"/> gives back.</summary>
internal class PooledBuffer : IBufferWriter<byte>, IDisposable
{
    /// <summary>What is taken at once on the word of a header alone.</summary>
    private const int MaximumTrustedLength = 1024 * 1024;

    private byte[] _bytes;
    private int _length;

    public PooledBuffer(int capacity)
    {
        _bytes = ArrayPool<byte>.Shared.Rent(capacity);
    }

    /// <summary>Takes the bytes over from another, which has none afterwards.</summary>
    private protected PooledBuffer(PooledBuffer other)
    {
        _bytes = other._bytes;
        _length = other._length;
        other._bytes = [];
        other._length = 0;
    }

    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, _length);

    /// <summary>Why the body ended before its end; null where it did not.</summary>
    public virtual Exception? Failure => null;

    /// <summary>Whether a failure means that a body ended too early, or cannot be decompressed.</summary>
    public static bool IsOfBody(Exception exception) =>
        exception is IOException or InvalidDataException or (InvalidOperationException and not ObjectDisposedException);

    /// <summary>Reads a body to its end, or to a limit.</summary>
    /// <param name="content">The body.</param>
    /// <param name="limit">How many bytes to read at most.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="HttpRequestException">The body broke off.</exception>
    public static async ValueTask<PooledBuffer> ReadAsync(HttpContent content, int limit, CancellationToken cancellationToken)
    {
        PooledBuffer buffer = await ReadPartAsync(content, limit, cancellationToken).ConfigureAwait(false);
        if (buffer.Failure is not { } failure)
        {
            return buffer;
        }

        buffer.Dispose();
        cancellationToken.ThrowIfCancellationRequested();
        throw BrokeOff(failure);
    }

    /// <summary>Reads a body to its end, to a limit, or as far as it came before it broke off or the reading was canceled: see <see cref="Failure"/>.</summary>
    /// <inheritdoc cref="ReadAsync" path="/param"/>
    public static async ValueTask<PooledBuffer> ReadPartAsync(HttpContent content, int limit, CancellationToken cancellationToken)
    {
        // One byte more than the body lets the read that finds its end do without more memory.
        long announced = content.Headers.ContentLength ?? 4096;
        var buffer = new PooledBuffer((int)Math.Min(announced, Math.Min(limit, MaximumTrustedLength)) + 1);
        try
        {
            Stream stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            while (buffer._length < limit)
            {
                Memory<byte> free = buffer.GetMemory(1);
                int left = limit - buffer._length;
                int read = await stream.ReadAsync(free.Length <= left ? free : free[..left], cancellationToken).ConfigureAwait(false);
                if (read == 0)
                {
                    break;
                }

                buffer.Advance(read);
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException || IsOfBody(exception))
        {
            return new BrokenBuffer(buffer, exception);
        }
        catch
        {
            buffer.Dispose();
            throw;
        }

        return buffer;
    }

    /// <summary>What a body that ended before its end is to the caller.</summary>
    public static HttpRequestException BrokeOff(Exception failure) => failure as HttpRequestException
        ?? new HttpRequestException((failure as HttpIOException)?.HttpRequestError ?? HttpRequestError.Unknown, "The response broke off.", failure);

    public void Advance(int count) => _length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(_length);
    }

    public void Dispose()
    {
        byte[] bytes = _bytes;
        _bytes = [];
        _length = 0;
        if (bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private void Reserve(int sizeHint)
    {
        int needed = Math.Max(sizeHint, 1);
        if (_bytes.Length - _length >= needed)
        {
            return;
        }

        int wanted = (int)Math.Min(_bytes.Length * 2L, Array.MaxLength);
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(checked(_length + needed), wanted));
        _bytes.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
