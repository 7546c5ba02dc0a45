using System.Net.Http.Headers;
using System.Text;

namespace Leeway.Simulator.Wire;

/// <summary>Parses a <c>multipart/form-data</c> body as it arrives (RFC 7578), in chunks of any size.</summary>
internal sealed class FormReceiver : IDisposable
{
    private const int MaxHeadSize = 16 * 1024;

    private readonly byte[] _delimiter;
    private readonly int _largestHeld;
    private readonly List<ReceivedFile> _files = [];
    private byte[] _pending = new byte[64 * 1024];
    private int _count;
    private Phase _phase = Phase.Content;
    private HttpContentHeaders? _head;
    private ContentReceiver? _part;

    /// <param name="boundary">The boundary between the parts.</param>
    /// <param name="largestHeld">The maximum number of bytes of a file to store.</param>
    public FormReceiver(string boundary, int largestHeld)
    {
        _delimiter = Encoding.ASCII.GetBytes("\r\n--" + boundary);
        _largestHeld = largestHeld;

        // The first boundary may be at the very beginning of the body.
        Append("\r\n"u8);
    }

    private enum Phase
    {
        Content,
        Head,
        End,
        Malformed,
    }

    /// <summary>Returns the boundary of a content type; null if the content type is not that of a form.</summary>
    public static string? BoundaryOf(string? contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? type) || type.MediaType != "multipart/form-data")
        {
            return null;
        }

        foreach (NameValueHeaderValue parameter in type.Parameters)
        {
            if (parameter.Name.Equals("boundary", StringComparison.OrdinalIgnoreCase))
            {
                return parameter.Value?.Trim('"');
            }
        }

        return null;
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_pending.Length - _count < bytes.Length)
        {
            Array.Resize(ref _pending, Math.Max(_pending.Length * 2, _count + bytes.Length));
        }

        bytes.CopyTo(_pending.AsSpan(_count));
        _count += bytes.Length;
        int done = 0;
        while (Consume(_pending.AsSpan(done, _count - done)) is int consumed and > 0)
        {
            done += consumed;
        }

        _pending.AsSpan(done, _count - done).CopyTo(_pending);
        _count -= done;
    }

    /// <summary>Returns the files; null if the body was malformed.</summary>
    public IReadOnlyList<ReceivedFile>? Finish() => _phase == Phase.End ? _files : null;

    public void Dispose() => _part?.Dispose();

    /// <summary>Consumes the bytes that can be parsed so far.</summary>
    /// <returns>The number of bytes consumed; 0 if more bytes are needed.</returns>
    private int Consume(ReadOnlySpan<byte> bytes)
    {
        switch (_phase)
        {
            case Phase.Content:
                int next = bytes.IndexOf(_delimiter);
                int content = next < 0 ? Math.Max(0, bytes.Length - _delimiter.Length + 1) : next;
                _part?.Append(bytes[..content]);
                if (next < 0)
                {
                    return content;
                }

                FinishPart();
                _phase = Phase.Head;
                return next + _delimiter.Length;

            case Phase.Head:
                return ConsumeHead(bytes);

            default:
                return bytes.Length;
        }
    }

    // Starts at the end of the boundary's line, so that a head without headers is parsed in the same way.
    private int ConsumeHead(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2)
        {
            return 0;
        }

        if (!bytes.StartsWith("\r\n"u8))
        {
            _phase = bytes.StartsWith("--"u8) ? Phase.End : Phase.Malformed;
            return 2;
        }

        int end = bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            _phase = bytes.Length > MaxHeadSize ? Phase.Malformed : Phase.Head;
            return 0;
        }

        using ByteArrayContent headers = new([]);
        foreach (string line in Encoding.UTF8.GetString(bytes[..end]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                headers.Headers.TryAddWithoutValidation(line[..colon], line[(colon + 1)..].Trim());
            }
        }

        _head = headers.Headers;
        _part = new ContentReceiver(_largestHeld);
        _phase = Phase.Content;
        return end + 4;
    }

    private void FinishPart()
    {
        if (_part is null)
        {
            return;
        }

        using ContentReceiver part = _part;
        _part = null;
        ContentDispositionHeaderValue? disposition = _head!.ContentDisposition;
        if ((disposition?.FileNameStar ?? disposition?.FileName?.Trim('"')) is { } fileName)
        {
            _files.Add(new ReceivedFile(
                disposition!.Name?.Trim('"') ?? "",
                fileName,
                _head.ContentType?.ToString() ?? "application/octet-stream",
                part.Finish()));
        }
    }
}
