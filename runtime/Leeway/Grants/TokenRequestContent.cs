using System.Buffers;
using System.Net;
using System.Text.Json;

namespace Leeway.Grants;

/// <summary>The body of a request to the token endpoint. It can tell whether it may have left the process, and with it what it spends.</summary>
internal sealed class TokenRequestContent : HttpContent
{
    private const int Unasked = 0;
    private const int Asked = 1;
    private const int Withheld = 2;

    private readonly ReadOnlyMemory<byte> _json;
    private int _state;

    public TokenRequestContent(ReadOnlySpan<(string Name, string Value)> fields)
    {
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

    private ReadOnlyMemory<byte> Ask() => Interlocked.CompareExchange(ref _state, Asked, Unasked) != Withheld
        ? _json
        : throw new InvalidOperationException("The request has been given up.");
}
