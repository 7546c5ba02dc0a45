using System.Net.Sockets;
using System.Text;

namespace Leeway.Grants;

/// <summary>A request to the port of a callback, which has not been answered yet. The answers are fixed texts.</summary>
internal sealed class LoopbackCallback(TcpClient client, Uri address) : IDisposable
{
    /// <summary>The address that the browser returned to, with its query.</summary>
    public Uri Address { get; } = address;

    /// <summary>Shows the user the result. A browser that has left does not matter.</summary>
    public async Task RespondAsync(bool isSuccess)
    {
        try
        {
            await WriteAsync(
                isSuccess ? "200 OK" : "400 Bad Request",
                isSuccess ? "You are signed in" : "The sign-in failed",
                isSuccess ? "You can close this page and return to the application." : "Return to the application. It shows the reason.",
                CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException)
        {
            // The result is in the application.
        }
    }

    /// <summary>Refuses a request that is not the callback.</summary>
    public Task RefuseAsync(LoopbackAnswer answer, CancellationToken cancellationToken) => answer switch
    {
        LoopbackAnswer.NotFound => WriteAsync("404 Not Found", "Not found", "This address is only for the callback of a sign-in.", cancellationToken),
        LoopbackAnswer.WrongMethod => WriteAsync("405 Method Not Allowed", "Not allowed", "This address is only for the callback of a sign-in.", cancellationToken),
        _ => WriteAsync("400 Bad Request", "Not a callback of this sign-in", "Return to the application, and start the sign-in again.", cancellationToken),
    };

    public void Dispose() => client.Dispose();

    private async Task WriteAsync(string status, string title, string text, CancellationToken cancellationToken)
    {
        string page = $"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body></html>";

        // The address of this page contains the code, so that nothing may be loaded, stored or sent on.
        string head = $"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {page.Length}\r\nCache-Control: no-store\r\n"
            + "Content-Security-Policy: default-src 'none'\r\nReferrer-Policy: no-referrer\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n";
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head + page), cancellationToken).ConfigureAwait(false);
        client.Client.Shutdown(SocketShutdown.Send);
    }
}
