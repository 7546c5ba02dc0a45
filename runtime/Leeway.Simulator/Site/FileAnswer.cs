using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Site;

/// <summary>An answer with the bytes of a file, or the part of them that a Range header asks for.</summary>
internal static class FileAnswer
{
    public static SimulatedResponse Of(SimulatedAttachment attachment, SimulatedRequest request)
    {
        SimulatedResponse whole = new SimulatedResponse(200, attachment.Content, attachment.MimeType)
            .With("Content-Disposition", $"attachment; filename=\"{attachment.FileName}\"")
            .With("Accept-Ranges", "bytes");
        if (request.Headers.GetValueOrDefault("Range") is not { } range || !range.StartsWith("bytes=", StringComparison.Ordinal))
        {
            return whole;
        }

        string[] bounds = range["bytes=".Length..].Split('-');
        int length = attachment.Content.Length;
        if (bounds.Length != 2 || !int.TryParse(bounds[0], out int first) || first >= length)
        {
            return new SimulatedResponse(416).With("Content-Range", $"bytes */{length}");
        }

        int last = int.TryParse(bounds[1], out int asked) ? Math.Min(asked, length - 1) : length - 1;
        return (whole with { Status = 206, Body = attachment.Content[first..(last + 1)] })
            .With("Content-Range", $"bytes {first}-{last}/{length}");
    }
}
