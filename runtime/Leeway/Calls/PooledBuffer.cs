using System.Buffers;

namespace Leeway.Calls;

/// <summary>Bytes in memory of a pool, which <see cref="Dispose"/> gives back.</summary>
internal sealed class PooledBuffer : IBufferWriter<byte>, IDisposable
{
    /// <summary>What is taken at once on the word of a header alone.</summary>
    private const int MaximumTrustedLength = 1024 * 1024;

    private byte[] _bytes;
    private int _length;

    public PooledBuffer(int capacity)
    {
        _bytes = ArrayPool<byte>.Shared.Rent(capacity);
    }

    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, _length);

    /// <summary>Reads a body to its end, or to a limit.</summary>
    /// <exception cref="HttpRequestException">The body broke off.</exception>
    public static async ValueTask<PooledBuffer> ReadAsync(HttpContent content, int limit, CancellationToken cancellationToken)
    {
        long announced = content.Headers.ContentLength ?? 4096;
        Stream stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);

        // One byte more than the body lets the read that finds its end do without more memory.
        var buffer = new PooledBuffer((int)Math.Min(announced, Math.Min(limit, MaximumTrustedLength)) + 1);
        try
        {
            while (buffer._length < limit)
            {
                Memory<byte> free = buffer.GetMemory(1);
                int read = await stream.ReadAsync(free, cancellationToken).ConfigureAwait(false);
                if (read == 0)
                {
                    break;
                }

                buffer.Advance(read);
            }

            return buffer;
        }
        catch (IOException exception)
        {
            buffer.Dispose();
            HttpRequestError error = (exception as HttpIOException)?.HttpRequestError ?? HttpRequestError.Unknown;
            throw new HttpRequestException(error, "The answer broke off.", exception);
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

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

        byte[] larger = ArrayPool<byte>.Shared.Rent(checked(Math.Max(_length + needed, _bytes.Length * 2)));
        _bytes.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
