using System.Buffers;
using System.Net;
using System.Text.Json;

namespace Leeway.Grants;

/// <summary>
/// The body of a request to the token endpoint. It is sent at most once, and it knows whether it may have been sent, and the token in it
/// spent.
/// </summary>
internal sealed class TokenRequestContent : HttpContent
{
    private const int NotSent = 0;
    private const int Sent = 1;
    private const int Withheld = 2;

    private readonly ReadOnlyMemory<byte> _json;
    private readonly Func<bool>? _maySend;
    private int _state;

    /// <param name="fields">The fields to send.</param>
    /// <param name="maySend">
    /// Called when there is a connection, which may be long after the request was created; <see langword="null"/> to send always.
    /// </param>
    public TokenRequestContent(ReadOnlySpan<(string Name, string Value)> fields, Func<bool>? maySend)
    {
        _maySend = maySend;
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer))
        {
            writer.WriteStartObject();
            foreach ((string name, string value) in fields)
            {
                writer.WriteString(name, value);
            }

            writer.WriteEndObject();
        }

        _json = buffer.WrittenMemory;
        Headers.TryAddWithoutValidation("Content-Type", "application/json");
    }

    /// <summary>Prevents the body from being sent from now on.</summary>
    /// <returns>Whether it has not been sent. Without a connection, the body is never requested.</returns>
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

    // Refuses to send a second copy: a lower layer that repeats requests would send the token again without the caller's knowledge.
    private ReadOnlyMemory<byte> TakeBody() => _maySend?.Invoke() != false && Interlocked.CompareExchange(ref _state, Sent, NotSent) == NotSent
        ? _json
        : throw new InvalidOperationException("The request was canceled, or was already sent.");
}
