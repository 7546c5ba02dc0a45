using System.Net;
using System.Net.Http.Headers;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator;

/// <summary>
/// The simulator as an <see cref="HttpMessageHandler"/>, without sockets and threads. Requests to hosts that it does not simulate are
/// recorded, and fail as for unknown hosts.
/// </summary>
/// <param name="simulator">The simulator that processes the requests.</param>
public sealed class SimulatorHandler(AtlassianSimulator simulator) : HttpMessageHandler
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();

        SimulatedRequest received = await ReceiveAsync(request, cancellationToken).ConfigureAwait(false);
        if (received.Origin == SimulatedOrigin.Stranger && !IsSame(request.RequestUri!, simulator.StrangerOrigin))
        {
            simulator.Record(received);
            throw new HttpRequestException(HttpRequestError.NameResolutionError, $"The simulator does not simulate the host '{request.RequestUri!.Host}'.");
        }

        SimulatedResponse response = await simulator.ExchangeAsync(received, cancellationToken).ConfigureAwait(false)
            ?? throw new HttpRequestException(HttpRequestError.ResponseEnded, "The simulated connection broke.");
        return CreateResponse(response, request);
    }

    private async Task<SimulatedRequest> ReceiveAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Uri uri = request.RequestUri ?? throw new InvalidOperationException("The request has no address.");
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, HeaderStringValues values) in request.Headers.NonValidated)
        {
            headers[name] = values.ToString();
        }

        SimulatedContent content = SimulatedContent.Of(default);
        IReadOnlyList<ReceivedFile>? files = null;
        if (request.Content is not null)
        {
            foreach ((string name, HeaderStringValues values) in request.Content.Headers.NonValidated)
            {
                headers[name] = values.ToString();
            }

            using RequestReceiver receiver = new(headers.GetValueOrDefault("Content-Type"));
            await request.Content.CopyToAsync(receiver, cancellationToken).ConfigureAwait(false);
            (content, files) = await receiver.FinishAsync().ConfigureAwait(false);
        }

        return new SimulatedRequest(OriginOf(uri), request.Method.Method, uri.PathAndQuery, headers, content, files) { Host = uri.Host, Address = uri };
    }

    private SimulatedOrigin OriginOf(Uri uri) =>
        IsSame(uri, simulator.AuthorizationOrigin) ? SimulatedOrigin.AuthorizationServer
        : IsSame(uri, simulator.GatewayOrigin) ? SimulatedOrigin.Gateway
        : IsSame(uri, simulator.MediaOrigin) ? SimulatedOrigin.Media
        : IsSame(uri, simulator.BitbucketOrigin) ? SimulatedOrigin.Bitbucket
        : simulator.Sites.Any(site => IsSame(uri, new Uri(site.Url))) ? SimulatedOrigin.Site
        : SimulatedOrigin.Stranger;

    private static bool IsSame(Uri left, Uri right) =>
        Uri.Compare(left, right, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;

    private static HttpResponseMessage CreateResponse(SimulatedResponse answer, HttpRequestMessage request)
    {
        HttpContent content = answer.File is null && answer.BreaksAfter is null
            ? new ReadOnlyMemoryContent(answer.Body)
            : new StreamContent(answer.OpenContent()) { Headers = { ContentLength = answer.ContentLength } };
        if (answer.ContentType is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", answer.ContentType);
        }

        HttpResponseMessage response = new((HttpStatusCode)answer.Status) { Content = content, RequestMessage = request };
        foreach ((string name, string value) in answer.Headers)
        {
            if (!response.Headers.TryAddWithoutValidation(name, value))
            {
                content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return response;
    }
}
