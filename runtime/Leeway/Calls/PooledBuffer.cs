using System.Buffers;

namespace Leeway.Calls;

/// <summary>Bytes in pooled memory, which <see cref="Dispose"/> returns to the pool.</summary>
internal class PooledBuffer : IBufferWriter<byte>, IDisposable
{
    /// <summary>The maximum buffer that is allocated because of a <c>Content-Length</c> header, before any bytes arrive.</summary>
    private const int MaxInitialCapacity = 1024 * 1024;

    private byte[] _bytes;
    private int _length;

    public PooledBuffer(int capacity)
    {
        _bytes = ArrayPool<byte>.Shared.Rent(capacity);
    }

    /// <summary>Takes ownership of the bytes of another buffer, which is empty afterward.</summary>
    private protected PooledBuffer(PooledBuffer other)
    {
        _bytes = other._bytes;
        _length = other._length;
        other._bytes = [];
        other._length = 0;
    }

    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, _length);

    /// <summary>Why the body broke off; null if it did not.</summary>
    public virtual Exception? Failure => null;

    /// <summary>Whether an exception means that a body broke off or cannot be decompressed.</summary>
    public static bool IsOfBody(Exception exception) =>
        exception is IOException or InvalidDataException or (InvalidOperationException and not ObjectDisposedException);

    /// <summary>Reads a body to its end, or up to a limit.</summary>
    /// <param name="content">The body.</param>
    /// <param name="limit">The maximum number of bytes to read.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
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

    /// <summary>
    /// Reads a body to its end, up to a limit, or until it breaks off or the reading is canceled: see <see cref="Failure"/>.
    /// </summary>
    /// <inheritdoc cref="ReadAsync" path="/param"/>
    public static async ValueTask<PooledBuffer> ReadPartAsync(HttpContent content, int limit, CancellationToken cancellationToken)
    {
        // With one byte more than the body, the read that finds the end does not need to grow the buffer.
        long announced = content.Headers.ContentLength ?? 4096;
        var buffer = new PooledBuffer((int)Math.Min(announced, Math.Min(limit, MaxInitialCapacity)) + 1);
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

    /// <summary>Creates the exception for a body that broke off.</summary>
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
