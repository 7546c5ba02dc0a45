using System.Globalization;
using System.Net;
using Leeway.Simulator.Authorization;
using Leeway.Simulator.Wire;

namespace Leeway.Simulation;

/// <summary>A node's way to the token endpoint: a network that loses and holds, before the protocol's state machine.</summary>
internal sealed class TokenEndpointHandler(World world, Node node, AuthorizationServer server, Chaos chaos, Judge judge)
    : HttpMessageHandler
{
    // Longer than the leeway, and over when calm has come.
    private const int LongestRetryAfter = 900;

    /// <summary>Told that the server has refused a token.</summary>
    public required Action Refused { get; init; }

    /// <summary>Told when the server refuses a refresh token, before the node hears of it.</summary>
    public required Action Refusing { get; init; }

    /// <summary>Told when a refresh token leaves.</summary>
    public required Action Sent { get; init; }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Exchange<HttpResponseMessage> exchange = new(world, node, cancellationToken);
        NetworkFault fault = chaos.DrawForTokenEndpoint(node);
        if (fault is NetworkFault.ConnectionRefused or NetworkFault.ConnectionSilent)
        {
            // The body stays where it is.
            world.Trace.Step(world.Now, node.Number, $"{fault}");
            if (fault == NetworkFault.ConnectionRefused)
            {
                HttpRequestException refusal = new(HttpRequestError.ConnectionError, "No connection.");
                exchange.Fail(Way(), "connection refused", refusal, () => judge.NotSent(node));
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

    private TimeSpan Way() => world.Between(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(300));

    private void Transmit(HttpRequestMessage request, Exchange<HttpResponseMessage> exchange, NetworkFault fault)
    {
        TimeSpan there = Way();
        TimeSpan back = Way();
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
        SimulatedResponse overloaded = Overloaded();
        if (parsed?.RefreshToken is { } spent && (fault != NetworkFault.Overloaded || overloaded.Status != 429))
        {
            judge.MayBeSpent(node, spent);
        }

        switch (fault)
        {
            case NetworkFault.RequestLost:
                exchange.Fail(there, "connection broke", Broken());
                return;

            case NetworkFault.Overloaded:
                exchange.Answer(there + back, "overloaded", Write(overloaded));
                return;

            case NetworkFault.ProxyFails when world.Chance(0.5):
                exchange.Answer(there + back, "proxy fails", Write(ProxyFailure()));
                return;

            case NetworkFault.RequestHeld:
                there = world.Between(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(90));
                break;

            case NetworkFault.AnswerHeld:
                back = world.Between(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(12));
                break;
        }

        // Half the requests that are given up on their way are gone with their connection; the others arrive.
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

            // Its sender gives it up after that time, or would, were it not paused.
            bool isStray = world.Now - sentAt > TimeSpan.FromSeconds(20).Ticks;
            judge.Arrived(node, parsed?.RefreshToken, answer, sentAt, isStray);
            switch (fault)
            {
                case NetworkFault.AnswerLost:
                    exchange.Fail(back, "connection broke", Broken());
                    break;

                case NetworkFault.ProxyFails:
                    exchange.Answer(back, "proxy fails", Write(ProxyFailure()));
                    break;

                default:
                    HttpResponseMessage response = Write(SimulatedResponse.Json(answer.Status, answer.ToJson()));
                    exchange.Answer(back, "answer", response, _ => Learn(parsed, answer));
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

    private SimulatedResponse Overloaded()
    {
        SimulatedResponse answer = world.Chance(0.5) ? SimulatedResponse.Html(429) : SimulatedResponse.Html(503);
        return world.Chance(0.5) ? WithRetryAfter(answer, world.Chance(0.2) ? LongestRetryAfter : 40) : answer;
    }

    private SimulatedResponse ProxyFailure() =>
        world.Chance(0.7) ? SimulatedResponse.Html(502) : WithRetryAfter(SimulatedResponse.Html(503), LongestRetryAfter);

    private SimulatedResponse WithRetryAfter(SimulatedResponse answer, int most) =>
        answer.With("Retry-After", world.Random.Next(1, most).ToString(CultureInfo.InvariantCulture));

    private static HttpRequestException Broken() => new(HttpRequestError.ResponseEnded, "The simulated connection broke.");

    private static HttpResponseMessage Write(SimulatedResponse answer)
    {
        HttpResponseMessage response = new((HttpStatusCode)answer.Status) { Content = new ReadOnlyMemoryContent(answer.Body) };
        foreach ((string name, string value) in answer.Headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }
}
