using System.Text.Json;
using Leeway.AspNetCore.Webhooks;
using Leeway.EntityFrameworkCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Leeway.WebhookLoad;

/// <summary>A process that receives webhooks as an application does: Kestrel, and a store in a database. It ends when its standard input closes.</summary>
internal static class Receiver
{
    public const string Role = "receiver";

    /// <summary>The line that says that the process accepts requests.</summary>
    public const string ReadyLine = "ready";

    /// <summary>The maximum number of deliveries that the process handles at the same time.</summary>
    public const int MaxConcurrency = 8;

    /// <summary>Short, so that the deliveries of a killed process are handled soon: a claim lasts half a minute longer. A handler needs some
    /// milliseconds.</summary>
    private static readonly TimeSpan s_handlerTimeout = TimeSpan.FromSeconds(20);

    /// <summary>Long enough that a killed process handles some deliveries.</summary>
    private static readonly TimeSpan s_work = TimeSpan.FromMilliseconds(5);

    public static async Task RunAsync(TextReader input, TextWriter output)
    {
        ReceiverAssignment assignment = JsonSerializer.Deserialize<ReceiverAssignment>((await input.ReadLineAsync())!)!;
        using HandlerJournal journal = new(assignment.Journal, assignment.Process);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();

        // The sender counts what is not answered with success. Logs would only take time.
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(assignment.Address);
        builder.Services.AddPooledDbContextFactory<WebhookDbContext>(assignment.Database.Configure);
        builder.Services.AddAtlassian(options =>
            {
                options.ClientId = "load";
                options.ClientSecret = assignment.ClientSecret;
            })
            .StoreWebhooksInDatabase<WebhookDbContext>()
            .AddWebhooks(static options =>
            {
                options.HandlerTimeout = s_handlerTimeout;
                options.MaxConcurrency = MaxConcurrency;
            });
        await using WebApplication application = builder.Build();
        application.MapAtlassianWebhooks("/hooks", hooks => hooks.On<WebhookEvent>(async (_, context, cancellationToken) =>
        {
            journal.Start(context.Identifier);
            await Task.Delay(s_work, cancellationToken);
            journal.End(context.Identifier);
        }));
        await application.StartAsync();
        await output.WriteLineAsync(ReadyLine);
        await output.FlushAsync();
        await input.ReadToEndAsync();
        await application.StopAsync();
    }
}
