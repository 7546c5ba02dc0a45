using System.Net;
using Leeway.Simulator;
using Leeway.Simulator.Wire;

namespace Leeway.Simulation;

/// <summary>The connection of a node to the gateway, with latency and faults. The way to the authorization server has none.</summary>
internal sealed class HookNetwork(World world, Node node, AtlassianSimulator atlassian, HookChaos chaos, HookJudge judge) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri!.Authority == atlassian.AuthorizationOrigin.Authority)
        {
            // Tests of grants simulate its faults.
            return Task.FromResult(ToMessage(Handle(request, ReadBody(request), SimulatedOrigin.AuthorizationServer), request));
        }

        Exchange<HttpResponseMessage> exchange = new(world, node, cancellationToken);
        NetworkFault fault = chaos.DrawForCall(node);
        if (fault == NetworkFault.ConnectionSlow)
        {
            exchange.Continue(world.Between(TimeSpan.Zero, TimeSpan.FromSeconds(50)), "connected", () => Transmit(request, exchange, fault));
        }
        else
        {
            Transmit(request, exchange, fault);
        }

        return exchange.Task;
    }

    private void Transmit(HttpRequestMessage request, Exchange<HttpResponseMessage> exchange, NetworkFault fault)
    {
        TimeSpan there = DrawLatency();
        TimeSpan back = DrawLatency();
        byte[] body;
        try
        {
            body = ReadBody(request);
        }
        catch (InvalidOperationException exception)
        {
            exchange.Fail(TimeSpan.Zero, "withheld", exception);
            return;
        }

        string label = $"{request.Method} {request.RequestUri!.AbsolutePath.Split('/')[^1]}";
        switch (fault)
        {
            case NetworkFault.RequestLost:
                exchange.Fail(there, "connection broke", CreateBroken());
                return;

            case NetworkFault.Overloaded:
                exchange.Answer(there + back, "overloaded", ToMessage(SimulatedResponse.Text(503, "Overloaded"), request));
                return;

            case NetworkFault.RequestHeld:
                there = world.Between(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(3));
                break;

            case NetworkFault.AnswerHeld:
                back = world.Between(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(12));
                break;
        }

        bool hasEffect = fault != NetworkFault.ProxyFails || world.Chance(0.5);
        exchange.Commit(there, label, () =>
        {
            SimulatedResponse? answer = hasEffect ? Handle(request, body, SimulatedOrigin.Gateway) : null;
            world.Trace.Say(world.Now, node.Number, $"{label} {System.Text.Encoding.UTF8.GetString(body)}: {answer?.Status}");
            judge.Observe();
            if (fault == NetworkFault.AnswerLost)
            {
                exchange.Fail(back, "response lost", CreateBroken());
            }
            else
            {
                exchange.Answer(back, "answered", ToMessage(fault == NetworkFault.ProxyFails ? SimulatedResponse.Text(502, "Bad gateway") : answer!, request));
            }
        });
    }

    private TimeSpan DrawLatency() => world.Between(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(400));

    private static byte[] ReadBody(HttpRequestMessage request)
    {
        using MemoryStream body = new();
        request.Content?.CopyTo(body, null, CancellationToken.None);
        return body.ToArray();
    }

    private SimulatedResponse Handle(HttpRequestMessage request, byte[] body, SimulatedOrigin origin)
    {
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, var values) in request.Headers.NonValidated)
        {
            headers[name] = values.ToString();
        }

        if (request.Content is not null)
        {
            headers["Content-Type"] = "application/json";
        }

        SimulatedResponse response = atlassian.Handle(new SimulatedRequest(origin, request.Method.Method, request.RequestUri!.PathAndQuery, headers, body));
        judge.Answered(node, request, response);
        return response;
    }

    private static HttpRequestException CreateBroken() => new(HttpRequestError.ResponseEnded, "The simulated connection broke.");

    private static HttpResponseMessage ToMessage(SimulatedResponse answer, HttpRequestMessage request)
    {
        HttpResponseMessage response = new((HttpStatusCode)answer.Status) { Content = new ReadOnlyMemoryContent(answer.Body), RequestMessage = request };
        response.Content.Headers.TryAddWithoutValidation("Content-Type", answer.ContentType);
        foreach ((string name, string value) in answer.Headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }
}
