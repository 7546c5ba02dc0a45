using System.Net.Http.Headers;
using System.Text;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Site;

/// <summary>A response with the bytes of a file, or with the part that a Range header requests.</summary>
internal static class FileAnswer
{
    public static SimulatedResponse Of(SimulatedAttachment attachment, SimulatedRequest request)
    {
        if (!attachment.Content.CanBeRead)
        {
            return ErrorAnswers.Jira(404, "The simulator did not store this file, because it is too large.");
        }

        long length = attachment.Content.Length;
        SimulatedResponse whole = new SimulatedResponse(200) { ContentType = attachment.MimeType, File = new FilePart(attachment.Content, 0, length) }
            .With("Content-Disposition", FormatDisposition(attachment.FileName))
            .With("Accept-Ranges", "bytes");
        if (request.Headers.GetValueOrDefault("Range") is not { } text
            || !RangeHeaderValue.TryParse(text, out RangeHeaderValue? range)
            || range.Unit != "bytes"
            || range.Ranges.Count != 1)
        {
            return whole;
        }

        RangeItemHeaderValue requested = range.Ranges.First();
        long first = requested.From ?? Math.Max(0, length - requested.To!.Value);
        long last = requested.From is null ? length - 1 : Math.Min(requested.To ?? long.MaxValue, length - 1);
        return first > last
            ? new SimulatedResponse(416).With("Content-Range", $"bytes */{length}")
            : (whole with { Status = 206, File = new FilePart(attachment.Content, first, last - first + 1) })
                .With("Content-Range", $"bytes {first}-{last}/{length}");
    }

    // A name that a quoted string cannot hold is encoded as in RFC 5987, together with a plain name.
    private static string FormatDisposition(string fileName)
    {
        bool isPlain = Ascii.IsValid(fileName) && !fileName.AsSpan().ContainsAny('"', '\\') && !fileName.Any(char.IsControl);
        return isPlain
            ? $"attachment; filename=\"{fileName}\""
            : $"attachment; filename=\"file\"; filename*=UTF-8''{Uri.EscapeDataString(fileName)}";
    }
}
