using System.Buffers;
using System.Net;
using System.Text.Json;

namespace Leeway.Grants;

/// <summary>
/// The body of a request to the token endpoint. It leaves the process once, if at all, and can tell whether it may have, and with it
/// what it spends.
/// </summary>
internal sealed class TokenRequestContent : HttpContent
{
    private const int Unasked = 0;
    private const int Asked = 1;
    private const int Withheld = 2;

    private readonly ReadOnlyMemory<byte> _json;
    private readonly Func<bool>? _mayLeave;
    private int _state;

    /// <param name="fields">What is sent.</param>
    /// <param name="mayLeave">Asked when the connection stands, which may be long after the request was made; null for always.</param>
    public TokenRequestContent(ReadOnlySpan<(string Name, string Value)> fields, Func<bool>? mayLeave)
    {
        _mayLeave = mayLeave;
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

    /// <summary>Keeps it from leaving from now on.</summary>
    /// <returns>Whether it has not left: nobody has asked for it, as nobody does without a connection.</returns>
    public bool TryWithhold() => Interlocked.CompareExchange(ref _state, Withheld, Unasked) != Asked;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        stream.WriteAsync(Ask(), cancellationToken).AsTask();

    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        stream.Write(Ask().Span);

    protected override bool TryComputeLength(out long length)
    {
        length = _json.Length;
        return true;
    }

    // A second copy would be sent by something beneath that repeats requests, and the sender of the first one would not know.
    private ReadOnlyMemory<byte> Ask() => _mayLeave?.Invoke() != false && Interlocked.CompareExchange(ref _state, Asked, Unasked) == Unasked
        ? _json
        : throw new InvalidOperationException("The request has been given up, or sent already.");
}
