using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Leeway.Runtime.Tests.Simulator;

/// <summary>An application that receives webhooks, records them, and answers as a test says.</summary>
internal sealed class WebhookReceiver : HttpMessageHandler
{
    /// <summary>In <see cref="Statuses"/>: the connection breaks.</summary>
    public const int Breaks = 0;

    /// <summary>In <see cref="Statuses"/>: there is no answer.</summary>
    public const int Hangs = -1;

    /// <summary>The statuses of the next responses. Later ones are 200.</summary>
    public List<int> Statuses { get; } = [];

    public List<Received> Requests { get; } = [];

    public IReadOnlyList<JsonNode> Bodies => [.. Requests.Select(static request => JsonNode.Parse(request.Body)!)];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, HeaderStringValues values) in request.Headers.NonValidated.Concat(request.Content!.Headers.NonValidated))
        {
            headers[name] = values.ToString();
        }

        Requests.Add(new Received(request.RequestUri!.AbsoluteUri, headers, await request.Content.ReadAsByteArrayAsync(cancellationToken)));
        int status = 200;
        if (Statuses.Count > 0)
        {
            status = Statuses[0];
            Statuses.RemoveAt(0);
        }

        switch (status)
        {
            case Breaks:
                throw new HttpRequestException("The connection broke.");

            case Hangs:
                TaskCompletionSource hanging = new();
                await using (cancellationToken.Register(() => hanging.TrySetCanceled(cancellationToken)))
                {
                    await hanging.Task;
                }

                break;
        }

        return new HttpResponseMessage((HttpStatusCode)status);
    }

    internal sealed record Received(string Address, IReadOnlyDictionary<string, string> Headers, byte[] Body);
}
