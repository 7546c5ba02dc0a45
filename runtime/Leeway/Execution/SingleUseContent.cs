using System.Net;

namespace Leeway.Grants;

/// <summary>
/// A body of JSON that is sent at most once, and that knows whether it may have been sent: for requests that must not be repeated without the
/// caller's knowledge.
/// </summary>
internal class SingleUseContent : HttpContent
{
    private const int NotSent = 0;
    private const int Sent = 1;
    private const int Withheld = 2;

    private readonly ReadOnlyMemory<byte> _json;
    private readonly Func<bool>? _maySend;
    private int _state;

    /// <param name="json">The JSON.</param>
    /// <param name="maySend">
    /// Called when there is a connection, which may be long after the request was created; <see langword="null"/> to send always.
    /// </param>
    public SingleUseContent(ReadOnlyMemory<byte> json, Func<bool>? maySend)
    {
        _json = json;
        _maySend = maySend;
        Headers.TryAddWithoutValidation("Content-Type", "application/json");
    }

    /// <summary>Prevents the body from being sent from now on.</summary>
    /// <returns>Whether it has not been sent. Without a connection, the body is never requested.</returns>
    public bool TryWithhold() => Interlocked.CompareExchange(ref _state, Withheld, NotSent) != Sent;

    /// <summary>Whether there was a connection, and the body was not allowed to be sent by then.</summary>
    public bool WasRefused { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        stream.WriteAsync(TakeBody(), cancellationToken).AsTask();

    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        stream.Write(TakeBody().Span);

    protected override bool TryComputeLength(out long length)
    {
        length = _json.Length;
        return true;
    }

    // Refuses to send a second copy: a lower layer that repeats requests would send it without the caller's knowledge.
    private ReadOnlyMemory<byte> TakeBody()
    {
        WasRefused = _maySend?.Invoke() == false;
        return !WasRefused && Interlocked.CompareExchange(ref _state, Sent, NotSent) == NotSent
            ? _json
            : throw new InvalidOperationException("The request was canceled, too much time had passed, or it was already sent.");
    }
}
