using System.Text;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Site;

/// <summary>Finds the parts of a <c>multipart/form-data</c> body.</summary>
internal static class MultipartBody
{
    /// <summary>Reads the parts that have a file name.</summary>
    /// <returns>The parts; <see langword="null"/> if the body is no well-formed multipart body.</returns>
    public static List<(string Field, string FileName, string ContentType, ReadOnlyMemory<byte> Content)>? ReadFiles(SimulatedRequest request)
    {
        if (!request.Headers.TryGetValue("Content-Type", out string? contentType) || Parameter(contentType, "boundary") is not { } boundary)
        {
            return null;
        }

        List<(string, string, string, ReadOnlyMemory<byte>)> files = [];
        byte[] delimiter = Encoding.ASCII.GetBytes("--" + boundary);
        ReadOnlyMemory<byte> rest = request.Body;
        int start = rest.Span.IndexOf(delimiter);
        while (start >= 0)
        {
            rest = rest[(start + delimiter.Length)..];
            if (rest.Span.StartsWith("--"u8))
            {
                return files;
            }

            int headersEnd = rest.Span.IndexOf("\r\n\r\n"u8);
            int next = rest.Span.IndexOf(delimiter);
            if (headersEnd < 0 || next < headersEnd + 6)
            {
                return null;
            }

            string[] headers = Encoding.UTF8.GetString(rest.Span[..headersEnd]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
            string disposition = Header(headers, "Content-Disposition") ?? "";
            if (Parameter(disposition, "filename") is { } fileName)
            {
                files.Add((
                    Parameter(disposition, "name") ?? "",
                    fileName,
                    Header(headers, "Content-Type") ?? "application/octet-stream",
                    rest[(headersEnd + 4)..(next - 2)].ToArray()));
            }

            start = next;
        }

        return null;
    }

    private static string? Header(string[] headers, string name)
    {
        foreach (string header in headers)
        {
            int colon = header.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && header[..colon].Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return header[(colon + 1)..].Trim();
            }
        }

        return null;
    }

    private static string? Parameter(string header, string name)
    {
        foreach (string part in header.Split(';'))
        {
            string parameter = part.Trim();
            if (parameter.StartsWith(name + "=", StringComparison.OrdinalIgnoreCase))
            {
                return parameter[(name.Length + 1)..].Trim('"');
            }
        }

        return null;
    }
}
