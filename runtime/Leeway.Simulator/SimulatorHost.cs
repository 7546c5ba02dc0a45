using System.Net;
using Leeway.Simulator.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Leeway.Simulator;

/// <summary>The simulator as a server on loopback, with one port for each simulated host.</summary>
public sealed class SimulatorHost : IAsyncDisposable
{
    private readonly WebApplication _application;

    private SimulatorHost(WebApplication application, AtlassianSimulator simulator)
    {
        _application = application;
        Simulator = simulator;
    }

    /// <summary>The simulator that processes the requests.</summary>
    public AtlassianSimulator Simulator { get; }

    /// <summary>Starts listening. A port of 0 lets the operating system choose a free port.</summary>
    /// <param name="simulator">The simulator. Its origins are set to the addresses of the ports.</param>
    /// <param name="authorizationPort">The port of the authorization server, or 0.</param>
    /// <param name="gatewayPort">The port of the gateway, or 0.</param>
    /// <param name="mediaPort">The port of the media host, or 0.</param>
    /// <param name="sitePort">The port of the first site, or 0.</param>
    /// <param name="strangerPort">The port of a host that does not belong to Atlassian, or 0.</param>
    /// <param name="bitbucketPort">The port of Bitbucket, or 0.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="IOException">A port is in use.</exception>
    public static async Task<SimulatorHost> StartAsync(
        AtlassianSimulator simulator,
        int authorizationPort = 0,
        int gatewayPort = 0,
        int mediaPort = 0,
        int sitePort = 0,
        int strangerPort = 0,
        int bitbucketPort = 0,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(simulator);

        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, authorizationPort);
            kestrel.Listen(IPAddress.Loopback, gatewayPort);
            kestrel.Listen(IPAddress.Loopback, mediaPort);
            kestrel.Listen(IPAddress.Loopback, sitePort);
            kestrel.Listen(IPAddress.Loopback, strangerPort);
            kestrel.Listen(IPAddress.Loopback, bitbucketPort);
        });

        WebApplication application = builder.Build();
        try
        {
            application.Run(context => RespondAsync(simulator, context));
            await application.StartAsync(cancellationToken).ConfigureAwait(false);

            // The addresses are in the order of the Listen calls above.
            Uri[] addresses = [.. application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!
                .Addresses.Select(static address => new Uri(address))];
            simulator.AuthorizationOrigin = addresses[0];
            simulator.GatewayOrigin = addresses[1];
            simulator.MediaOrigin = addresses[2];
            simulator.SiteOrigin = addresses[3];
            simulator.StrangerOrigin = addresses[4];
            simulator.BitbucketOrigin = addresses[5];
            return new SimulatorHost(application, simulator);
        }
        catch
        {
            await application.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Stops listening.</summary>
    public async ValueTask DisposeAsync() => await _application.DisposeAsync().ConfigureAwait(false);

    private static async Task RespondAsync(AtlassianSimulator simulator, HttpContext context)
    {
        SimulatedRequest request = await ReceiveAsync(simulator, context).ConfigureAwait(false);
        SimulatedResponse? answer = await simulator.ExchangeAsync(request, context.RequestAborted).ConfigureAwait(false);
        if (answer is null)
        {
            context.Abort();
            return;
        }

        HttpResponse response = context.Response;
        response.StatusCode = answer.Status;
        foreach ((string name, string value) in answer.Headers)
        {
            response.Headers.Append(name, value);
        }

        if (answer.ContentType is not null)
        {
            response.ContentType = answer.ContentType;
        }

        if (answer.ContentLength > 0 && !HttpMethods.IsHead(context.Request.Method))
        {
            response.ContentLength = answer.ContentLength;
            Stream content = answer.OpenContent();
            await using (content.ConfigureAwait(false))
            {
                try
                {
                    await content.CopyToAsync(response.Body, context.RequestAborted).ConfigureAwait(false);
                }
                catch (HttpIOException)
                {
                    await response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
                    context.Abort();
                }
            }
        }
    }

    private static async Task<SimulatedRequest> ReceiveAsync(AtlassianSimulator simulator, HttpContext context)
    {
        int port = context.Connection.LocalPort;
        SimulatedOrigin origin =
            port == simulator.GatewayOrigin.Port ? SimulatedOrigin.Gateway
            : port == simulator.MediaOrigin.Port ? SimulatedOrigin.Media
            : port == simulator.SiteOrigin.Port ? SimulatedOrigin.Site
            : port == simulator.StrangerOrigin.Port ? SimulatedOrigin.Stranger
            : port == simulator.BitbucketOrigin.Port ? SimulatedOrigin.Bitbucket
            : SimulatedOrigin.AuthorizationServer;

        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, Microsoft.Extensions.Primitives.StringValues values) in context.Request.Headers)
        {
            headers[name] = values.ToString();
        }

        using RequestReceiver receiver = new(headers.GetValueOrDefault("Content-Type"));
        await context.Request.Body.CopyToAsync(receiver, context.RequestAborted).ConfigureAwait(false);
        (SimulatedContent content, IReadOnlyList<ReceivedFile>? files) = await receiver.FinishAsync().ConfigureAwait(false);

        // The target as it was sent. Path is already decoded, which would hide how a client escapes.
        string target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        return new SimulatedRequest(origin, context.Request.Method, target, headers, content, files)
        {
            Host = simulator.Sites.Count > 0 ? new Uri(simulator.Sites[0].Url).Host : null,
            Address = Uri.TryCreate($"{context.Request.Scheme}://{context.Request.Host}{target}", UriKind.Absolute, out Uri? address) ? address : null,
        };
    }
}
