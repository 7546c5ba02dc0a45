using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Leeway.Cli.Tests.Fields;

/// <summary>A site on this machine that answers with fixed texts, and 404 for the rest.</summary>
internal sealed class StubSite : IDisposable
{
    private readonly HttpListener _server = new();
    private readonly Task _serving;

    /// <param name="answers">The texts by path. A text of three digits is the status of an answer without a text.</param>
    public StubSite(IReadOnlyDictionary<string, string> answers)
    {
        using TcpListener free = new(IPAddress.Loopback, 0);
        free.Start();
        int port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        Address = $"http://127.0.0.1:{port}";
        _server.Prefixes.Add(Address + "/");
        _server.Start();
        _serving = ServeAsync(answers);
    }

    public string Address { get; }

    public List<string> Requests { get; } = [];

    /// <summary>The variables that name the site and a login.</summary>
    public Dictionary<string, string> Login => new() { ["ATLASSIAN_SITE"] = Address, ["ATLASSIAN_EMAIL"] = "mia@example.com", ["ATLASSIAN_API_TOKEN"] = "secret" };

    public void Dispose()
    {
        _server.Close();
        _serving.GetAwaiter().GetResult();
    }

    private async Task ServeAsync(IReadOnlyDictionary<string, string> answers)
    {
        while (_server.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _server.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            string path = context.Request.Url!.AbsolutePath;
            lock (Requests)
            {
                Requests.Add(path);
            }

            string answer = answers.GetValueOrDefault(path, "404");
            bool isStatus = answer.Length == 3;
            context.Response.StatusCode = isStatus ? int.Parse(answer, System.Globalization.CultureInfo.InvariantCulture) : 200;
            context.Response.ContentType = "application/json";
            context.Response.Close(Encoding.UTF8.GetBytes(isStatus ? """{"errorMessages":["Refused."],"errors":{}}""" : answer), willBlock: true);
        }
    }
}
