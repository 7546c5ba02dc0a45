using System.Net;
using System.Threading.Channels;
using Leeway.AspNetCore.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Leeway.Cli.Tests.Simulation;

/// <summary>An application on this machine that receives webhooks with the package for ASP.NET Core.</summary>
internal sealed class HookedApplication : IAsyncDisposable
{
    // So that an event that never arrives is a failure.
    private static readonly TimeSpan s_maxWait = TimeSpan.FromSeconds(60);

    private readonly WebApplication _application;
    private readonly Channel<WebhookEvent> _received = Channel.CreateUnbounded<WebhookEvent>();

    private HookedApplication(string clientSecret, string adminSecret)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services
            .AddAtlassian(options =>
            {
                options.ClientId = "simulated-client";
                options.ClientSecret = clientSecret;
            })
            .AddWebhooks(options => options.AdminSecrets.Add(adminSecret));
        _application = builder.Build();
        _application.MapAtlassianWebhooks("/hooks", hooks => hooks.On<WebhookEvent>(async (received, _, cancellationToken) =>
            await _received.Writer.WriteAsync(received, cancellationToken)));
    }

    /// <summary>The address of the webhooks.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1");

    public static async Task<HookedApplication> StartAsync(string clientSecret = "simulated-secret", string adminSecret = "none")
    {
        HookedApplication started = new(clientSecret, adminSecret);
        await started._application.StartAsync(TestContext.Current.CancellationToken);
        string origin = started._application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        started.Address = new Uri(new Uri(origin), "/hooks");
        return started;
    }

    /// <summary>Waits for the next events that were accepted, and returns them by name.</summary>
    public async Task<IReadOnlyList<WebhookEvent>> TakeAsync(int count)
    {
        List<WebhookEvent> events = [];
        while (events.Count < count)
        {
            events.Add(await _received.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(s_maxWait, TestContext.Current.CancellationToken));
        }

        return [.. events.OrderBy(static received => received.Name, StringComparer.Ordinal)];
    }

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();
}
