using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Leeway.Calls;
using Leeway.Generated;
using Leeway.Http;
using Leeway.Json;

namespace Leeway.Runtime.Tests.Calls;

/// <summary>The maximum size of bodies that are read into memory.</summary>
public sealed class ResponseLimitTests
{
    private const int ErrorLimit = 64 * 1024;

    private static readonly OperationDescriptor s_read = new("getThing", HttpMethod.Get, "/rest/api/3/thing", "jira", "Jira", [200]);

    private static readonly OperationDescriptor s_create = new("createThing", HttpMethod.Post, "/rest/api/3/thing", "jira", "Jira", [201]);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LargerBodyThanTheLimitShouldEndTheCall(bool isWrite)
    {
        CountingStream body = new();
        HttpResponseMessage response = new(isWrite ? HttpStatusCode.Created : HttpStatusCode.OK) { Content = new StreamContent(body) };
        AtlassianCaller caller = new(new HttpMessageInvoker(new RecordingHandler(_ => response))) { MaxResponseBytes = 100_000 };

        ResponseTooLargeException exception = await Assert.ThrowsAsync<ResponseTooLargeException>(() => SendAsync(caller, isWrite ? s_create : s_read));

        Assert.Equal((100_000, isWrite, isWrite ? "createThing" : "getThing"), (exception.MaxResponseBytes, exception.IsWrite, exception.OperationId));
        Assert.Contains("100000 bytes", exception.Message, StringComparison.Ordinal);
        Assert.Contains("AtlassianOptions.MaxResponseBytes", exception.Message, StringComparison.Ordinal);
        Assert.Contains(isWrite ? "accepted the write" : "accepted the request", exception.Message, StringComparison.Ordinal);
        Assert.Equal(100_001, body.BytesRead);
    }

    [Fact]
    public async Task LimitShouldApplyAfterDecompression()
    {
        using MemoryStream zipped = new();
        using (GZipStream zip = new(zipped, CompressionLevel.Optimal, leaveOpen: true))
        {
            zip.Write("\""u8);
            await new GeneratedStream(20_000_000).CopyToAsync(zip, Cancellation);
            zip.Write("\""u8);
        }

        Assert.InRange(zipped.Length, 0, 100_000);
        using HttpMessageInvoker invoker = new(new RecordingHandler(_ => new HttpResponseMessage
        {
            Content = new StreamContent(new GZipStream(new MemoryStream(zipped.ToArray()), CompressionMode.Decompress)),
        }));

        RawJson value = await SendAsync(new AtlassianCaller(invoker) { MaxResponseBytes = 20_000_002 }, s_read);
        Assert.Equal(20_000_002, value.Utf8.Length);
        await Assert.ThrowsAsync<ResponseTooLargeException>(() => SendAsync(new AtlassianCaller(invoker) { MaxResponseBytes = 20_000_001 }, s_read));
    }

    [Fact]
    public async Task BodyWithATooLargeContentLengthShouldNotBeRead()
    {
        CountingStream body = new();
        AtlassianCaller caller = new(new HttpMessageInvoker(new RecordingHandler(_ => new HttpResponseMessage
        {
            Content = new StreamContent(body) { Headers = { ContentLength = (64L * 1024 * 1024) + 1 } },
        })));

        await Assert.ThrowsAsync<ResponseTooLargeException>(() => SendAsync(caller, s_read));

        Assert.Equal(0, body.BytesRead);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task BodyOfTheLargestSizeShouldBeReadAndKept(bool isLengthKnown)
    {
        byte[] body = "[1,2]"u8.ToArray();
        ResponseRecord record = new() { KeepsBody = true };
        using HttpMessageInvoker invoker = new(new RecordingHandler(_ => new HttpResponseMessage
        {
            Content = isLengthKnown ? new ByteArrayContent(body) : new StreamContent(new TricklingStream(body)),
        }));
        AtlassianCaller caller = new AtlassianCaller(invoker) { MaxResponseBytes = body.Length }.WithSettings(new CallSettings { Response = record });

        await SendAsync(caller, s_read);
        Assert.Equal(body, record.Body!.Value.ToArray());

        await caller.SendAsync(s_create.CreateRequest("/x"), Cancellation);
        Assert.Equal(body, record.Body!.Value.ToArray());
    }

    [Fact]
    public async Task BodyOfTheLargestSizeThatBreaksOffShouldNotBeTooLarge()
    {
        byte[] body = "[1,2]"u8.ToArray();
        using HttpMessageInvoker invoker = new(new RecordingHandler(_ => new HttpResponseMessage { Content = new StreamContent(new BreakingStream(body)) }));

        await Assert.ThrowsAsync<NoResponseException>(() => SendAsync(new AtlassianCaller(invoker) { MaxResponseBytes = body.Length }, s_read));
    }

    [Fact]
    public async Task DownloadShouldHaveNoLimit()
    {
        AtlassianCaller caller = new(new HttpMessageInvoker(new RecordingHandler(_ => new HttpResponseMessage
        {
            Content = new StreamContent(new GeneratedStream(1_000_000)),
        }))) { MaxResponseBytes = 1_000 };

        await using Stream file = await caller.DownloadAsync(s_read.CreateRequest("/x"), Cancellation);
        using MemoryStream read = new();
        await file.CopyToAsync(read, Cancellation);

        Assert.Equal(1_000_000, read.Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void InvalidLimitShouldBeRefused(int limit)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new AtlassianCaller(new HttpMessageInvoker(RecordingHandler.Answering(HttpStatusCode.OK))) { MaxResponseBytes = limit });
        AtlassianOptions options = new() { Login = AtlassianLogin.BearerToken("token"), MaxResponseBytes = limit };
        string? failure = new AtlassianOptionsValidator().Validate(null, options).FailureMessage;
        Assert.Contains("MaxResponseBytes", failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.InternalServerError)]
    public async Task OnlyTheBeginningOfAnErrorShouldBeRead(HttpStatusCode status)
    {
        CountingStream body = new();
        AtlassianCaller caller = new(new HttpMessageInvoker(new RecordingHandler(_ => new HttpResponseMessage(status) { Content = new StreamContent(body) })));

        await Assert.ThrowsAnyAsync<AtlassianApiException>(() => SendAsync(caller, s_read));

        Assert.Equal(ErrorLimit, body.BytesRead);
    }

    [Fact]
    public async Task OnlyTheBeginningOfAPageShouldBeReadWhereNothingIsPromised()
    {
        CountingStream body = new();
        HttpResponseMessage page = new(HttpStatusCode.OK) { Content = new StreamContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("text/html") } } };
        AtlassianCaller caller = new(new HttpMessageInvoker(new RecordingHandler(_ => page)));

        await caller.SendAsync(s_read.CreateRequest("/x"), Cancellation);

        Assert.Equal(ErrorLimit, body.BytesRead);
    }

    [Fact]
    public async Task ResponsesOfTheGatewayShouldBeReadUpToTheirLimit()
    {
        CountingStream body = new();
        using HttpResponseMessage response = new(HttpStatusCode.Unauthorized) { Content = new StreamContent(body) };

        Assert.Equal("", await GatewayAnswer.ReadAsync(response, Cancellation));
        Assert.InRange(body.BytesRead, 0, 4 * ErrorLimit);
    }

    [Fact]
    public async Task AnswerThatIsAnnouncedLongerThanTheGatewaysShouldBeLeftForTheError()
    {
        using HttpResponseMessage response = new(HttpStatusCode.NotFound) { Content = new ByteArrayContent(new byte[ErrorLimit + 1]) };

        Assert.Equal("", await GatewayAnswer.ReadAsync(response, Cancellation));
        Assert.Equal(ErrorLimit + 1, (await response.Content.ReadAsByteArrayAsync(Cancellation)).Length);
    }

    private static Task<RawJson> SendAsync(AtlassianCaller caller, OperationDescriptor operation) =>
        caller.SendAsync<RawJson, ValueCodec<RawJson>>(operation.CreateRequest("/x"), Cancellation);
}
