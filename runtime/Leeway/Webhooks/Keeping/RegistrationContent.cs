using System.Net;

namespace Leeway.Webhooks;

/// <summary>
/// The body of a registration. It is sent at most once, and not long after its attempt was recorded: a process that was paused in between must
/// not create a webhook when others no longer expect it.
/// </summary>
internal sealed class RegistrationContent : HttpContent
{
    private const int NotSent = 0;
    private const int Sent = 1;
    private const int Withheld = 2;

    private readonly ReadOnlyMemory<byte> _json;
    private readonly Func<bool> _maySend;
    private int _state;

    public RegistrationContent(ReadOnlyMemory<byte> json, Func<bool> maySend)
    {
        _json = json;
        _maySend = maySend;
        Headers.TryAddWithoutValidation("Content-Type", "application/json");
    }

    /// <summary>Prevents the body from being sent from now on.</summary>
    /// <returns>Whether it has not been sent.</returns>
    public bool TryWithhold() => Interlocked.CompareExchange(ref _state, Withheld, NotSent) != Sent;

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

    private ReadOnlyMemory<byte> TakeBody() => _maySend() && Interlocked.CompareExchange(ref _state, Sent, NotSent) == NotSent
        ? _json
        : throw new InvalidOperationException("The registration of a webhook was not sent, because too much time had passed or because it was sent before.");
}
