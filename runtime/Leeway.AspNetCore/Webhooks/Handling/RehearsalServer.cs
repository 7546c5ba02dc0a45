using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Leeway.AspNetCore.Webhooks;

/// <summary>
/// Sends requests through a web server that only this machine can reach, and that ends afterwards, so that the code of the web server that each request
/// runs is already compiled. They appear in no log, metric or trace of the application.
/// </summary>
internal static class RehearsalServer
{
    private const string Path = "/";

    /// <summary>The first and the further requests of a connection run different code.</summary>
    private const int Connections = 2;
    private const int RequestsOfAConnection = 2;

    /// <summary>Sends requests to a server, and returns when they were answered.</summary>
    /// <param name="token">The bearer token of the requests.</param>
    /// <param name="body">The body of the requests.</param>
    /// <param name="receive">Handles the requests.</param>
    /// <param name="cancellationToken">Stops the server.</param>
    /// <exception cref="InvalidOperationException">A request was refused.</exception>
    public static async Task RunAsync(string token, byte[] body, RequestDelegate receive, CancellationToken cancellationToken)
    {
        // Without the configuration of the application, whose addresses and certificates are for its own server.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));

        // Replaces the meters and sources whose names applications listen to.
        builder.Services.AddRoutingCore()
            .AddSingleton(static _ => new DiagnosticListener(WebhookRehearsal.TelemetryName))
            .AddSingleton(static _ => new ActivitySource(WebhookRehearsal.TelemetryName))
            .AddSingleton<IMeterFactory, RehearsalMeters>()
            .AddSingleton<IHostLifetime, RehearsalLifetime>();
        WebApplication server = builder.Build();
        await using (server.ConfigureAwait(false))
        {
            server.MapPost(Path, receive);
            await server.StartAsync(cancellationToken).ConfigureAwait(false);
            Uri address = new(server.Urls.First());
            byte[] bytes = CreateRequest(address.Authority, token, body);
            for (int i = 0; i < Connections; i++)
            {
                using TcpClient client = new();
                await client.ConnectAsync(IPAddress.Loopback, address.Port, cancellationToken).ConfigureAwait(false);
                for (int j = 0; j < RequestsOfAConnection; j++)
                {
                    await SendAsync(client.GetStream(), bytes, cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }

    private static byte[] CreateRequest(string host, string token, byte[] body)
    {
        string head = string.Create(CultureInfo.InvariantCulture, $"""
            POST {Path} HTTP/1.1
            Host: {host}
            Authorization: Bearer {token}
            Content-Type: application/json
            Content-Length: {body.Length}


            """);
        return [.. Encoding.ASCII.GetBytes(head.ReplaceLineEndings("\r\n")), .. body];
    }

    private static async Task SendAsync(NetworkStream stream, byte[] request, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(request, cancellationToken).ConfigureAwait(false);
        byte[] response = new byte[1024];
        int length = 0;
        while (length < response.Length && !response.AsSpan(0, length).EndsWith("\r\n\r\n"u8))
        {
            int read = await stream.ReadAsync(response.AsMemory(length), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                break;
            }

            length += read;
        }

        if (!response.AsSpan(0, length).StartsWith("HTTP/1.1 200 "u8))
        {
            throw new InvalidOperationException("The web server did not accept a delivery of the rehearsal.");
        }
    }

    /// <summary>Leaves the signals of the process to the application.</summary>
    private sealed class RehearsalLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
