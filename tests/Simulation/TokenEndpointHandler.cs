using System.Globalization;
using System.Net;
using Leeway.Simulator.Authorization;
using Leeway.Simulator.Wire;

namespace Leeway.Simulation;

/// <summary>The connection of a node to the token endpoint: a network with faults, and then the state machine of the protocol.</summary>
internal sealed class TokenEndpointHandler(World world, Node node, AuthorizationServer server, Chaos chaos, Judge judge)
    : HttpMessageHandler
{
    // Longer than the leeway, and shorter than the time without faults at the end.
    private const int MaxRetryAfter = 900;

    /// <summary>Called when the node has learned that the server rejected a token.</summary>
    public required Action Refused { get; init; }

    /// <summary>Called when the server rejects a refresh token, before the node learns it.</summary>
    public required Action Refusing { get; init; }

    /// <summary>Called when a refresh token is sent.</summary>
    public required Action Sent { get; init; }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Exchange<HttpResponseMessage> exchange = new(world, node, cancellationToken);
        NetworkFault fault = chaos.DrawForTokenEndpoint(node);
        if (fault is NetworkFault.ConnectionRefused or NetworkFault.ConnectionSilent)
        {
            // The request body is not sent.
            world.Trace.Step(world.Now, node.Number, $"{fault}");
            if (fault == NetworkFault.ConnectionRefused)
            {
                HttpRequestException refusal = new(HttpRequestError.ConnectionError, "No connection.");
                exchange.Fail(DrawLatency(), "connection refused", refusal, () => judge.NotSent(node));
            }
        }
        else if (fault == NetworkFault.ConnectionSlow)
        {
            exchange.Continue(world.Between(TimeSpan.Zero, TimeSpan.FromSeconds(15)), "connected", () => Transmit(request, exchange, fault));
        }
        else
        {
            Transmit(request, exchange, fault);
        }

        return exchange.Task;
    }

    private TimeSpan DrawLatency() => world.Between(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(300));

    private void Transmit(HttpRequestMessage request, Exchange<HttpResponseMessage> exchange, NetworkFault fault)
    {
        TimeSpan there = DrawLatency();
        TimeSpan back = DrawLatency();
        using MemoryStream body = new();
        try
        {
            request.Content!.CopyTo(body, null, CancellationToken.None);
        }
        catch (InvalidOperationException exception)
        {
            exchange.Fail(TimeSpan.Zero, "withheld", exception, () => judge.NotSent(node));
            return;
        }

        TokenRequest.TryParse("application/json", body.ToArray(), out TokenRequest? parsed);
        long sentAt = world.Now;
        if (parsed?.RefreshToken is { } token)
        {
            judge.Sent(node, token);
            Sent();
        }

        world.Trace.Step(world.Now, node.Number, "send");
        world.Trace.Say(world.Now, node.Number, $"{judge.Name(parsed?.RefreshToken)}, fault {fault}");
        SimulatedResponse overloaded = CreateOverloaded();
        if (parsed?.RefreshToken is { } spent && (fault != NetworkFault.Overloaded || overloaded.Status != 429))
        {
            judge.MayBeSpent(node, spent);
        }

        switch (fault)
        {
            case NetworkFault.RequestLost:
                exchange.Fail(there, "connection broke", CreateBroken());
                return;

            case NetworkFault.Overloaded:
                exchange.Answer(there + back, "overloaded", ToMessage(overloaded));
                return;

            case NetworkFault.ProxyFails when world.Chance(0.5):
                exchange.Answer(there + back, "proxy fails", ToMessage(CreateProxyFailure()));
                return;

            case NetworkFault.RequestHeld:
                there = world.Between(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(90));
                break;

            case NetworkFault.AnswerHeld:
                back = world.Between(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(12));
                break;
        }

        // Half of the requests that are given up in transit are lost with their connection; the others arrive.
        bool mayStray = world.Chance(0.5);
        exchange.Commit(there, "arrive", () =>
        {
            if (exchange.IsGivenUp && !mayStray)
            {
                return;
            }

            if (parsed?.RefreshToken is not null && chaos.DrawOmission())
            {
                server.OmitRefreshToken(1);
            }

            TokenAnswer answer = server.Exchange(parsed);
            server.OmitRefreshToken(0);
            if (parsed?.RefreshToken is not null && !answer.IsIssued)
            {
                Refusing();
            }

            // The sender gives up after that time, or would do so if it were not paused.
            bool isStray = world.Now - sentAt > TimeSpan.FromSeconds(20).Ticks;
            judge.Arrived(node, parsed?.RefreshToken, answer, sentAt, isStray);
            switch (fault)
            {
                case NetworkFault.AnswerLost:
                    exchange.Fail(back, "connection broke", CreateBroken());
                    break;

                case NetworkFault.ProxyFails:
                    exchange.Answer(back, "proxy fails", ToMessage(CreateProxyFailure()));
                    break;

                default:
                    HttpResponseMessage response = ToMessage(SimulatedResponse.Json(answer.Status, answer.ToJson()));
                    exchange.Answer(back, "response", response, _ => Learn(parsed, answer));
                    break;
            }
        });
    }

    private void Learn(TokenRequest? request, TokenAnswer answer)
    {
        if (request?.RefreshToken is null)
        {
            return;
        }

        if (answer.IsIssued)
        {
            judge.Received(node, answer.RefreshToken);
        }
        else
        {
            Refused();
        }
    }

    private SimulatedResponse CreateOverloaded()
    {
        SimulatedResponse answer = world.Chance(0.5) ? SimulatedResponse.Html(429) : SimulatedResponse.Html(503);
        return world.Chance(0.5) ? WithRetryAfter(answer, world.Chance(0.2) ? MaxRetryAfter : 40) : answer;
    }

    private SimulatedResponse CreateProxyFailure() =>
        world.Chance(0.7) ? SimulatedResponse.Html(502) : WithRetryAfter(SimulatedResponse.Html(503), MaxRetryAfter);

    private SimulatedResponse WithRetryAfter(SimulatedResponse answer, int maximum) =>
        answer.With("Retry-After", world.Random.Next(1, maximum).ToString(CultureInfo.InvariantCulture));

    private static HttpRequestException CreateBroken() => new(HttpRequestError.ResponseEnded, "The simulated connection broke.");

    private static HttpResponseMessage ToMessage(SimulatedResponse answer)
    {
        HttpResponseMessage response = new((HttpStatusCode)answer.Status) { Content = new ReadOnlyMemoryContent(answer.Body) };
        foreach ((string name, string value) in answer.Headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }
}
