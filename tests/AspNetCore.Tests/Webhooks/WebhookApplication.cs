using System.Collections.Concurrent;
using System.Net;
using Leeway.AspNetCore.Webhooks;
using Leeway.Chance;
using Leeway.EntityFrameworkCore;
using Leeway.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Leeway.AspNetCore.Tests.Webhooks;

/// <summary>An application that receives webhooks. Unless it runs in the background, a test says when deliveries are handled.</summary>
internal sealed class WebhookApplication : IAsyncDisposable
{
    private readonly WebApplication _application;

    private WebhookApplication(WebApplication application, FakeTimeProvider time, FakeLogCollector log)
    {
        _application = application;
        Time = time;
        Log = log;
    }

    public FakeTimeProvider Time { get; }

    public FakeLogCollector Log { get; }

    public HttpClient Client => field ??= _application.GetTestClient();

    public IServiceProvider Services => _application.Services;

    public IWebhookStore Store => Services.GetRequiredService<IWebhookStore>();

    /// <summary>What the default handler received: the identifier and the attempt.</summary>
    public ConcurrentQueue<string> Handled { get; } = [];

    public static async Task<WebhookApplication> StartAsync(
        Action<WebhookOptions>? configure = null,
        Action<WebhookRoutes>? map = null,
        string? database = null,
        FakeTimeProvider? time = null,
        bool runsInBackground = false,
        bool isMigrated = true,
        Action<IAtlassianBuilder>? addServices = null)
    {
        time ??= new FakeTimeProvider(Deliveries.Now);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        FakeLogCollector log = FakeLogCollector.Create(new FakeLogCollectorOptions());
        builder.Logging.ClearProviders().AddProvider(new FakeLoggerProvider(log));
        IServiceCollection services = builder.Services;
        services.AddSingleton<TimeProvider>(time);
        IAtlassianBuilder atlassian = services.AddAtlassian(static options =>
        {
            options.ClientId = "app";
            options.ClientSecret = Deliveries.ClientSecret;
        });
        if (database is not null)
        {
            services.AddPooledDbContextFactory<WebhookDbContext>(options => options.UseSqlite($"Data Source={database};Pooling=false"));
            atlassian.StoreWebhooksInDatabase<WebhookDbContext>();
        }

        atlassian.AddWebhooks(options =>
        {
            options.AdminSecrets.Add(Deliveries.AdminSecret);
            configure?.Invoke(options);
        });
        if (!runsInBackground)
        {
            services.Remove(services.Last(static service => service.ServiceType == typeof(IHostedService)));
        }

        addServices?.Invoke(atlassian);
        WebApplication application = builder.Build();
        if (database is not null && isMigrated)
        {
            await using WebhookDbContext context = await application.Services.GetRequiredService<IDbContextFactory<WebhookDbContext>>().CreateDbContextAsync();
            await context.Database.MigrateAsync();
        }

        WebhookApplication? self = null;
        application.MapAtlassianWebhooks("/hooks", map ?? (hooks => hooks.On<WebhookEvent>((_, context, _) =>
        {
            self!.Handled.Enqueue($"{context.Identifier} {context.Attempt}");
            return Task.CompletedTask;
        })));
        application.Services.GetRequiredService<WebhookWorker>().Random = new FixedRandom(0.5);
        self = new WebhookApplication(application, time, log);
        await application.StartAsync();
        return self;
    }

    public async Task<HttpStatusCode> SendAsync(HttpRequestMessage request)
    {
        using (request)
        using (HttpResponseMessage response = await Client.SendAsync(request))
        {
            return response.StatusCode;
        }
    }

    /// <summary>Handles what is due.</summary>
    public Task RunDueAsync() => Services.GetRequiredService<WebhookWorker>().RunDueAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _application.StopAsync();
        await _application.DisposeAsync();
    }
}
