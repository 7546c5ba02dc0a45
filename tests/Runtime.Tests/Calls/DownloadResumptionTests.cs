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
    public async Task LengthShouldBeLearnedFromTheRest()
    {
        using HttpMessageInvoker invoker = Server(first: 4, rest: 5, isLengthKnown: false);
        using HttpMessageInvoker part = Server(first: 2, rest: 100, isLengthKnown: false);

        await using DownloadStream file = await DownloadAsync(new AtlassianCaller(invoker));
        Assert.Equal(File, await TextOfAsync(file));

        _sent.Clear();
        await using DownloadStream half = await DownloadAsync(new AtlassianCaller(part).WithSettings(new CallSettings { Range = new RangeHeaderValue(3, 7) }));
        Assert.Equal("34567", await TextOfAsync(half));
        Assert.Equal(2, _sent.Count);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task OnlyAPlainGetShouldBeResumed(bool isPost, bool hasBody)
    {
        using HttpMessageInvoker invoker = Server(first: 4, rest: 100);
        OperationDescriptor operation = new("getFile", isPost ? HttpMethod.Post : HttpMethod.Get, "/file", "jira", "Jira", [200]);

        await using DownloadStream file = await new AtlassianCaller(invoker)
            .DownloadAsync(operation.CreateRequest("/file", hasBody ? new ByteArrayContent([]) : null), Cancellation).AsDownloadAsync();

        await Assert.ThrowsAsync<HttpIOException>(() => TextOfAsync(file));
        Assert.Single(_sent);
    }

    [Fact]
    public async Task RestShouldBeRequestedLikeTheFileButWithoutTheLogin()
    {
        HttpRequestMessage? sent = null;
        using HttpMessageInvoker invoker = new(new RecordingHandler(request =>
        {
            sent = request;
            return Respond(HttpStatusCode.PartialContent, 4, 6, 9, "\"v1\"", isLengthKnown: true, endsSilently: false);
        }));
        using HttpRequestMessage request = s_operation.CreateRequest("/file");
        CallSettings settings = new() { Site = "one" };
        settings.Apply(request);
        request.Options.Set(AtlassianLogin.Key, AtlassianLogin.ApiKey("X-Key", "secret"));
        request.Version = HttpVersion.Version20;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        foreach (string name in (string[])["Authorization", "X-Key", "X-Other", "Accept-Encoding"])
        {
            request.Headers.TryAddWithoutValidation(name, name == "Accept-Encoding" ? "gzip" : "own");
        }

        using HttpResponseMessage first = Respond(HttpStatusCode.OK, 0, 4, 9, "\"v1\"", isLengthKnown: true, endsSilently: false);
        DownloadResumption resumption = DownloadResumption.Find(new AtlassianCaller(invoker), request, request.RequestUri, first)!;
        using HttpResponseMessage? rest = await resumption.FetchAsync(4, Cancellation);

        Assert.NotNull(rest);
        Assert.Equal(
            ["Accept-Encoding: identity", "If-Range: \"v1\"", "Range: bytes=4-", "X-Other: own"],
            sent!.Headers.NonValidated.Select(static header => $"{header.Key}: {header.Value}").Order(StringComparer.Ordinal));
        Assert.Equal((HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact), (sent.Version, sent.VersionPolicy));
        Assert.True(sent.Options.TryGetValue(RedirectAnswer.MayLeaveOrigin, out bool mayLeave) && mayLeave);
        Assert.Same(s_operation, OperationDescriptor.Of(sent));
        Assert.Same(settings, CallSettings.Of(sent));
    }

    [Fact]
    public async Task LoginShouldNotBeCopiedWithoutItsKind()
    {
        using HttpMessageInvoker invoker = new(new RecordingHandler(static request =>
        {
            Assert.Null(request.Headers.Authorization);
            Assert.Null(CallSettings.Of(request));
            return Respond(HttpStatusCode.PartialContent, 4, 6, 9, "\"v1\"", isLengthKnown: true, endsSilently: false);
        }));
        using HttpRequestMessage request = s_operation.CreateRequest("/file");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "secret");
        using HttpResponseMessage first = Respond(HttpStatusCode.OK, 0, 4, 9, "\"v1\"", isLengthKnown: true, endsSilently: false);

        using HttpResponseMessage? rest = await DownloadResumption.Find(new AtlassianCaller(invoker), request, request.RequestUri, first)!.FetchAsync(4, Cancellation);

        Assert.NotNull(rest);
    }

    [Theory]
    [InlineData("bytes", 10L, 10L, true)]
    [InlineData("bytes", 10L, 11L, false)]
    [InlineData("bytes", 10L, null, true)]
    [InlineData("bytes", null, 10L, true)]
    [InlineData("items", 10L, 10L, false)]
    public async Task RestOfAPartShouldBelongToAFileOfTheSameSize(string unit, long? size, long? sizeOfRest, bool expected)
    {
        BreakingStream body = new("89"u8.ToArray());
        using HttpMessageInvoker invoker = new(new RecordingHandler(_ => Part(new StreamContent(body), 8, 9, sizeOfRest, unit)));
        using HttpRequestMessage request = s_operation.CreateRequest("/file");
        using HttpResponseMessage first = Part(new ByteArrayContent("4567"u8.ToArray()), 4, 9, size, "bytes");
        DownloadResumption resumption = DownloadResumption.Find(new AtlassianCaller(invoker), request, request.RequestUri, first)!;

        using HttpResponseMessage? rest = await resumption.FetchAsync(4, Cancellation);

        Assert.Equal(expected, rest is not null);
        Assert.Equal(!expected, body.IsDisposed);
        Assert.Equal(expected ? 6L : null, rest is null ? null : resumption.LengthOf(rest));

        static HttpResponseMessage Part(HttpContent content, long from, long to, long? size, string unit)
        {
            content.Headers.ContentRange = size is { } known ? new ContentRangeHeaderValue(from, to, known) : new ContentRangeHeaderValue(from, to);
            content.Headers.ContentRange.Unit = unit;
            return new HttpResponseMessage(HttpStatusCode.PartialContent) { Content = content, Headers = { ETag = new EntityTagHeaderValue("\"v1\"") } };
        }
    }

    [Fact]
    public async Task ResponseThatBrokeOffShouldBeDisposedOf()
    {
        BreakingStream body = new("0123"u8.ToArray());
        int requests = 0;
        using HttpMessageInvoker invoker = new(new RecordingHandler(_ =>
        {
            HttpResponseMessage response = requests++ == 0
                ? new HttpResponseMessage { Content = new StreamContent(body) { Headers = { ContentLength = 10 } } }
                : Respond(HttpStatusCode.PartialContent, 4, 6, 9, "\"v1\"", isLengthKnown: true, endsSilently: false);
            response.Headers.ETag = new EntityTagHeaderValue("\"v1\"");
            return response;
        }));

        await using DownloadStream file = await DownloadAsync(new AtlassianCaller(invoker));
        await file.ReadExactlyAsync(new byte[5], Cancellation);

        Assert.True(body.IsDisposed);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CancellationOfTheResumptionShouldBeTheCallersOnlyIfTheCallerCanceled(bool byCaller)
    {
        using CancellationTokenSource source = new();
        int requests = 0;
        using HttpMessageInvoker invoker = new(new RecordingHandler(_ =>
        {
            if (requests++ == 0)
            {
                return Respond(HttpStatusCode.OK, 0, 4, 9, "\"v1\"", isLengthKnown: true, endsSilently: true);
            }

            if (byCaller)
            {
                source.Cancel();
            }

            throw new OperationCanceledException("gave up");
        }));
        await using DownloadStream file = await DownloadAsync(new AtlassianCaller(invoker));

        Exception? exception = await Record.ExceptionAsync(async () => await file.ReadExactlyAsync(new byte[5], source.Token));

        if (byCaller)
        {
            Assert.IsType<OperationCanceledException>(exception);
        }
        else
        {
            Assert.Equal(
                "The download broke off: 4 of 10 bytes arrived. The rest could not be requested: gave up (ResponseEnded)",
                Assert.IsType<HttpIOException>(exception).Message);
            Assert.Equal("gave up", exception.InnerException!.Message);
        }
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
        string explanation = resumptions == 0 ? "" : " The server did not return the rest of the same file.";
        Assert.Equal($"The download broke off: 4 of 10 bytes arrived.{explanation} (ResponseEnded)", exception.Message);
        Assert.Equal("reset", exception.InnerException!.Message);
        Assert.Equal(resumptions, _sent.Count - 1);

        // The server is not asked again.
        await Assert.ThrowsAsync<HttpIOException>(async () => await file.ReadExactlyAsync(new byte[1], Cancellation));
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
        Assert.Equal("reset", exception.InnerException!.Message);
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
