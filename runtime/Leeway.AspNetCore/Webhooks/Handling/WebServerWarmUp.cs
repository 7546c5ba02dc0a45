using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Leeway.AspNetCore.Webhooks;

/// <summary>Has the code of the web server compiled that each request runs, with a server of its own that only this machine can reach.</summary>
internal static class WebServerWarmUp
{
    private const string Path = "/leeway-warm-up";

    /// <summary>Two connections, with two requests each: the first and the further requests of a connection run different code.</summary>
    private const int Connections = 2;
    private const int RequestsOfAConnection = 2;

    /// <summary>Sends requests to a server, and returns when they were answered.</summary>
    /// <param name="token">The bearer token of the requests.</param>
    /// <param name="body">The body of the requests.</param>
    /// <param name="receive">Handles the requests.</param>
    /// <param name="cancellationToken">Stops the server.</param>
    public static async Task RunAsync(string token, byte[] body, RequestDelegate receive, CancellationToken cancellationToken)
    {
        // Without the configuration of the application, whose addresses and certificates are for its own server.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        WebApplication server = builder.Build();
        await using (server.ConfigureAwait(false))
        {
            server.MapPost(Path, receive);
            await server.StartAsync(cancellationToken).ConfigureAwait(false);
            Uri address = new(server.Urls.First());
            byte[] head = Encoding.ASCII.GetBytes(string.Create(
                CultureInfo.InvariantCulture,
                $"POST {Path} HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n"));
            for (int i = 0; i < Connections; i++)
            {
                using TcpClient client = new();
                await client.ConnectAsync(IPAddress.Loopback, address.Port, cancellationToken).ConfigureAwait(false);
                for (int j = 0; j < RequestsOfAConnection; j++)
                {
                    await SendAsync(client.GetStream(), head, body, cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }

    private static async Task SendAsync(NetworkStream stream, byte[] head, byte[] body, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(head, cancellationToken).ConfigureAwait(false);
        await stream.WriteAsync(body, cancellationToken).ConfigureAwait(false);
        byte[] response = new byte[1024];
        int length = 0;
        do
        {
            int read = await stream.ReadAsync(response.AsMemory(length), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return;
            }

            length += read;
        }
        while (length < response.Length && !response.AsSpan(0, length).EndsWith("\r\n\r\n"u8));
    }
}
