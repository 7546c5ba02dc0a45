using System.Net;
using System.Text;

namespace Leeway.Runtime.Tests.Calls;

/// <summary>Keeps what was sent, and returns prepared responses.</summary>
internal sealed class RecordingHandler(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
{
    public List<RecordedRequest> Requests { get; } = [];

    public static RecordingHandler Answering(HttpStatusCode status, string? body = null, string mediaType = "application/json") =>
        new(_ => Response(status, body, mediaType));

    public static HttpResponseMessage Response(HttpStatusCode status, string? body = null, string mediaType = "application/json") => new(status)
    {
        Content = body is null ? new ByteArrayContent([]) : new StringContent(body, Encoding.UTF8, mediaType),
    };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        byte[] body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var headers = new List<string>();
        foreach ((string name, System.Net.Http.Headers.HeaderStringValues values) in request.Headers.NonValidated)
        {
            headers.Add($"{name}: {values}");
        }

        if (request.Content is not null)
        {
            foreach ((string name, System.Net.Http.Headers.HeaderStringValues values) in request.Content.Headers.NonValidated)
            {
                headers.Add($"{name}: {values}");
            }
        }

        Requests.Add(new RecordedRequest(request.Method.Method, request.RequestUri!.OriginalString, headers, body));
        HttpResponseMessage response = answer(request);
        response.RequestMessage = request;
        return response;
    }
}
