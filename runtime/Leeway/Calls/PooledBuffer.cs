using Leeway.Json;

namespace Leeway.Calls;

/// <summary>The bytes of a body in pooled memory.</summary>
internal class PooledBuffer : PooledBufferWriter
{
    /// <summary>The maximum buffer that is allocated because of a <c>Content-Length</c> header, before any bytes arrive.</summary>
    private const int MaxInitialCapacity = 1024 * 1024;

    public PooledBuffer(int capacity)
        : base(capacity)
    {
    }

    /// <inheritdoc/>
    private protected PooledBuffer(PooledBuffer other)
        : base(other)
    {
    }

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
            while (buffer.Memory.Length < limit)
            {
                Memory<byte> free = buffer.GetMemory(1);
                int left = limit - buffer.Memory.Length;
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
}
