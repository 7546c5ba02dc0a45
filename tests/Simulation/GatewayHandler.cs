using System.Net;
using Leeway.Simulator.Authorization;

namespace Leeway.Simulation;

/// <summary>The connection of a node to the gateway, which shows whether the token of a call is valid.</summary>
internal sealed class GatewayHandler(World world, Node node, AuthorizationServer server, Chaos chaos, Judge judge)
    : HttpMessageHandler
{
    private static readonly HttpRequestOptionsKey<bool> s_wasSent = new("Simulation.WasSent");

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string token = request.Headers.Authorization!.Parameter!;
        judge.HandedOut(node, token);
        bool isReplay = request.Options.TryGetValue(s_wasSent, out _);
        request.Options.Set(s_wasSent, true);
        Exchange<HttpResponseMessage> exchange = new(world, node, cancellationToken);
        TimeSpan there = world.Between(TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(100));
        TimeSpan back = world.Between(TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(100));
        bool isFalse = chaos.DrawForGateway(out bool isLost);
        exchange.Commit(there, "call arrives", () =>
        {
            bool isUsable = server.Inspect(token).IsUsable && !isFalse;
            if (isLost)
            {
                exchange.Fail(back, "call broke", new HttpRequestException(HttpRequestError.ResponseEnded, "The simulated connection broke."));
            }
            else if (isUsable)
            {
                exchange.Answer(back, "call answered", new HttpResponseMessage(HttpStatusCode.OK));
            }
            else
            {
                // A call is sent at most twice. The caller receives the second response.
                exchange.Answer(back, "call refused", new HttpResponseMessage(HttpStatusCode.Unauthorized), _ =>
                {
                    if (!isReplay)
                    {
                        judge.Rejected(node, token);
                    }
                });
            }
        });
        return exchange.Task;
    }
}
