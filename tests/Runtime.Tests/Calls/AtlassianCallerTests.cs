using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Leeway.Calls;
using Leeway.Generated;
using Leeway.Grants;
using Leeway.Http.Resilience;
using Leeway.Json;
using Polly.Timeout;

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
        ArgumentException refusal = await Assert.ThrowsAsync<ArgumentException>(
            "request", () => Caller(RecordingHandler.Answering(HttpStatusCode.OK)).SendAsync(request, Cancellation));
        Assert.StartsWith("The request has no descriptor: make it with OperationDescriptor.CreateRequest.", refusal.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentNullException>("request", () => Caller(RecordingHandler.Answering(HttpStatusCode.OK)).SendAsync(null!, Cancellation));
    }

    [Fact]
    public void InvokerAndSettingsShouldBeRequired()
    {
        Assert.Throws<ArgumentNullException>("invoker", static () => new AtlassianCaller(null!));
        Assert.Throws<ArgumentNullException>("settings", static () => Caller(RecordingHandler.Answering(HttpStatusCode.OK)).WithSettings(null!));
    }

    [Fact]
    public void LimitShouldBe64MegabytesUnlessItIsSet()
    {
        AtlassianCaller caller = Caller(RecordingHandler.Answering(HttpStatusCode.OK));

        Assert.Equal(67_108_864, caller.MaxResponseBytes);
        AtlassianCaller other = new(new HttpMessageInvoker(RecordingHandler.Answering(HttpStatusCode.OK))) { MaxResponseBytes = 0x7FFFFFC6 };
        Assert.Equal(0x7FFFFFC6, other.WithSettings(new CallSettings()).MaxResponseBytes);
        Assert.Throws<ArgumentOutOfRangeException>(static () => new AtlassianCaller(new HttpMessageInvoker(new HttpClientHandler())) { MaxResponseBytes = 0x7FFFFFC7 });
    }

    [Fact]
    public void HeaderOfTheLoginShouldNotBeReplaced()
    {
        CallSettings settings = new() { Headers = new Dictionary<string, string> { ["X-Key"] = "other" } };
        using HttpMessageInvoker invoker = new(RecordingHandler.Answering(HttpStatusCode.OK));

        ArgumentException refusal = Assert.Throws<ArgumentException>(
            "settings", () => new AtlassianCaller(invoker, JsonModelOptions.Default, null, login: AtlassianLogin.ApiKey("x-key", "secret")).WithSettings(settings));
        Assert.StartsWith("The login sets the header x-key itself, so it cannot be replaced.", refusal.Message, StringComparison.Ordinal);
        Assert.NotNull(new AtlassianCaller(invoker, JsonModelOptions.Default, null, login: AtlassianLogin.ApiKey("X-Other", "secret")).WithSettings(settings));
        Assert.NotNull(new AtlassianCaller(invoker, JsonModelOptions.Default, null, login: AtlassianLogin.BearerToken("secret")).WithSettings(settings));
    }

    [Fact]
    public async Task BodyOfASuccessWithoutContentShouldNotBeExamined() =>
        await Caller(RecordingHandler.Answering(HttpStatusCode.NoContent, """{"errorMessages":["It failed."]}""")).SendAsync(s_operation.CreateRequest("/x"), Cancellation);

    [Theory]
    [InlineData(302, null)]
    [InlineData(302, true)]
    [InlineData(400, null)]
    [InlineData(400, false)]
    public async Task OnlyAWantedRedirectShouldBeTheResultOfADownload(int status, bool? followsRedirects)
    {
        AtlassianCaller caller = Caller(Redirecting(status)).WithSettings(new CallSettings { FollowRedirects = followsRedirects });

        AtlassianApiException error = await Assert.ThrowsAsync<AtlassianApiException>(() => caller.DownloadAsync(s_operation.CreateRequest("/x"), Cancellation));
        Assert.Equal(status, (int)error.Status);
    }

    [Fact]
    public async Task RedirectWithoutAnAddressShouldNotBeTheResultOfADownload() => await Assert.ThrowsAsync<AtlassianApiException>(
        static () => Caller(RecordingHandler.Answering(HttpStatusCode.Found)).WithSettings(new CallSettings { FollowRedirects = false })
            .DownloadAsync(s_operation.CreateRequest("/x"), Cancellation));

    [Theory]
    [InlineData(200, false)]
    [InlineData(202, true)]
    [InlineData(206, false)]
    [InlineData(302, false)]
    public async Task StatusOfADownloadShouldBeDeclaredUnlessTheCallerAskedForIt(int status, bool isRefused)
    {
        AtlassianCaller caller = new AtlassianCaller(new HttpMessageInvoker(Redirecting(status)), JsonModelOptions.Strict).WithSettings(new CallSettings { FollowRedirects = false });

        Exception? exception = await Record.ExceptionAsync(async () => await (await caller.DownloadAsync(s_operation.CreateRequest("/x"), Cancellation)).DisposeAsync());
        Assert.Equal(isRefused, exception is UnreadableSuccessException);
        Assert.Equal(isRefused, exception is not null);
    }

    [Fact]
    public async Task TextShouldBeAcceptedInAnyType()
    {
        RecordingHandler handler = RecordingHandler.Answering(HttpStatusCode.OK, "text", "text/plain");
        await Caller(handler).SendTextAsync(s_operation.CreateRequest("/x"), Cancellation);
        Assert.Equal(["Accept: */*"], Assert.Single(handler.Requests).Headers);
    }

    [Fact]
    public async Task TypeThatTheRequestAcceptsShouldBeKept()
    {
        RecordingHandler handler = RecordingHandler.Answering(HttpStatusCode.OK, "[]");
        HttpRequestMessage request = s_operation.CreateRequest("/x");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/vnd.own+json"));
        await Caller(handler).SendAsync(request, Cancellation);
        Assert.Equal(["Accept: application/vnd.own+json"], Assert.Single(handler.Requests).Headers);
    }

    [Fact]
    public async Task LinkToTheNextPageShouldBeKeptForPagesWithCursorsOnly()
    {
        OperationDescriptor paged = new("getThings", HttpMethod.Get, "/x", "jira", "Jira", [200, 204], paging: PagingStyle.Cursor);
        AtlassianCaller caller = Caller(new RecordingHandler(_ =>
        {
            HttpResponseMessage response = RecordingHandler.Response(HttpStatusCode.OK, "[\"a\"]");
            response.Headers.TryAddWithoutValidation("Link", "</x?cursor=2>; rel=\"next\"");
            return response;
        }));

        IReadOnlyList<string> page = await caller.SendAsync<IReadOnlyList<string>, ListCodec<string, StringCodec>>(paged.CreateRequest("/x"), Cancellation);
        IReadOnlyList<string> list = await caller.SendAsync<IReadOnlyList<string>, ListCodec<string, StringCodec>>(s_operation.CreateRequest("/x"), Cancellation);

        Assert.Equal("/x?cursor=2", NextPageLinks.Find(page));
        Assert.Null(NextPageLinks.Find(list));
    }

    [Fact]
    public async Task MissingPageShouldHaveNoLink()
    {
        OperationDescriptor paged = new("getThings", HttpMethod.Get, "/x", "jira", "Jira", [204], paging: PagingStyle.Cursor);
        AtlassianCaller caller = Caller(new RecordingHandler(_ =>
        {
            HttpResponseMessage response = RecordingHandler.Response(HttpStatusCode.NoContent);
            response.Headers.TryAddWithoutValidation("Link", "</x?cursor=2>; rel=\"next\"");
            return response;
        }));

        Assert.Null(await caller.SendOptionalAsync<IReadOnlyList<string>, ListCodec<string, StringCodec>>(paged.CreateRequest("/x"), Cancellation));
    }

    [Fact]
    public async Task CallerThatCancelsDuringAnErrorShouldSeeTheCancellation()
    {
        var body = new HangingStream();
        using var source = new CancellationTokenSource();
        Task call = Caller(new RecordingHandler(_ => new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = new StreamContent(body) }))
            .SendAsync(s_operation.CreateRequest("/x"), source.Token);
        await body.Reached;
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task FileThatCannotBeAPageShouldNotBeReadAhead()
    {
        CountingStream body = new();
        await using Stream download = await Caller(new RecordingHandler(_ => new HttpResponseMessage { Content = new StreamContent(body) }))
            .DownloadAsync(s_operation.CreateRequest("/x"), Cancellation);
        Assert.Equal(256, body.BytesRead);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(300)]
    [InlineData(16_000)]
    public async Task LoginPageInsteadOfAFileShouldBeRecognizedByItsBeginning(int position)
    {
        string page = $"<!DOCTYPE html><!--{new string('x', position)}--><form id=\"login-form\"></form>";
        AuthenticationFailedException error = await Assert.ThrowsAsync<AuthenticationFailedException>(() =>
            Caller(RecordingHandler.Answering(HttpStatusCode.OK, page, "text/html")).DownloadAsync(s_operation.CreateRequest("/x"), Cancellation));
        Assert.StartsWith("GET /rest/api/3/things returned 200 OK, but with a login page (getThings).", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BeginningOfAFileThatDoesNotArriveShouldEndTheCall()
    {
        var time = new ManualTime();
        var body = new HangingStream();
        using HttpMessageInvoker invoker = new(new RecordingHandler(_ => new HttpResponseMessage { Content = new StreamContent(body) }));
        AtlassianCaller caller = new(invoker, JsonModelOptions.Default, new BodyTimeLimit(new DeadlinePool(time), static () => TimeSpan.FromSeconds(60)));
        Task<Stream> call = caller.DownloadAsync(s_operation.CreateRequest("/x"), Cancellation);
        await body.Reached;
        time.Advance(TimeSpan.FromSeconds(60));

        CallTimeoutException exception = await Assert.ThrowsAsync<CallTimeoutException>(() => call);
        Assert.Equal((TimeSpan.FromSeconds(60), false), (exception.Timeout, exception.IsOfWholeCall));
    }

    [Fact]
    public async Task CancellationByAnotherHandlerShouldNotBeATimeout()
    {
        using HttpMessageInvoker invoker = new(new RecordingHandler(_ => new HttpResponseMessage { Content = new StreamContent(new CanceledStream()) }));
        AtlassianCaller caller = new(invoker, JsonModelOptions.Default, new BodyTimeLimit(new DeadlinePool(new ManualTime()), static () => TimeSpan.FromSeconds(60)));

        NoResponseException exception = await Assert.ThrowsAsync<NoResponseException>(
            () => caller.SendAsync<RawJson, ValueCodec<RawJson>>(s_operation.CreateRequest("/x"), Cancellation));
        Assert.Equal("GET /rest/api/3/things got no complete response (getThings): The response broke off.", exception.Message);
        await Assert.ThrowsAsync<NoResponseException>(() => caller.DownloadAsync(s_operation.CreateRequest("/x"), Cancellation));
    }

    [Fact]
    public async Task RefusedTokenOfACallShouldBeExplained()
    {
        using HttpMessageInvoker invoker = new(RecordingHandler.Answering(HttpStatusCode.Unauthorized));
        AtlassianCaller caller = new(invoker, JsonModelOptions.Default, null, login: AtlassianLogin.BearerToken("secret"));
        CallSettings settings = new() { Target = new CallTarget(new Uri("https://api.atlassian.com/ex/jira/1"), new AccessToken("other")) };

        Assert.Equal(
            "The bearer token has probably expired. Leeway does not renew a token that the application supplied. Set AtlassianOptions.Login to a new one.",
            (await Assert.ThrowsAsync<AuthenticationFailedException>(() => caller.SendAsync(s_operation.CreateRequest("/x"), Cancellation))).Advice);
        Assert.Equal(
            "The token of the call has probably expired, or the app is no longer installed. Leeway does not renew it: use the one that a newer request brings.",
            (await Assert.ThrowsAsync<AuthenticationFailedException>(() => caller.WithSettings(settings).SendAsync(s_operation.CreateRequest("/x"), Cancellation))).Advice);
    }

    [Fact]
    public async Task TimeoutOfAnotherHandlerShouldBeTheOneOfTheCall()
    {
        AtlassianCaller caller = Caller(new RecordingHandler(static _ => throw new TimeoutRejectedException("too late", TimeSpan.FromSeconds(7))));

        CallTimeoutException exception = await Assert.ThrowsAsync<CallTimeoutException>(() => caller.SendAsync(s_operation.CreateRequest("/x"), Cancellation));
        Assert.Equal((TimeSpan.FromSeconds(7), true), (exception.Timeout, exception.IsOfWholeCall));
        Assert.IsType<TimeoutRejectedException>(exception.InnerException);
    }

    [Fact]
    public async Task ClientWithoutABaseAddressShouldBeRefused()
    {
        using HttpClient client = new(RecordingHandler.Answering(HttpStatusCode.OK, "[]"));
        AtlassianCaller caller = new(client);

        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(() => caller.SendAsync(s_operation.CreateRequest("/x"), Cancellation));
        Assert.Equal(
            "The HttpClient has no BaseAddress: set it to the site or server, such as https://api.atlassian.com/ex/jira/{cloudId}.",
            exception.Message);
        HttpRequestMessage request = s_operation.CreateRequest("/x");
        request.RequestUri = new Uri("https://site.example/x");
        await caller.SendAsync(request, Cancellation);
    }

    [Theory]
    [InlineData("https://site.example", "https://site.example/rest/%41%2Fb?c=%41")]
    [InlineData("https://api.example/ex/jira/1/", "https://api.example/ex/jira/1/rest/%41%2Fb?c=%41")]
    [InlineData("https://api.example/ex/jira/1?d=e", "https://api.example/ex/jira/1/rest/%41%2Fb?c=%41")]
    public async Task PathOfTheBaseAddressShouldBeKeptAndThatOfTheCallBeUnchanged(string address, string expected)
    {
        Uri? sent = null;
        using HttpClient client = new(new RecordingHandler(request =>
        {
            sent = request.RequestUri;
            return RecordingHandler.Response(HttpStatusCode.OK, "[]");
        }))
        {
            BaseAddress = new Uri(address),
        };
        await new AtlassianCaller(client).SendAsync(s_operation.CreateRequest("/rest/%41%2Fb?c=%41"), Cancellation);
        Assert.Equal(expected, sent!.AbsoluteUri);
    }

    private static RecordingHandler Redirecting(int status) => new(_ =>
    {
        HttpResponseMessage response = RecordingHandler.Response((HttpStatusCode)status, "file");
        response.Headers.Location = new Uri("https://files.example/1");
        return response;
    });

    private static Task<IReadOnlyList<string>> GetAsync(HttpResponseMessage response) =>
        Caller(new RecordingHandler(_ => response)).SendAsync<IReadOnlyList<string>, ListCodec<string, StringCodec>>(s_operation.CreateRequest("/x"), Cancellation);

    private static AtlassianCaller Caller(HttpMessageHandler handler) => new(new HttpMessageInvoker(handler));

    private sealed class CanceledStream : ReadOnlyStream
    {
        public override int Read(Span<byte> buffer) => throw new OperationCanceledException("another handler gave up");
    }
}
