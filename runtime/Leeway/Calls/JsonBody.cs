using System.Net;
using System.Runtime.CompilerServices;
using Leeway.Json;

namespace Leeway.Calls;

/// <summary>A request's body of JSON, written once and sent as often as need be.</summary>
public sealed class JsonBody : HttpContent
{
    private readonly PooledBuffer _json;
    private int _users = 1;
    private int _isDisposed;

    private JsonBody(PooledBuffer json, string mediaType)
    {
        _json = json;
        Headers.TryAddWithoutValidation("Content-Type", mediaType);
    }

    /// <summary>Writes a value as JSON.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <typeparam name="TCodec">How it is written.</typeparam>
    /// <param name="value">The value; later changes of it do not reach the body.</param>
    /// <param name="mediaType">The content type.</param>
    /// <param name="parameter">The name of the parameter that the value was passed for.</param>
    public static JsonBody Create<T, TCodec>(
        T value,
        string mediaType = "application/json",
        [CallerArgumentExpression(nameof(value))] string? parameter = null)
        where TCodec : struct, IJsonCodec<T>
    {
        if (value is null)
        {
            throw new ArgumentNullException(parameter);
        }

        var json = new PooledBuffer(1024);
        try
        {
            JsonModelSerializer.Write<T, TCodec>(json, value);
            return new JsonBody(json, mediaType);
        }
        catch
        {
            json.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Acquire();
        try
        {
            await stream.WriteAsync(_json.Memory, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Release();
        }
    }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = _json.Memory.Length;
        return true;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            Release();
        }

        base.Dispose(disposing);
    }

    /// <summary>Whether the body has a value at a JSON pointer.</summary>
    internal bool MayHave(string pointer)
    {
        Acquire();
        try
        {
            return JsonPointer.MayLead(pointer, _json.Memory.Span);
        }
        finally
        {
            Release();
        }
    }

    // A call that is canceled may leave a write to the socket behind. The memory goes back to its pool only when nobody
    // reads it any more, else another request's bytes would be sent in its place.
    private void Acquire()
    {
        int users = Volatile.Read(ref _users);
        while (true)
        {
            ObjectDisposedException.ThrowIf(users == 0, this);
            int seen = Interlocked.CompareExchange(ref _users, users + 1, users);
            if (seen == users)
            {
                return;
            }

            users = seen;
        }
    }

    private void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            _json.Dispose();
        }
    }
}
