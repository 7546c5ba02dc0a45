using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Leeway.Calls;
using Leeway.Http;
using Leeway.Jira;
using Leeway.Runtime.Tests.Grants;
using Leeway.Simulator;
using Leeway.Simulator.Faults;
using Leeway.Simulator.Site;
using Leeway.Simulator.Wire;
using Leeway.TimeLimit;

namespace Leeway.Runtime.Tests.Files;

/// <summary>
/// Files through a generated client and the whole pipeline. Set <c>LEEWAY_FILE_BYTES</c> for another size in the test with sockets.
/// </summary>
[Collection(nameof(LargeFiles))]
public sealed class LargeFileTests
{
    private const long TwoGigabytes = 2L * 1024 * 1024 * 1024;
    private const long MaxMemory = 64L * 1024 * 1024;

    // By default, it is still several times the maximum memory.
    private static readonly long s_large = TestSize.Of(TwoGigabytes);

    private static readonly long s_bytesOverSockets =
        long.TryParse(Environment.GetEnvironmentVariable("LEEWAY_FILE_BYTES"), CultureInfo.InvariantCulture, out long bytes) ? bytes : TwoGigabytes / 16;

    private static readonly Dictionary<long, string> s_hashes = [];

    private readonly GrantWorld _world = new();

    private SimulatedJira Jira => _world.Simulator.Sites[0].Jira;

    [Fact]
    public async Task LargeFileShouldBeUploadedInConstantMemory()
    {
        JiraClient jira = await SignInAsync(_world.Node);
        await UploadAsync(jira, s_large);
    }

    [Fact]
    public async Task LargeFileShouldBeDownloadedInConstantMemory()
    {
        JiraClient jira = await SignInAsync(_world.Node);
        await DownloadAsync(jira, s_large);
    }

    [Fact]
    public async Task LargeFilesShouldBeTransferredOverSocketsInConstantMemory()
    {
        await using SimulatorHost host = await SimulatorHost.StartAsync(_world.Simulator);
        using SocketsHttpHandler sockets = new() { AllowAutoRedirect = false };
        using AtlassianPipeline node = _world.NewNode(gateway: sockets);
        JiraClient jira = await SignInAsync(node);
        await UploadAsync(jira, s_bytesOverSockets);
        await DownloadAsync(jira, s_bytesOverSockets);
    }

    [Fact]
    public async Task PartOfAFileShouldComeFromTheMediaHostToo()
    {
        JiraClient jira = await SignInAsync(_world.Node);
        SimulatedContent content = SimulatedContent.Generated(TwoGigabytes);
        SimulatedAttachment attachment = Jira.AddAttachment(Jira.AddIssue("DEMO", "s"), "r\u00e9sum\u00e9.bin", content);

        await using DownloadStream part = await jira
            .WithSettings(new CallSettings { Range = new RangeHeaderValue(TwoGigabytes - 10, null) })
            .IssueAttachments.GetAttachmentContentAsync(attachment.Id).AsDownloadAsync();

        Assert.Equal((10, "r\u00e9sum\u00e9.bin"), (part.ContentLength, part.FileName));
        Assert.Equal((TwoGigabytes - 10, TwoGigabytes), (part.ContentRange!.From, part.ContentRange.Length));
        using MemoryStream read = new();
        await part.CopyToAsync(read);
        using MemoryStream expected = new();
        await content.OpenRead(TwoGigabytes - 10, 10).CopyToAsync(expected);
        Assert.Equal(expected.ToArray(), read.ToArray());
        Assert.Equal(SimulatedOrigin.Media, _world.Simulator.Requests[^1].Origin);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DownloadThatBreaksOffShouldNotLookComplete(bool overSockets)
    {
        await using SimulatorHost? host = overSockets ? await SimulatorHost.StartAsync(_world.Simulator) : null;
        using SocketsHttpHandler sockets = new() { AllowAutoRedirect = false };
        using AtlassianPipeline node = _world.NewNode(gateway: overSockets ? sockets : null);
        JiraClient jira = await SignInAsync(node);
        SimulatedAttachment attachment = Jira.AddAttachment(Jira.AddIssue("DEMO", "s"), "a.bin", SimulatedContent.Generated(300_000));
        _world.Simulator.Faults.Add(Fault.BreakContent(afterBytes: 100_000), static request => request.Origin == SimulatedOrigin.Media);

        await using DownloadStream file = await jira.IssueAttachments.GetAttachmentContentAsync(attachment.Id).AsDownloadAsync();

        HttpIOException exception = await Assert.ThrowsAsync<HttpIOException>(() => file.CopyToAsync(Stream.Null));
        Assert.Contains($"The download broke off: {file.BytesRead} of 300000 bytes arrived.", exception.Message, StringComparison.Ordinal);
        Assert.InRange(file.BytesRead, 0, 100_000);
    }

    private async Task<JiraClient> SignInAsync(AtlassianPipeline node)
    {
        await _world.SignInAsync(node);
        return new JiraClient(new AtlassianCaller(node.Invoker));
    }

    private async Task UploadAsync(JiraClient jira, long length)
    {
        SimulatedContent content = SimulatedContent.Generated(length);
        string issue = Jira.AddIssue("DEMO", "s");
        MemoryPeak memory = new();
        FileUpload upload = FileUpload.FromStream(content.OpenRead(), "large.bin");
        upload.Progress = memory;

        await jira.IssueAttachments.AddAttachmentAsync(issue, upload);

        SimulatedRequest sent = _world.Simulator.Requests[^1];
        Assert.Equal("no-check", sent.Headers["X-Atlassian-Token"]);
        Assert.False(sent.Headers.ContainsKey("Content-Length"));
        Assert.Equal((length, HashOf(content)), (Jira.Attachments[^1].Content.Length, Jira.Attachments[^1].Content.ComputeSha256()));
        AssertIsSmall(memory);
    }

    private async Task DownloadAsync(JiraClient jira, long length)
    {
        SimulatedContent content = SimulatedContent.Generated(length);
        SimulatedAttachment attachment = Jira.AddAttachment(Jira.AddIssue("DEMO", "s"), "large.bin", content);
        MemoryPeak memory = new();

        await using DownloadStream file = await jira.IssueAttachments.GetAttachmentContentAsync(attachment.Id).AsDownloadAsync();

        file.Progress = memory;
        Assert.Equal((length, "large.bin"), (file.ContentLength, file.FileName));
        Assert.Equal(HashOf(content), Convert.ToHexStringLower(await SHA256.HashDataAsync(file)));
        Assert.Equal(length, file.BytesRead);
        AssertIsSmall(memory);
    }

    // These tests run one after another and spend most of their time on hashing.
    private static string HashOf(SimulatedContent content)
    {
        if (!s_hashes.TryGetValue(content.Length, out string? hash))
        {
            s_hashes[content.Length] = hash = content.ComputeSha256();
        }

        return hash;
    }

    private static void AssertIsSmall(MemoryPeak memory)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"peak {memory.Bytes / 1024.0 / 1024:f1} MiB in {memory.Samples} samples");
        Assert.True(memory.Samples > 100);
        Assert.InRange(memory.Bytes, 0, MaxMemory);
    }
}
