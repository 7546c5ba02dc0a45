using System.Net;
using System.Net.Http.Headers;
using Leeway.Calls;
using Leeway.Grants;
using Leeway.Json;

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

    [Fact]
    public async Task LaterSettingsShouldGoBeforeEarlierOnesAndLeaveTheRest()
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
    public async Task RecordShouldHoldWhatTheAnswerSaysBesideItsValue()
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
    public async Task RecordShouldHoldTheAnswerOfAFailedCallToo()
    {
        var handler = new RecordingHandler(_ => RecordingHandler.Response(HttpStatusCode.Conflict, "{}"));
        var record = new ResponseRecord();
        await Assert.ThrowsAsync<AtlassianApiException>(() => SendAsync(Caller(handler).WithSettings(new CallSettings { Response = record })));
        Assert.Equal(HttpStatusCode.Conflict, record.Status);
    }

    [Theory]
    [InlineData("a\r\nAuthorization: x")]
    [InlineData("ä")]
    public async Task HeaderThatCouldBeginAnotherShouldBeRefused(string value)
    {
        AtlassianCaller caller = Caller(new RecordingHandler(_ => throw new InvalidOperationException("sent")))
            .WithSettings(new CallSettings { Headers = new Dictionary<string, string> { ["X-Note"] = value } });
        await Assert.ThrowsAsync<ArgumentException>(() => SendAsync(caller));
    }

    [Fact]
    public void TimeoutShouldBePositive()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new CallSettings { Timeout = TimeSpan.Zero });
        Assert.Equal(Timeout.InfiniteTimeSpan, new CallSettings { Timeout = Timeout.InfiniteTimeSpan }.Timeout);
    }

    private static AtlassianCaller Caller(HttpMessageHandler handler) =>
        new(new HttpClient(handler) { BaseAddress = new Uri("https://site.example") });

    private static Task<IReadOnlyList<string>> SendAsync(AtlassianCaller caller) =>
        caller.SendAsync<IReadOnlyList<string>, ListCodec<string, StringCodec>>(s_operation.CreateRequest("/rest/api/3/things"), Cancellation);
}
