using System.Net.Http.Headers;
using System.Text;

namespace Leeway.Cli.Calling;

/// <summary>Prints the request of a call instead of sending it.</summary>
internal static class DryRun
{
    private const int MaxBodyBytes = 64 * 1024;

    /// <summary>Prints method and address, headers without the login, and the body.</summary>
    /// <param name="request">The request.</param>
    /// <param name="origin">The address before the path, which may contain the variables <c>{cloudId}</c> and <c>{workspaceId}</c>.</param>
    /// <param name="accept">The content type that the call accepts.</param>
    /// <param name="output">The output.</param>
    /// <param name="cancellationToken">Cancels reading the body.</param>
    public static async Task WriteAsync(HttpRequestMessage request, string origin, string accept, TextWriter output, CancellationToken cancellationToken)
    {
        await output.WriteLineAsync($"{request.Method} {origin}{request.RequestUri!.OriginalString}");
        await output.WriteLineAsync($"Accept: {accept}");
        await output.WriteLineAsync("Authorization: (not shown)");
        WriteHeaders(request.Headers, output);
        if (request.Content is not { } content)
        {
            return;
        }

        WriteHeaders(content.Headers, output);
        await output.WriteLineAsync();
        byte[] body = await content.ReadAsByteArrayAsync(cancellationToken);
        await output.WriteLineAsync(IsText(body) ? Encoding.UTF8.GetString(body) : $"({body.Length} bytes)");
    }

    private static void WriteHeaders(HttpHeaders headers, TextWriter output)
    {
        foreach ((string name, HeaderStringValues values) in headers.NonValidated)
        {
            output.WriteLine($"{name}: {values}");
        }
    }

    private static bool IsText(byte[] body) => body.Length <= MaxBodyBytes && !body.AsSpan().ContainsAnyInRange((byte)0, (byte)8)
        && System.Text.Unicode.Utf8.IsValid(body);
}
