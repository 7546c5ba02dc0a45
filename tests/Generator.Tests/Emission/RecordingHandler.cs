using System.Net;
using System.Text;

namespace Leeway.Generator.Tests.Emission;

/// <summary>Records the requests and returns the same response each time.</summary>
internal sealed class RecordingHandler(HttpStatusCode status, string body) : HttpMessageHandler
{
    /// <summary>The requests as text: method and address, headers, body.</summary>
    public List<string> Requests { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var text = new StringBuilder().Append(request.Method).Append(' ').Append(request.RequestUri!.OriginalString).Append('\n');
        foreach ((string name, System.Net.Http.Headers.HeaderStringValues values) in request.Headers.NonValidated)
        {
            text.Append(name).Append(": ").Append(values).Append('\n');
        }

        if (request.Content is not null)
        {
            foreach ((string name, System.Net.Http.Headers.HeaderStringValues values) in request.Content.Headers.NonValidated)
            {
                text.Append(name).Append(": ").Append(values).Append('\n');
            }

            text.Append('\n').Append(await request.Content.ReadAsStringAsync(cancellationToken));
        }

        string? boundary = request.Content?.Headers.ContentType?.Parameters.FirstOrDefault(static p => p.Name == "boundary")?.Value?.Trim('"');
        Requests.Add((boundary is null ? text : text.Replace(boundary, "BOUNDARY")).ToString().ReplaceLineEndings("\n"));
        return new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json"), RequestMessage = request };
    }
}
