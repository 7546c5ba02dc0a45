using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Leeway.Calls;

namespace Leeway.Runtime.Tests.Calls;

/// <summary>Downloads that break off, and requests for the rest.</summary>
public sealed class DownloadResumptionTests
{
    private const string File = "0123456789";

    private static readonly OperationDescriptor s_operation = new("getFile", HttpMethod.Get, "/file", "jira", "Jira", [200]);

    private readonly List<(string Uri, string? Range, string? IfRange, string? Encodings, string? Other)> _sent = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RestShouldBeRequestedByItsPositionAndTheTagOfTheFile(bool isLengthKnown)
    {
        using HttpMessageInvoker invoker = Server(first: 4, rest: 3, isLengthKnown: isLengthKnown);
        ResponseRecord record = new();
        CallSettings settings = new() { Response = record, Headers = new Dictionary<string, string> { ["X-Other"] = "1" } };

        await using DownloadStream file = await DownloadAsync(new AtlassianCaller(invoker).WithSettings(settings));

        Assert.Equal(File, await TextOfAsync(file));
        Assert.Equal(File.Length, file.BytesRead);
        Assert.Equal(
            [
                ("/file?a=b", null, null, "", "1"),
                ("/file?a=b", "bytes=4-", "\"v1\"", "identity", "1"),
                ("/file?a=b", "bytes=7-", "\"v1\"", "identity", "1"),
            ],
            _sent);
        Assert.Equal(HttpStatusCode.OK, record.Status);
    }

    [Fact]
    public async Task PartShouldBeResumedWithinItsEnds()
    {
        using HttpMessageInvoker invoker = Server(first: 2, rest: 100);

        await using DownloadStream file = await DownloadAsync(
            new AtlassianCaller(invoker).WithSettings(new CallSettings { Range = new RangeHeaderValue(3, 7) }));

        Assert.Equal("34567", await TextOfAsync(file));
        Assert.Equal(["bytes=3-7", "bytes=5-7"], _sent.Select(static sent => sent.Range));
    }

    [Fact]
    public async Task FileThatEndsWithoutAnErrorShouldBeResumedToo()
    {
        using HttpMessageInvoker invoker = Server(first: 4, rest: 100, endsSilently: true);

        await using DownloadStream file = await DownloadAsync(new AtlassianCaller(invoker));

        Assert.Equal(File, await TextOfAsync(file));
    }

    [Fact]
    public async Task ConnectionThatBreaksAfterTheLastByteShouldNotMatter()
    {
        using HttpMessageInvoker invoker = Server(first: 10, rest: 0);

        await using DownloadStream file = await DownloadAsync(new AtlassianCaller(invoker));

        Assert.Equal(File, await TextOfAsync(file));
        Assert.Single(_sent);
    }

    [Theory]
    [InlineData("W/\"v1\"", "\"v1\"", 206, 0)]
    [InlineData(null, "\"v1\"", 206, 0)]
    [InlineData("\"v1\"", "\"v2\"", 206, 1)]
    [InlineData("\"v1\"", null, 206, 1)]
    [InlineData("\"v1\"", "\"v1\"", 200, 1)]
    [InlineData("\"v1\"", "\"v1\"", 404, 1)]
    [InlineData("\"v1\"", "\"v1\"", 416, 1)]
    public async Task BytesOfTwoFilesShouldNeverBeJoined(string? tag, string? later, int status, int resumptions)
    {
        using HttpMessageInvoker invoker = Server(first: 4, rest: 100, tag: tag, later: later, status: status);

        await using DownloadStream file = await DownloadAsync(new AtlassianCaller(invoker));

        HttpIOException exception = await Assert.ThrowsAsync<HttpIOException>(() => TextOfAsync(file));
        Assert.Contains("The download broke off: 4 of 10 bytes arrived.", exception.Message, StringComparison.Ordinal);
        Assert.Equal("reset", exception.InnerException!.Message);
        Assert.Equal(resumptions, _sent.Count - 1);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    public async Task RestThatBeginsElsewhereShouldBeRefused(int from)
    {
        using HttpMessageInvoker invoker = Server(first: 4, rest: 100, isLengthKnown: false, answeredFrom: from);

        await using DownloadStream file = await DownloadAsync(new AtlassianCaller(invoker));

        await Assert.ThrowsAsync<HttpIOException>(() => TextOfAsync(file));
        Assert.Equal(4, file.BytesRead);
    }

    [Fact]
    public async Task ResumptionsShouldBeLimited()
    {
        using HttpMessageInvoker invoker = Server(first: 1, rest: 1);

        await using DownloadStream file = await DownloadAsync(new AtlassianCaller(invoker));

        HttpIOException exception = await Assert.ThrowsAsync<HttpIOException>(() => TextOfAsync(file));
        Assert.Contains("6 of 10 bytes arrived", exception.Message, StringComparison.Ordinal);
        Assert.Equal(6, _sent.Count);
    }

    [Fact]
    public async Task CallerShouldBeAbleToRefuseTheResumption()
    {
        using HttpMessageInvoker invoker = Server(first: 4, rest: 100);

        await using DownloadStream file = await DownloadAsync(new AtlassianCaller(invoker).WithSettings(new CallSettings { MayRepeat = false }));

        await Assert.ThrowsAsync<HttpIOException>(() => TextOfAsync(file));
        Assert.Single(_sent);
    }

    [Fact]
    public async Task FailureOfTheResumptionShouldBeExplained()
    {
        int requests = 0;
        using HttpMessageInvoker invoker = new(new RecordingHandler(_ =>
        {
            if (requests++ > 0)
            {
                throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection\u001b refused");
            }

            return Respond(HttpStatusCode.OK, 0, 4, 9, "\"v1\"", isLengthKnown: true, endsSilently: false);
        }));

        await using DownloadStream file = await DownloadAsync(new AtlassianCaller(invoker));

        HttpIOException exception = await Assert.ThrowsAsync<HttpIOException>(() => TextOfAsync(file));
        Assert.Contains("4 of 10 bytes arrived. The rest could not be requested: Connection\uFFFD refused", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(InvalidDataException))]
    [InlineData(typeof(InvalidOperationException))]
    public async Task FileThatCannotBeDecompressedShouldHaveBrokenOff(Type failure)
    {
        using HttpMessageInvoker invoker = new(new RecordingHandler(_ => new HttpResponseMessage
        {
            Content = new StreamContent(new FailingStream((Exception)Activator.CreateInstance(failure, "bad block")!)),
        }));

        await using DownloadStream file = await DownloadAsync(new AtlassianCaller(invoker));

        await Assert.ThrowsAsync<HttpIOException>(() => TextOfAsync(file));
        Assert.Throws<HttpIOException>(() => file.ReadByte());
    }

    private static Task<DownloadStream> DownloadAsync(AtlassianCaller caller) =>
        caller.DownloadAsync(s_operation.CreateRequest("/file?a=b"), Cancellation).AsDownloadAsync();

    private static async Task<string> TextOfAsync(Stream stream)
    {
        using StreamReader reader = new(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(Cancellation);
    }

    /// <summary>A server whose responses break off after some bytes.</summary>
    private HttpMessageInvoker Server(
        int first,
        int rest,
        bool isLengthKnown = true,
        bool endsSilently = false,
        string? tag = "\"v1\"",
        string? later = "\"v1\"",
        int status = 206,
        int? answeredFrom = null) => new(new RecordingHandler(request =>
    {
        RangeItemHeaderValue? range = request.Headers.Range?.Ranges.Single();
        _sent.Add((
            request.RequestUri!.OriginalString,
            request.Headers.Range?.ToString(),
            request.Headers.IfRange?.ToString(),
            request.Headers.AcceptEncoding.ToString(),
            request.Headers.TryGetValues("X-Other", out IEnumerable<string>? other) ? other.Single() : null));
        bool isFirst = _sent.Count == 1;
        int from = isFirst ? (int)(range?.From ?? 0) : answeredFrom ?? (int)range!.From!;
        int last = (int)(range?.To ?? 9);
        int count = Math.Min(isFirst ? first : rest, last - from + 1);
        HttpStatusCode code = isFirst ? range is null ? HttpStatusCode.OK : HttpStatusCode.PartialContent : (HttpStatusCode)status;
        return Respond(code, from, count, last, isFirst ? tag : later, isLengthKnown, endsSilently);
    }));

    private static HttpResponseMessage Respond(HttpStatusCode status, int from, int count, int last, string? tag, bool isLengthKnown, bool endsSilently)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(File.Substring(from, count));
        bool isBroken = from + count <= last;
        StreamContent content = new(isBroken && !endsSilently ? new BreakingStream(bytes) : new TricklingStream(bytes));
        if (count == File.Length)
        {
            content = new StreamContent(new BreakingStream(bytes));
        }

        content.Headers.ContentLength = isLengthKnown ? last - from + 1 : null;
        if (status == HttpStatusCode.PartialContent)
        {
            content.Headers.ContentRange = new ContentRangeHeaderValue(from, last, File.Length);
        }

        HttpResponseMessage response = new(status) { Content = content };
        if (tag is not null)
        {
            response.Headers.TryAddWithoutValidation("ETag", tag);
        }

        return response;
    }

    private sealed class FailingStream(Exception failure) : ReadOnlyStream
    {
        public override int Read(Span<byte> buffer) => throw failure;
    }
}
