using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Leeway.Calls;
using Leeway.Generated;
using Leeway.Http.Resilience;
using Leeway.Json;

namespace Leeway.Runtime.Tests.Calls;

public class AtlassianCallerTests
{
    private static readonly OperationDescriptor s_operation = new(
        "getThings", HttpMethod.Get, "/rest/api/3/things", "jira", "Jira", [200, 204]);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4_096)]
    [InlineData(1_500_000)]
    public async Task ValueShouldBeReadWithAnyLengthAndInAnyPieces(int length)
    {
        string text = new('x', length);
        byte[] body = Encoding.UTF8.GetBytes($"[\"{text}\"]");
        HttpContent[] contents = [new ByteArrayContent(body), new StreamContent(new TricklingStream(body)) { Headers = { ContentLength = body.Length } }, new StreamContent(new TricklingStream(body))];
        foreach (HttpContent content in contents)
        {
            IReadOnlyList<string> value = await GetAsync(new HttpResponseMessage { Content = content });
            Assert.Equal([text], value);
        }
    }

    [Fact]
    public async Task RequestShouldCarryItsDescriptorAndAskForJson()
    {
        OperationDescriptor? seen = null;
        var handler = new RecordingHandler(request =>
        {
            Assert.True(request.Options.TryGetValue(OperationDescriptor.Key, out seen));
            return RecordingHandler.Response(HttpStatusCode.OK, "[]");
        });
        await Caller(handler).SendAsync<IReadOnlyList<string>, ListCodec<string, StringCodec>>(s_operation.CreateRequest("/rest/api/3/things?a=b"), Cancellation);
        Assert.Same(s_operation, seen);
        RecordedRequest sent = Assert.Single(handler.Requests);
        Assert.Equal(("GET", "/rest/api/3/things?a=b"), (sent.Method, sent.Uri));
        Assert.Equal(["Accept: application/json"], sent.Headers);
    }

    [Fact]
    public async Task BodyShouldBeReadInTheCharsetThatItDeclares()
    {
        var content = new ByteArrayContent(Encoding.Unicode.GetBytes("[\"ä\"]"));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-16" };
        Assert.Equal(["ä"], await GetAsync(new HttpResponseMessage { Content = content }));
    }

    [Fact]
    public async Task ByteOrderMarkShouldNotBePartOfTheJson()
    {
        var content = new ByteArrayContent([.. Encoding.UTF8.Preamble, .. "[\"a\"]"u8]);
        Assert.Equal(["a"], await GetAsync(new HttpResponseMessage { Content = content }));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n")]
    public async Task EmptyBodyShouldBeAnErrorIfAValueIsDeclared(string body)
    {
        UnreadableSuccessException error = await Assert.ThrowsAsync<UnreadableSuccessException>(() => GetAsync(RecordingHandler.Response(HttpStatusCode.OK, body)));
        Assert.Equal(HttpStatusCode.OK, error.Status);
        Assert.Equal("GET /rest/api/3/things returned 200 OK: the server accepted the request, but its body, which should contain a value, is empty (getThings).", error.Message);
    }

    [Fact]
    public async Task EmptyBodyShouldNotBeAnErrorIfAnyJsonIsDeclared()
    {
        AtlassianCaller caller = Caller(RecordingHandler.Answering(HttpStatusCode.OK, ""));
        RawJson value = await caller.SendAsync<RawJson, ValueCodec<RawJson>>(s_operation.CreateRequest("/x"), Cancellation);
        Assert.Equal(JsonValueKind.Null, value.Kind);
    }

    [Theory]
    [InlineData(HttpStatusCode.NoContent, null)]
    [InlineData(HttpStatusCode.OK, "")]
    [InlineData(HttpStatusCode.OK, "null")]
    public async Task SuccessWithoutAValueShouldBeNullIfTheValueIsOptional(HttpStatusCode status, string? body)
    {
        AtlassianCaller caller = Caller(new RecordingHandler(_ => RecordingHandler.Response(status, body)));
        Assert.Null(await caller.SendOptionalAsync<IReadOnlyList<string>, ListCodec<string, StringCodec>>(s_operation.CreateRequest("/x"), Cancellation));
        await Assert.ThrowsAsync<UnreadableSuccessException>(() => GetAsync(RecordingHandler.Response(status, body)));
    }

    [Fact]
    public async Task ValueShouldNotShareItsMemoryWithTheNextResponse()
    {
        string body = "\"first\"";
        AtlassianCaller caller = Caller(new RecordingHandler(_ => RecordingHandler.Response(HttpStatusCode.OK, body)));
        RawJson first = await caller.SendAsync<RawJson, ValueCodec<RawJson>>(s_operation.CreateRequest("/x"), Cancellation);
        body = "\"other\"";
        RawJson other = await caller.SendAsync<RawJson, ValueCodec<RawJson>>(s_operation.CreateRequest("/x"), Cancellation);
        Assert.Equal(("\"first\"", "\"other\""), (first.ToString(), other.ToString()));
    }

    [Fact]
    public async Task ResponseThatBreaksOffShouldThrowNoResponseException()
    {
        NoResponseException error = await Assert.ThrowsAsync<NoResponseException>(() => GetAsync(new HttpResponseMessage { Content = new StreamContent(new BrokenStream()) }));
        Assert.IsType<IOException>(Assert.IsType<HttpRequestException>(error.InnerException).InnerException);
    }

    [Theory]
    [InlineData("<!DOCTYPE html><title>Oops</title>")]
    [InlineData("{\"a\":1}")]
    [InlineData("[\"a\"")]
    [InlineData("null")]
    public async Task BodyThatIsNotTheValueShouldBeAnErrorThatShowsIt(string body)
    {
        UnreadableSuccessException error = await Assert.ThrowsAsync<UnreadableSuccessException>(() => GetAsync(RecordingHandler.Response(HttpStatusCode.OK, body)));
        Assert.IsType<JsonException>(error.InnerException, exactMatch: false);
        Assert.Equal(body, error.BodyExcerpt);
        Assert.Equal("GET /rest/api/3/things returned 200 OK: the server accepted the request, but its body is not the JSON that the document declares (getThings).", error.Message);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK)]
    [InlineData(HttpStatusCode.Created)]
    [InlineData(HttpStatusCode.NoContent)]
    public async Task AnySuccessShouldBeAcceptedIfNothingIsRead(HttpStatusCode status) =>
        await Caller(RecordingHandler.Answering(status, "whatever")).SendAsync(s_operation.CreateRequest("/x"), Cancellation);

    [Fact]
    public async Task RedirectShouldBeAResultOnlyIfTheDocumentDeclaresIt()
    {
        OperationDescriptor task = new("startTask", HttpMethod.Post, "/x", "jira", "Jira", [303]);
        RawJson value = await Caller(RecordingHandler.Answering(HttpStatusCode.SeeOther, "{\"id\":\"1\"}"))
            .SendAsync<RawJson, ValueCodec<RawJson>>(task.CreateRequest("/x"), Cancellation);
        Assert.Equal("{\"id\":\"1\"}", value.ToString());
        await Assert.ThrowsAsync<AtlassianApiException>(() => GetAsync(RecordingHandler.Response(HttpStatusCode.SeeOther, "[]")));
        await Assert.ThrowsAsync<AtlassianApiException>(() => Caller(RecordingHandler.Answering(HttpStatusCode.SeeOther)).SendAsync(s_operation.CreateRequest("/x"), Cancellation));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(20)]
    public async Task BodyThatDoesNotArriveShouldEndTheCall(int? seconds)
    {
        var time = new ManualTime();
        var body = new HangingStream();
        using HttpMessageInvoker invoker = new(new RecordingHandler(_ => new HttpResponseMessage { Content = new StreamContent(body) }));
        AtlassianCaller caller = new(invoker, JsonModelOptions.Default, new BodyTimeLimit(new DeadlinePool(time), () => new ResilienceOptions().BodyTimeout));
        if (seconds is { } own)
        {
            caller = caller.WithSettings(new CallSettings { Timeout = TimeSpan.FromSeconds(own) });
        }

        Task<RawJson> call = caller.SendAsync<RawJson, ValueCodec<RawJson>>(s_operation.CreateRequest("/x"), Cancellation);
        await body.Reached;
        time.Advance(TimeSpan.FromSeconds((seconds ?? 60) - 1));
        Assert.False(call.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));

        CallTimeoutException exception = await Assert.ThrowsAsync<CallTimeoutException>(() => call);
        Assert.Equal((TimeSpan.FromSeconds(seconds ?? 60), seconds is not null), (exception.Timeout, exception.IsOfWholeCall));
    }

    [Fact]
    public async Task ErrorWhoseBodyDoesNotArriveShouldHaveItsStatus()
    {
        var time = new ManualTime();
        var body = new HangingStream();
        using HttpMessageInvoker invoker = new(new RecordingHandler(_ => new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = new StreamContent(body) }));
        AtlassianCaller caller = new(invoker, JsonModelOptions.Default, new BodyTimeLimit(new DeadlinePool(time), () => new ResilienceOptions().BodyTimeout));
        Task<RawJson> call = caller.SendAsync<RawJson, ValueCodec<RawJson>>(s_operation.CreateRequest("/x"), Cancellation);
        await body.Reached;
        time.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(HttpStatusCode.BadRequest, (await Assert.ThrowsAsync<AtlassianApiException>(() => call)).Status);
    }

    [Theory]
    [InlineData("\"a \\u00e4\"", "application/json", "a ä")]
    [InlineData("plain", "text/plain", "plain")]
    [InlineData("\"\\ud800\"", "application/json", "\"\\ud800\"")]
    [InlineData("\"not JSON", "text/plain", "\"not JSON")]
    [InlineData("", "text/plain", "")]
    public async Task TextShouldBeReadAsJsonOrUnchanged(string body, string mediaType, string expected) =>
        Assert.Equal(expected, await Caller(RecordingHandler.Answering(HttpStatusCode.OK, body, mediaType)).SendTextAsync(s_operation.CreateRequest("/x"), Cancellation));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task DownloadShouldReturnTheBodyBeforeItHasArrived(bool throughHttpClient)
    {
        var body = new EndlessStream();
        var handler = new RecordingHandler(_ => new HttpResponseMessage { Content = new StreamContent(body) });
        using HttpMessageInvoker invoker = throughHttpClient ? new HttpClient(handler) { BaseAddress = new Uri("http://localhost") } : new HttpMessageInvoker(handler);
        Stream download = await new AtlassianCaller(invoker).DownloadAsync(s_operation.CreateRequest("/x"), Cancellation);
        byte[] beginning = new byte[10];
        await download.ReadExactlyAsync(beginning, Cancellation);
        Assert.False(body.IsDisposed);
        await download.DisposeAsync();
        Assert.True(body.IsDisposed);
        Assert.Equal(["Accept: */*"], handler.Requests[0].Headers);
    }

    [Fact]
    public async Task RefusedDownloadShouldDisposeOfItsResponse()
    {
        var body = new TricklingStream("{\"errorMessages\":[\"No.\"]}"u8.ToArray());
        var handler = new RecordingHandler(_ => new HttpResponseMessage(HttpStatusCode.NotFound) { Content = new StreamContent(body) });
        AtlassianApiException error = await Assert.ThrowsAnyAsync<AtlassianApiException>(() => Caller(handler).DownloadAsync(s_operation.CreateRequest("/x"), Cancellation));
        Assert.Equal(["No."], error.Messages);
        Assert.True(body.IsDisposed);
    }

    [Fact]
    public async Task CancellationShouldReachTheReadingOfTheBodyAndHaveTheCallersToken()
    {
        var body = new HangingStream();
        using var source = new CancellationTokenSource();
        var handler = new RecordingHandler(_ => new HttpResponseMessage { Content = new StreamContent(body) });
        Task<IReadOnlyList<string>> call = Caller(handler).SendAsync<IReadOnlyList<string>, ListCodec<string, StringCodec>>(s_operation.CreateRequest("/x"), source.Token);
        await body.Reached;
        await source.CancelAsync();
        OperationCanceledException cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(source.Token, cancelled.CancellationToken);
        Assert.True(body.IsDisposed);
        Assert.True(call.IsCanceled);
    }

    [Fact]
    public async Task RequestWithoutDescriptorShouldBeRefused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/x");
        await Assert.ThrowsAsync<ArgumentException>(() => Caller(RecordingHandler.Answering(HttpStatusCode.OK)).SendAsync(request, Cancellation));
    }

    private static Task<IReadOnlyList<string>> GetAsync(HttpResponseMessage response) =>
        Caller(new RecordingHandler(_ => response)).SendAsync<IReadOnlyList<string>, ListCodec<string, StringCodec>>(s_operation.CreateRequest("/x"), Cancellation);

    private static AtlassianCaller Caller(HttpMessageHandler handler) => new(new HttpMessageInvoker(handler));
}
