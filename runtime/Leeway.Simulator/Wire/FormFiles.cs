using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Leeway.Simulator.Wire;

/// <summary>Reads the files of a <c>multipart/form-data</c> body (RFC 7578).</summary>
internal static class FormFiles
{
    private const int BufferSize = 64 * 1024;

    /// <summary>Returns the boundary of a content type; null if the content type is not that of a form.</summary>
    public static string? FindBoundary(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? type)
        && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        && HeaderUtilities.RemoveQuotes(type.Boundary) is { Length: > 0 } boundary
            ? boundary.ToString()
            : null;

    /// <summary>Returns the files; null if the body is malformed.</summary>
    /// <param name="body">The body.</param>
    /// <param name="boundary">The boundary between the parts.</param>
    /// <param name="largestHeld">The maximum number of bytes of a file to store.</param>
    public static async Task<IReadOnlyList<ReceivedFile>?> ReadAsync(Stream body, string boundary, int largestHeld)
    {
        List<ReceivedFile> files = [];
        byte[] buffer = new byte[BufferSize];
        try
        {
            MultipartReader reader = new(boundary, body, BufferSize);
            while (await reader.ReadNextSectionAsync().ConfigureAwait(false) is { } section)
            {
                ContentDispositionHeaderValue? disposition = section.GetContentDispositionHeader();
                if (disposition?.IsFileDisposition() != true)
                {
                    continue;
                }

                using ContentReceiver content = new(largestHeld);
                while (await section.Body.ReadAsync(buffer).ConfigureAwait(false) is int count and > 0)
                {
                    content.Append(buffer.AsSpan(0, count));
                }

                FileMultipartSection file = new(section, disposition);
                files.Add(new ReceivedFile(file.Name, file.FileName, section.ContentType ?? "application/octet-stream", content.Finish()));
            }

            return files;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            return null;
        }
    }
}
