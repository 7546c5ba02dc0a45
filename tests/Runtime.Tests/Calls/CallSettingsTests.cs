using System.Collections.ObjectModel;
using System.Net;
using System.Net.Http.Headers;
using Leeway.Calls;
using Leeway.Generated;
using Leeway.Grants;
using Leeway.Http;

namespace Leeway.Runtime.Tests.Calls;

public class CallSettingsTests
{
    private static readonly OperationDescriptor s_operation = new(
        "getThings", HttpMethod.Get, "/rest/api/3/things", "jira", "Jira", [200]);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SettingsShouldTravelWithTheRequest()
    {
        CallSettings? seen = null;
        var handler = new RecordingHandler(request =>
        {
            seen = CallSettings.Of(request);
            return RecordingHandler.Response(HttpStatusCode.OK, "[]");
        });
        var settings = new CallSettings
        {
            Grant = new GrantId("them"),
            Range = new RangeHeaderValue(10, 19),
            Headers = new Dictionary<string, string> { ["Accept-Language"] = "de" },
        };
        await SendAsync(Caller(handler).WithSettings(settings));

        Assert.Equal(settings, seen);
        Assert.Equal(["Accept-Language: de", "Accept: application/json", "Range: bytes=10-19"], Assert.Single(handler.Requests).Headers.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task CallerShouldKeepItsOwnSettings()
    {
        CallSettings? seen = null;
        var handler = new RecordingHandler(request =>
        {
            seen = CallSettings.Of(request);
            return RecordingHandler.Response(HttpStatusCode.OK, "[]");
        });
        AtlassianCaller caller = Caller(handler);
        _ = caller.WithSettings(new CallSettings { Site = "them" });
        await SendAsync(caller);
        Assert.Null(seen);
    }

    /// <summary>A call for a grant or a site must not be made with the token of another client.</summary>
    [Fact]
    public void TargetShouldNotBeKeptForAnotherGrantOrSite()
    {
        CallTarget target = new(new Uri("https://api.atlassian.com/ex/jira/1"), new AccessToken("token"));
        CallSettings first = new() { Target = target };

        Assert.Same(target, new CallSettings { MayRepeat = false }.Over(first).Target);
        Assert.Same(target, new CallSettings { Target = target }.Over(new CallSettings { Grant = new GrantId("one") }).Target);
        CallTarget other = new(new Uri("https://api.atlassian.com/ex/jira/2"), new AccessToken("other"));
        Assert.Same(other, new CallSettings { Target = other }.Over(first).Target);
        Assert.Null(new CallSettings { Grant = new GrantId("two") }.Over(first).Target);
        Assert.Null(new CallSettings { Site = "two" }.Over(first).Target);
        Assert.Null(new CallSettings { Workspace = "two" }.Over(first).Target);
    }

    /// <summary>A workspace belongs to a site, and another grant may reach another site.</summary>
    [Fact]
    public void WorkspaceShouldNotBeKeptForAnotherSite()
    {
        CallSettings first = new() { Site = "one", Workspace = "workspace-of-one" };
        Assert.Equal("workspace-of-one", new CallSettings { MayRepeat = false }.Over(first).Workspace);
        Assert.Equal("own", new CallSettings { Site = "two", Workspace = "own" }.Over(first).Workspace);
        Assert.Equal("own", new CallSettings { Workspace = "own" }.Over(first).Workspace);
        Assert.Null(new CallSettings { Site = "two" }.Over(first).Workspace);
        Assert.Null(new CallSettings { Grant = new GrantId("two") }.Over(first).Workspace);
    }

    [Fact]
    public async Task LaterSettingsShouldReplaceEarlierOnesAndKeepTheRest()
    {
        CallSettings? seen = null;
        var handler = new RecordingHandler(request =>
        {
            seen = CallSettings.Of(request);
            return RecordingHandler.Response(HttpStatusCode.OK, "[]");
        });
        await SendAsync(Caller(handler)
            .WithSettings(new CallSettings
            {
                Grant = new GrantId("them"),
                Site = "first",
                MayRepeat = true,
                Timeout = TimeSpan.FromSeconds(9),
                Headers = new Dictionary<string, string> { ["A"] = "1", ["B"] = "1" },
            })
            .WithSettings(new CallSettings { Site = "second", MayRepeat = false, Headers = new Dictionary<string, string> { ["b"] = "2" } }));

        Assert.NotNull(seen);
        Assert.Equal(
            (new GrantId("them"), "second", false, TimeSpan.FromSeconds(9)),
            (seen.Grant!.Value, seen.Site, seen.MayRepeat!.Value, seen.Timeout!.Value));
        Assert.Equal(["A: 1", "B: 2"], Assert.Single(handler.Requests).Headers.Where(static header => !header.StartsWith("Accept", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public async Task RecordShouldHoldTheStatusAndHeadersOfTheResponse()
    {
        var handler = new RecordingHandler(_ =>
        {
            HttpResponseMessage response = RecordingHandler.Response(HttpStatusCode.OK, "[]");
            response.Headers.TryAddWithoutValidation("ETag", "\"7\"");
            return response;
        });
        var record = new ResponseRecord();
        Assert.Null(record.Status);
        Assert.Null(record.Find("ETag"));

        await SendAsync(Caller(handler).WithSettings(new CallSettings { Response = record }));

        Assert.Equal(HttpStatusCode.OK, record.Status);
        Assert.Equal("\"7\"", record.Find("etag"));
        Assert.StartsWith("application/json", record.Find("content-type"), StringComparison.Ordinal);
        Assert.Null(record.Find("Location"));
    }

    [Fact]
    public async Task RecordShouldHoldTheResponseOfAFailedCallToo()
    {
        var handler = new RecordingHandler(_ => RecordingHandler.Response(HttpStatusCode.Conflict, "{}"));
        var record = new ResponseRecord();
        await Assert.ThrowsAsync<AtlassianApiException>(() => SendAsync(Caller(handler).WithSettings(new CallSettings { Response = record })));
        Assert.Equal(HttpStatusCode.Conflict, record.Status);
    }

    [Theory]
    [InlineData("X-Note", "a\r\nAuthorization: x")]
    [InlineData("X-Note", "a\0b")]
    [InlineData("X-Note", "\u007f")]
    [InlineData("X-Note", "ä")]
    [InlineData("X-Note", null)]
    [InlineData("X Note", "a")]
    [InlineData("X-Note:", "a")]
    [InlineData("X-Note\r\nA", "a")]
    [InlineData("", "a")]
    [InlineData("Host", "evil.example")]
    [InlineData("host", "evil.example")]
    [InlineData("Authorization", "Bearer x")]
    [InlineData("Proxy-Authorization", "Basic x")]
    [InlineData("Content-Length", "0")]
    [InlineData("Content-Type", "text/plain")]
    [InlineData("Transfer-Encoding", "chunked")]
    [InlineData("Connection", "close")]
    [InlineData("Expect", "100-continue")]
    [InlineData("Upgrade", "h2c")]
    [InlineData("TE", "trailers")]
    public void HeaderThatWouldBreakTheCallShouldBeRefusedWhenItIsSet(string name, string? value)
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => new CallSettings { Headers = new Dictionary<string, string> { [name] = value! } });
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public void DuplicateHeaderShouldBeRefused() =>
        Assert.Throws<ArgumentException>(static () => new CallSettings { Headers = new Dictionary<string, string> { ["A"] = "1", ["a"] = "2" } });

    [Fact]
    public async Task HeadersShouldBeCopiedWhenTheyAreSet()
    {
        var handler = new RecordingHandler(_ => RecordingHandler.Response(HttpStatusCode.OK, "[]"));
        Dictionary<string, string> headers = new() { ["Accept-Language"] = "de", ["User-Agent"] = "Own/1.0" };
        AtlassianCaller caller = Caller(handler).WithSettings(new CallSettings { Headers = headers });
        headers["Host"] = "evil.example";
        await SendAsync(caller);
        Assert.Contains("Accept-Language: de", handler.Requests[0].Headers);
        Assert.DoesNotContain("Host: evil.example", handler.Requests[0].Headers);
    }

    [Theory]
    [InlineData(HttpStatusCode.SeeOther)]
    [InlineData(HttpStatusCode.Found)]
    public async Task AddressOfADownloadShouldBeReadableInsteadOfTheFile(HttpStatusCode status)
    {
        const string address = "https://media.example/file?token=abc";
        OperationDescriptor download = new("getAttachmentContent", HttpMethod.Get, "/rest/api/3/attachment/content/{id}", "jira", "Jira", [200, 206]);
        var transport = new RecordingHandler(request => request.RequestUri!.Host == "media.example" ? Answer(HttpStatusCode.OK, "the file") : Answer(status, ""));
        using HttpMessageInvoker invoker = new(new RedirectHandler(transport));
        var record = new ResponseRecord();
        AtlassianCaller caller = new(invoker);
        await using (Stream empty = await caller.WithSettings(new CallSettings { FollowRedirects = false, Response = record }).DownloadAsync(Request(), Cancellation))
        {
            Assert.Equal("", await new StreamReader(empty).ReadToEndAsync(Cancellation));
        }

        Assert.Equal(status, record.Status);
        Assert.Equal(address, record.Find("Location"));
        Assert.Single(transport.Requests);
        await using Stream file = await caller.DownloadAsync(Request(), Cancellation);
        Assert.Equal("the file", await new StreamReader(file).ReadToEndAsync(Cancellation));

        HttpRequestMessage Request()
        {
            HttpRequestMessage request = download.CreateRequest("/rest/api/3/attachment/content/1");
            request.RequestUri = new Uri("https://api.example/rest/api/3/attachment/content/1");
            return request;
        }

        static HttpResponseMessage Answer(HttpStatusCode status, string body)
        {
            HttpResponseMessage response = RecordingHandler.Response(status, body);
            if (status != HttpStatusCode.OK)
            {
                response.Headers.Location = new Uri(address);
            }

            return response;
        }
    }

    [Fact]
    public async Task RedirectThatIsTheResultShouldHaveItsLocationInTheRecord()
    {
        OperationDescriptor operation = new("deletePriority", HttpMethod.Delete, "/rest/api/3/priority/{id}", "jira", "Jira", [303]);
        var handler = new RecordingHandler(_ =>
        {
            HttpResponseMessage response = RecordingHandler.Response(HttpStatusCode.SeeOther, "{}");
            response.Headers.Location = new Uri("https://site.example/rest/api/3/task/1");
            return response;
        });
        var record = new ResponseRecord();
        await Caller(handler).WithSettings(new CallSettings { Response = record }).SendAsync(operation.CreateRequest("/rest/api/3/priority/1"), Cancellation);
        Assert.Equal("https://site.example/rest/api/3/task/1", record.Find("Location"));
    }

    [Fact]
    public void TimeoutShouldBePositive()
    {
        Assert.StartsWith(
            "A timeout must be positive or infinite.",
            Assert.Throws<ArgumentOutOfRangeException>("value", () => new CallSettings { Timeout = TimeSpan.Zero }).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new CallSettings { Timeout = TimeSpan.FromMilliseconds(-2) });
        Assert.Equal(TimeSpan.FromTicks(1), new CallSettings { Timeout = TimeSpan.FromTicks(1) }.Timeout);
        Assert.Equal(Timeout.InfiniteTimeSpan, new CallSettings { Timeout = Timeout.InfiniteTimeSpan }.Timeout);
        Assert.Null(new CallSettings { Timeout = null }.Timeout);
    }

    [Fact]
    public void EveryMemberThatIsSetShouldReplaceThatOfTheOthers()
    {
        CallSettings first = Create("first", 1, true);
        CallSettings other = Create("other", 2, false);

        AssertSame(first, first.Over(other));
        Assert.Same(first, first.Over(null));
    }

    [Fact]
    public void EveryMemberThatIsNotSetShouldBeThatOfTheOthers()
    {
        CallSettings other = Create("other", 2, false);

        AssertSame(other, new CallSettings().Over(other));
    }

    [Fact]
    public void EveryMemberShouldBeKeptIfTheOthersSetNone()
    {
        CallSettings first = Create("first", 1, true);

        AssertSame(first, first.Over(new CallSettings()));
    }

    [Fact]
    public void RequestShouldBeRequired() => Assert.Throws<ArgumentNullException>("request", static () => CallSettings.Of(null!));

    [Fact]
    public void HeaderOfTheOperationShouldBeReplaced()
    {
        using HttpRequestMessage request = s_operation.CreateRequest("/x");
        request.Headers.Add("X-Version", "1");

        new CallSettings { Headers = new Dictionary<string, string> { ["x-version"] = "2" } }.Apply(request);

        Assert.Equal(["2"], request.Headers.GetValues("X-Version"));
        Assert.Null(request.Headers.Range);
    }

    private static void AssertSame(CallSettings expected, CallSettings actual)
    {
        Assert.Equal(expected.Headers, actual.Headers);
        Assert.Equal(WithoutHeaders(expected), WithoutHeaders(actual));

        static CallSettings WithoutHeaders(CallSettings settings) => settings with { Headers = ReadOnlyDictionary<string, string>.Empty };
    }

    private static CallSettings Create(string text, int number, bool flag) => new()
    {
        Grant = new GrantId(text),
        Site = text,
        Workspace = text,
        Target = new CallTarget(new Uri($"https://api.atlassian.com/ex/jira/{text}"), new AccessToken(text)),
        MayRepeat = flag,
        Timeout = TimeSpan.FromSeconds(number),
        Range = new RangeHeaderValue(number, null),
        FollowRedirects = flag,
        Headers = new Dictionary<string, string> { ["X-Text"] = text },
        Response = new ResponseRecord(),
    };

    private static AtlassianCaller Caller(HttpMessageHandler handler) =>
        new(new HttpClient(handler) { BaseAddress = new Uri("https://site.example") });

    private static Task<IReadOnlyList<string>> SendAsync(AtlassianCaller caller) =>
        caller.SendAsync<IReadOnlyList<string>, ListCodec<string, StringCodec>>(s_operation.CreateRequest("/rest/api/3/things"), Cancellation);
}
