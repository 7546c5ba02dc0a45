using System.ComponentModel;
using System.Net;
using System.Runtime.CompilerServices;
using Leeway.Calls;
using Leeway.Json;

namespace Leeway.Generated;

/// <summary>A JSON request body. It is written once and can be sent several times.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
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

    /// <summary>Writes a generated value as JSON.</summary>
    /// <inheritdoc cref="Create{T, TCodec}"/>
    public static JsonBody Create<T>(
        T value,
        string mediaType = "application/json",
        [CallerArgumentExpression(nameof(value))] string? parameter = null)
        where T : IJsonValue<T> => Create<T, ValueCodec<T>>(value, mediaType, parameter);

    /// <summary>Writes a value as JSON.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <typeparam name="TCodec">The codec that writes the value.</typeparam>
    /// <param name="value">The value. Later changes to it do not affect the body.</param>
    /// <param name="mediaType">The content type.</param>
    /// <param name="parameter">The parameter name for exceptions.</param>
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

    /// <summary>Whether the body may have a value at a JSON pointer.</summary>
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

    // A canceled call may leave a write to the socket running. The memory is returned to the pool only when nothing reads it
    // any more. Otherwise the bytes of another request could be sent instead.
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
