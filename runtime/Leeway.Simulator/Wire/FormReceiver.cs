using System.Net.Http.Headers;
using System.Text;

namespace Leeway.Simulator.Wire;

/// <summary>Takes a <c>multipart/form-data</c> body apart as it arrives (RFC 7578), however its bytes are cut into pieces.</summary>
internal sealed class FormReceiver : IDisposable
{
    private const int LargestHead = 16 * 1024;

    private readonly byte[] _delimiter;
    private readonly int _largestHeld;
    private readonly List<ReceivedFile> _files = [];
    private byte[] _pending = new byte[64 * 1024];
    private int _count;
    private Phase _phase = Phase.Content;
    private HttpContentHeaders? _head;
    private ContentReceiver? _part;

    /// <param name="boundary">What parts the parts.</param>
    /// <param name="largestHeld">How many bytes of a file are held at most.</param>
    public FormReceiver(string boundary, int largestHeld)
    {
        _delimiter = Encoding.ASCII.GetBytes("\r\n--" + boundary);
        _largestHeld = largestHeld;

        // The first boundary may be the very beginning of the body.
        Append("\r\n"u8);
    }

    private enum Phase
    {
        Content,
        Head,
        End,
        Malformed,
    }

    /// <summary>The boundary that a content type names; null where it is no form's.</summary>
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
        while (Take(_pending.AsSpan(done, _count - done)) is int taken and > 0)
        {
            done += taken;
        }

        _pending.AsSpan(done, _count - done).CopyTo(_pending);
        _count -= done;
    }

    /// <summary>The files; null if the body was not well-formed.</summary>
    public IReadOnlyList<ReceivedFile>? Finish() => _phase == Phase.End ? _files : null;

    public void Dispose() => _part?.Dispose();

    /// <summary>Takes what can be understood of the bytes so far.</summary>
    /// <returns>How many they are; 0 where more must come first.</returns>
    private int Take(ReadOnlySpan<byte> bytes)
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
                return TakeHead(bytes);

            default:
                return bytes.Length;
        }
    }

    // From the end of the boundary's line on, so that a head without a line looks no different.
    private int TakeHead(ReadOnlySpan<byte> bytes)
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
            _phase = bytes.Length > LargestHead ? Phase.Malformed : Phase.Head;
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
