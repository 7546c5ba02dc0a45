using System.Net.Http.Headers;
using System.Text;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Site;

/// <summary>An answer with the bytes of a file, or the part of them that a Range header asks for.</summary>
internal static class FileAnswer
{
    public static SimulatedResponse Of(SimulatedAttachment attachment, SimulatedRequest request)
    {
        if (!attachment.Content.CanBeRead)
        {
            return ErrorAnswers.Jira(404, "The simulator counted this file, and did not keep it.");
        }

        long length = attachment.Content.Length;
        SimulatedResponse whole = new SimulatedResponse(200, ContentType: attachment.MimeType) { File = new FilePart(attachment.Content, 0, length) }
            .With("Content-Disposition", Disposition(attachment.FileName))
            .With("Accept-Ranges", "bytes");
        if (request.Headers.GetValueOrDefault("Range") is not { } text
            || !RangeHeaderValue.TryParse(text, out RangeHeaderValue? range)
            || range.Unit != "bytes"
            || range.Ranges.Count != 1)
        {
            return whole;
        }

        RangeItemHeaderValue asked = range.Ranges.First();
        long first = asked.From ?? Math.Max(0, length - asked.To!.Value);
        long last = asked.From is null ? length - 1 : Math.Min(asked.To ?? long.MaxValue, length - 1);
        return first > last
            ? new SimulatedResponse(416).With("Content-Range", $"bytes */{length}")
            : (whole with { Status = 206, File = new FilePart(attachment.Content, first, last - first + 1) })
                .With("Content-Range", $"bytes {first}-{last}/{length}");
    }

    // A name that quotes cannot hold as it is goes as RFC 5987 has it, beside one that they can.
    private static string Disposition(string fileName)
    {
        bool isPlain = Ascii.IsValid(fileName) && !fileName.AsSpan().ContainsAny('"', '\\') && !fileName.Any(char.IsControl);
        return isPlain
            ? $"attachment; filename=\"{fileName}\""
            : $"attachment; filename=\"file\"; filename*=UTF-8''{Uri.EscapeDataString(fileName)}";
    }
}
