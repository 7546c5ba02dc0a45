using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Leeway.Cli.Tests.Specs;

public sealed class UpdateCommandTests
{
    private const string Old = """{"openapi":"3.0.1","info":{"title":"T","version":"1"},"paths":{"/a":{"get":{"operationId":"getA","tags":["As"],"responses":{}}}}}""";
    private const string New = """{"openapi":"3.0.1","info":{"title":"T","version":"2"},"paths":{"/b":{"get":{"operationId":"getB","tags":["Bs"],"responses":{}}}}}""";
    private const string Overlay = """{"overlay":"1.0.0","info":{"title":"T","version":"1"},"actions":[{"target":"$.info","update":{"title":"U"}}]}""";

    [Fact]
    public void UpdateShouldWriteDocumentsAndSourcesAndReportWhatChanged()
    {
        using TemporaryFolder folder = Specs();
        folder.Write("published/p.json", New);

        CommandRun run = CommandRun.OfDev("specs", "update", folder["specs"], "--from", folder["published"]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("- `GET /a`: operation removed, was `getA`", run.Output, StringComparison.Ordinal);
        Assert.Contains("# q.json\n\nNothing changed.", run.Output, StringComparison.Ordinal);
        Assert.Contains("\"U\", \"version\": \"2\"", File.ReadAllText(folder["specs/p.json"]), StringComparison.Ordinal);
        JsonObject sources = StrictJson.ReadObject(folder["specs/sources.json"]);
        Assert.Equal(("2", HashOf(New)), ((string?)sources["p.json"]!["version"], (string?)sources["p.json"]!["sha256"]));
        Assert.NotEqual("2020-01-01", (string?)sources["p.json"]!["date"]);
        Assert.Equal("2020-01-01", (string?)sources["q.json"]!["date"]);

        // Now nothing is new, and 'trim' writes the same files.
        Dictionary<string, string> after = Contents(folder);
        Assert.DoesNotContain("became", CommandRun.OfDev("specs", "update", folder["specs"], "--from", folder["published"]).Output, StringComparison.Ordinal);
        Assert.Equal(0, CommandRun.OfDev("specs", "trim", "--all", folder["published"], folder["specs"]).ExitCode);
        Assert.Equal(after, Contents(folder));
    }

    [Fact]
    public void UpdatedDocumentShouldNoLongerNameTheCopyThatItWasTakenFrom()
    {
        using TemporaryFolder folder = Specs();
        JsonObject sources = StrictJson.ReadObject(folder["specs/sources.json"]);
        foreach ((_, JsonNode? source) in sources)
        {
            source!["copy"] = new JsonObject { ["repository"] = "https://example.org/copies" };
        }

        folder.Write("specs/sources.json", Encoding.UTF8.GetString(StrictJson.WriteIndented(sources)));
        folder.Write("published/p.json", New);

        Assert.Equal(0, CommandRun.OfDev("specs", "update", folder["specs"], "--from", folder["published"]).ExitCode);

        sources = StrictJson.ReadObject(folder["specs/sources.json"]);
        Assert.Null(sources["p.json"]!["copy"]);
        Assert.NotNull(sources["q.json"]!["copy"]);
    }

    [Fact]
    public void ADryRunShouldWriteNothing()
    {
        using TemporaryFolder folder = Specs();
        folder.Write("published/p.json", New);
        Dictionary<string, string> before = Contents(folder);

        CommandRun run = CommandRun.OfDev("specs", "update", folder["specs"], "--from", folder["published"], "--dry-run");

        Assert.Contains("operation removed", run.Output, StringComparison.Ordinal);
        Assert.Equal(before, Contents(folder));
    }

    [Theory]
    [InlineData("""{"openapi":"3.0.1","info":{"title":"T","version":"2"},"paths":{},"webhooks":{}}""", Overlay, "webhooks")]
    [InlineData("""{"openapi":"3.0.1","paths":{}}""", Overlay, "$.info")]
    [InlineData("<html>", Overlay, "JSON")]
    public void ADocumentThatCannotBeTrimmedShouldLeaveEveryFileUnchanged(string published, string overlay, string reason)
    {
        using TemporaryFolder folder = Specs();
        folder.Write("published/p.json", New);
        folder.Write("published/q.json", published);
        folder.Write("specs/overlays/q.json", overlay);

        AssertRefused(folder, reason, "--from", folder["published"]);
    }

    [Fact]
    public void AnUnexpectedSha256ShouldLeaveEveryFileUnchanged()
    {
        using TemporaryFolder folder = Specs();
        folder.Write("published/q.json", New);

        AssertRefused(folder, HashOf(New), "--from", folder["published"], "--sha256", $"q.json={HashOf(Old)}");
        Assert.Equal(0, CommandRun.OfDev("specs", "update", folder["specs"], "--from", folder["published"], "--sha256", $"q.json={HashOf(New)}").ExitCode);
    }

    [Fact]
    public void AFileThatCannotBeReplacedShouldLeaveEveryFileUnchanged()
    {
        using TemporaryFolder folder = Specs();
        folder.Write("published/p.json", New);

        // A folder is at the path of the second document, after the first one has been moved.
        File.Delete(folder["specs/q.json"]);
        Directory.CreateDirectory(folder["specs/q.json"]);

        AssertRefused(folder, "q.json': it is a folder. Nothing was written.", "--from", folder["published"]);
    }

    [Fact]
    public async Task UpdateShouldDownloadFromTheAddressesOfTheSources()
    {
        using HttpListener server = new();
        string origin = Origin(server);
        using TemporaryFolder folder = Specs(origin);
        Task responding = RespondAsync(server, new() { ["/p.json"] = New, ["/q.json"] = Old });

        CommandRun run = await Task.Run(() => CommandRun.OfDev("specs", "update", folder["specs"]), TestContext.Current.CancellationToken);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("\"version\": \"2\"", File.ReadAllText(folder["specs/p.json"]), StringComparison.Ordinal);
        server.Stop();
        await responding;
    }

    [Fact]
    public async Task ADownloadThatFailsShouldLeaveEveryFileUnchanged()
    {
        using HttpListener server = new();
        string origin = Origin(server);
        using TemporaryFolder folder = Specs(origin);
        Task responding = RespondAsync(server, new() { ["/p.json"] = New });

        await Task.Run(() => AssertRefused(folder, "404"), TestContext.Current.CancellationToken);

        server.Stop();
        await responding;
    }

    [Theory]
    [InlineData("<html><body>Sign in</body></html>", "HTML")]
    [InlineData("{\"openapi\":\"3.0.1\",\"info\":", "ends too early")]
    public async Task ADownloadThatIsNotADocumentShouldLeaveEveryFileUnchanged(string text, string reason)
    {
        using HttpListener server = new();
        string origin = Origin(server);
        using TemporaryFolder folder = Specs(origin);
        Task responding = RespondAsync(server, new() { ["/p.json"] = New, ["/q.json"] = text });

        await Task.Run(() => AssertRefused(folder, $"'{origin}/q.json' {(reason == "HTML" ? "is HTML" : reason)}"), TestContext.Current.CancellationToken);

        server.Stop();
        await responding;
    }

    [Fact]
    public void AnUnreachableAddressShouldLeaveEveryFileUnchanged()
    {
        using HttpListener server = new();
        string origin = Origin(server);
        server.Stop();
        using TemporaryFolder folder = Specs(origin);

        AssertRefused(folder, $"Cannot download '{origin}/p.json'");
    }

    [Fact]
    public async Task ADownloadWithInvalidCompressionShouldLeaveEveryFileUnchanged()
    {
        using HttpListener server = new();
        string origin = Origin(server);
        using TemporaryFolder folder = Specs(origin);
        Task responding = RespondAsync(server, new() { ["/p.json"] = "no gzip" }, "gzip");

        await Task.Run(() => AssertRefused(folder, $"Cannot download '{origin}/p.json'"), TestContext.Current.CancellationToken);

        server.Stop();
        await responding;
    }

    [Fact]
    public async Task AStoppedRunShouldLeaveEveryFileUnchanged()
    {
        using TemporaryFolder folder = Specs();
        folder.Write("published/p.json", New);
        Dictionary<string, string> before = Contents(folder);

        CommandRun run = await CommandRun.StoppedAsync("specs", "update", folder["specs"], "--from", folder["published"]);

        Assert.Equal((130, ""), (run.ExitCode, run.Output));
        Assert.Equal(before, Contents(folder));
    }

    [Fact]
    public void UnchangedFilesShouldNotBeWritten()
    {
        using TemporaryFolder folder = Specs();
        string[] files = [.. Contents(folder).Keys];
        Array.ForEach(files, static f => File.SetLastWriteTimeUtc(f, DateTime.UnixEpoch));

        Assert.Equal(0, CommandRun.OfDev("specs", "update", folder["specs"], "--from", folder["published"]).ExitCode);

        Assert.All(files, static f => Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(f)));
    }

    [Theory]
    [InlineData("Did you mean 'p.json'?", "--sha256", "p.jsn=0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("64 hexadecimal digits", "--sha256", "p.json=zzzz000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("more than once for p.json", "--sha256", "p.json=0000000000000000000000000000000000000000000000000000000000000000", "--sha256", "p.json=1111111111111111111111111111111111111111111111111111111111111111")]
    public void AnInvalidHashShouldBeRejected(string reason, params string[] options)
    {
        using TemporaryFolder folder = Specs();

        AssertRefused(folder, reason, ["--from", folder["published"], .. options]);
    }

    [Fact]
    public void AnUnencryptedAddressShouldBeRejected()
    {
        using TemporaryFolder folder = Specs("http://example.org");

        AssertRefused(folder, "https");
    }

    private static void AssertRefused(TemporaryFolder folder, string reason, params string[] options)
    {
        Dictionary<string, string> before = Contents(folder);

        CommandRun run = CommandRun.OfDev(["specs", "update", folder["specs"], .. options]);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(reason, Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.Equal(before, Contents(folder));
    }

    private static Dictionary<string, string> Contents(TemporaryFolder folder) =>
        Directory.GetFiles(folder["specs"], "*", SearchOption.AllDirectories).ToDictionary(static f => f, File.ReadAllText);

    private static TemporaryFolder Specs(string origin = "https://example.org")
    {
        TemporaryFolder folder = new();
        JsonObject sources = [];
        foreach (string name in (string[])["p", "q"])
        {
            folder.Write($"published/{name}.json", Old);
            folder.Write($"specs/overlays/{name}.json", Overlay);
            sources.Add($"{name}.json", new JsonObject
            {
                ["published"] = $"{name}.json",
                ["address"] = $"{origin}/{name}.json",
                ["version"] = "1",
                ["date"] = "2020-01-01",
                ["sha256"] = HashOf(Old),
            });
        }

        folder.Write("specs/sources.json", Encoding.UTF8.GetString(StrictJson.WriteIndented(sources)));
        Assert.Equal(0, CommandRun.OfDev("specs", "trim", "--all", folder["published"], folder["specs"]).ExitCode);
        return folder;
    }

    private static string Origin(HttpListener server)
    {
        using TcpListener free = new(IPAddress.Loopback, 0);
        free.Start();
        int port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        server.Prefixes.Add($"http://127.0.0.1:{port}/");
        server.Start();
        return $"http://127.0.0.1:{port}";
    }

    private static async Task RespondAsync(HttpListener server, Dictionary<string, string> documents, string encoding = "identity")
    {
        while (server.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await server.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            bool isKnown = documents.TryGetValue(context.Request.Url!.AbsolutePath, out string? text);
            context.Response.AddHeader("Content-Encoding", encoding);
            context.Response.StatusCode = isKnown ? 200 : 404;
            context.Response.Close(Encoding.UTF8.GetBytes(text ?? ""), willBlock: true);
        }
    }

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
