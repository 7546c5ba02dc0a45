using System.Net;
using Leeway.Calls;
using Leeway.Generated;
using Leeway.Json;
using Leeway.Paging;

namespace Leeway.Runtime.Tests.Calls;

/// <summary>Responses whose body breaks off, or does not arrive, after good headers.</summary>
public sealed class BrokenBodyTests : IDisposable
{
    private static readonly OperationDescriptor s_read =
        new("getThing", HttpMethod.Get, "/rest/api/3/thing", "jira", "Jira", [200]);

    private static readonly OperationDescriptor s_query =
        new("searchThings", HttpMethod.Post, "/rest/api/3/thing/search", "jira", "Jira", [200], marks: OperationMarks.ReadOnly, repeat: RepeatRule.Always);

    private static readonly OperationDescriptor s_create =
        new("createThing", HttpMethod.Post, "/rest/api/3/thing", "jira", "Jira", [201]);

    private static readonly OperationDescriptor s_replace =
        new("replaceThing", HttpMethod.Put, "/rest/api/3/thing", "jira", "Jira", [200]);

    private readonly CallWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ReadWhoseBodyBreaksOffShouldBeSentAgain(bool byPost)
    {
        _world.Answer(Broken("""{"key":"A-1","te"""));
        _world.Answer(HttpStatusCode.OK, """{"key":"A-1"}""");
        ResponseRecord record = new();

        RawJson value = await _world.RunAsync(SendAsync(byPost ? s_query : s_read, new CallSettings { Response = record }));

        Assert.Equal("""{"key":"A-1"}""", value.ToString());
        Assert.InRange((_world.Sent[1].At - _world.Sent[0].At).TotalSeconds, 1.4, 2.7);
        Assert.Equal((2, HttpStatusCode.OK), (record.Attempts, record.Status));
    }

    /// <summary>Without a length, the end of a closed connection looks like the end of the body.</summary>
    [Theory]
    [InlineData("{")]
    [InlineData("""{"key":"A-1","te""")]
    [InlineData("""{"key":[{},{"a":1""")]
    [InlineData(""" [1,2""")]
    public async Task ReadWhoseJsonEndsTooEarlyShouldBeSentAgain(string part)
    {
        _world.Answer(HttpStatusCode.OK, part);
        _world.Answer(HttpStatusCode.OK, """{"key":"A-1"}""");

        Assert.Equal("""{"key":"A-1"}""", (await _world.RunAsync(SendAsync(s_read))).ToString());
        Assert.Equal(2, _world.Sent.Count);
    }

    [Fact]
    public async Task TimeBeforeTheCallShouldNotCount()
    {
        _world.Time.Advance(TimeSpan.FromHours(1));
        _world.Answer(Broken("{"));
        _world.Answer(HttpStatusCode.OK, "1");

        Assert.Equal("1", (await _world.RunAsync(SendAsync(s_read))).ToString());
    }

    [Fact]
    public async Task AttemptWhoseBodyBrokeOffMayHaveTakenEffect()
    {
        _world.Answer(Broken("{"));
        _world.Fail(new HttpRequestException(HttpRequestError.NameResolutionError));

        NoResponseException exception = await Assert.ThrowsAsync<NoResponseException>(() => _world.RunAsync(SendAsync(s_read)));

        Assert.Equal((true, 2), (exception.MayHaveTakenEffect, exception.Attempts));
    }

    [Fact]
    public async Task JsonThatIsAlwaysCutShouldBeShownToTheCaller()
    {
        for (int i = 0; i < 5; i++)
        {
            _world.Answer(HttpStatusCode.OK, """{"key":""");
        }

        UnreadableSuccessException exception = await Assert.ThrowsAsync<UnreadableSuccessException>(() => _world.RunAsync(SendAsync(s_read)));
        Assert.Equal(("""{"key":""", 5), (exception.GetBodyText(), _world.Sent.Count));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{]")]
    [InlineData("{}x")]
    [InlineData("[1,2}")]
    [InlineData("<html>")]
    public async Task ReadWhoseBodyIsNotTheStartOfJsonShouldNotBeSentAgain(string body)
    {
        _world.Answer(HttpStatusCode.OK, body);

        await Assert.ThrowsAsync<UnreadableSuccessException>(
            () => _world.RunAsync(_world.Caller.SendAsync<IReadOnlyList<string>, ListCodec<string, StringCodec>>(s_read.CreateRequest("/x"), CancellationToken.None)));
        Assert.Single(_world.Sent);
    }

    [Fact]
    public async Task WriteWhoseJsonEndsTooEarlyShouldNotBeSentAgain()
    {
        _world.Answer(HttpStatusCode.Created, """{"key":""");

        await Assert.ThrowsAsync<UnreadableSuccessException>(() => _world.RunAsync(SendAsync(s_create)));
        Assert.Single(_world.Sent);
    }

    [Fact]
    public async Task TextWhoseBodyBreaksOffShouldBeSentAgain()
    {
        _world.Answer(Broken("some te"));
        _world.Answer(HttpStatusCode.OK, "some text");

        Assert.Equal("some text", await _world.RunAsync(_world.Caller.SendTextAsync(s_read.CreateRequest("/x"), CancellationToken.None)));
    }

    [Fact]
    public async Task BrokenBodyShouldCountAsAnAttemptLikeAnyOther()
    {
        _world.Answer(Broken("{"));
        _world.Answer(HttpStatusCode.ServiceUnavailable);
        _world.Answer(Broken("{"));
        _world.Fail(new HttpRequestException(HttpRequestError.ResponseEnded));
        _world.Answer(Broken("{\"a"));

        NoResponseException exception = await Assert.ThrowsAsync<NoResponseException>(() => _world.RunAsync(SendAsync(s_read)));

        Assert.Equal((5, 5, "getThing"), (_world.Sent.Count, exception.Attempts, exception.OperationId));
        Assert.Contains("The response broke off", exception.Message, StringComparison.Ordinal);
        Assert.IsType<HttpRequestException>(exception.InnerException);
        double[] waits = [.. _world.Sent.Zip(_world.Sent.Skip(1), static (first, second) => (second.At - first.At).TotalSeconds)];
        Assert.All(waits.Zip([2, 4, 8, 16]), static pair => Assert.InRange(pair.First, pair.Second * 0.7, (pair.Second * 1.3) + 0.1));
    }

    [Fact]
    public async Task BodyThatDoesNotArriveInTimeShouldBeRequestedAgain()
    {
        _world.Answer(new HttpResponseMessage { Content = new StreamContent(new HangingStream()) });
        _world.Answer(HttpStatusCode.OK, "1");

        Assert.Equal("1", (await _world.RunAsync(SendAsync(s_read))).ToString());
        Assert.InRange((_world.Sent[1].At - _world.Sent[0].At).TotalSeconds, 61.4, 62.8);
    }

    [Fact]
    public async Task BodyShouldNotBeRequestedAgainAfterTheTimeoutOfTheCall()
    {
        _world.Answer(Broken("{"));

        await Assert.ThrowsAsync<NoResponseException>(
            () => _world.RunAsync(SendAsync(s_read, new CallSettings { Timeout = TimeSpan.FromSeconds(1) })));

        Assert.Single(_world.Sent);
    }

    [Fact]
    public async Task CallerShouldBeAbleToRefuseTheRepetition()
    {
        _world.Answer(Broken("{"));

        await Assert.ThrowsAsync<NoResponseException>(() => _world.RunAsync(SendAsync(s_read, new CallSettings { MayRepeat = false })));

        Assert.Single(_world.Sent);
    }

    [Fact]
    public async Task CancellationDuringTheBodyShouldNotBeAFailure()
    {
        HangingStream body = new();
        _world.Answer(new HttpResponseMessage { Content = new StreamContent(body) });
        using CancellationTokenSource source = new();
        Task<RawJson> call = _world.Caller.SendAsync<RawJson, ValueCodec<RawJson>>(s_read.CreateRequest("/x"), source.Token);
        await body.Reached;
        source.Cancel();

        Assert.Equal(source.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call)).CancellationToken);
        Assert.Single(_world.Sent);
    }

    [Fact]
    public async Task LaterPageOfAnEnumerationShouldBeReadAgain()
    {
        _world.Answer(HttpStatusCode.OK, "[\"a\",\"b\"]");
        _world.Answer(Broken("[\"c\",\"d"));
        _world.Answer(HttpStatusCode.OK, "[\"c\"]");
        _world.Answer(HttpStatusCode.OK, "[]");
        PagedItems<string> items = PagedOperation.ByPosition<IReadOnlyList<string>, string>(
            "getThing",
            "startAt",
            (position, token) => _world.Caller.SendAsync<IReadOnlyList<string>, ListCodec<string, StringCodec>>(s_read.CreateRequest($"/x?startAt={position}"), token),
            static page => new PageFacts<string> { Items = page },
            static item => item);

        List<string> read = [];
        await _world.RunAsync(ReadAllAsync());

        Assert.Equal(["a", "b", "c"], read);
        Assert.Equal(["/x?startAt=0", "/x?startAt=2", "/x?startAt=2", "/x?startAt=3"], _world.Sent.Select(static sent => sent.Uri));

        async Task ReadAllAsync()
        {
            await foreach (string item in items)
            {
                read.Add(item);
            }
        }
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, null)]
    [InlineData(false, true)]
    public async Task WriteWhoseBodyBreaksOffShouldBeAcceptedAndNotSentAgain(bool byPut, bool? mayRepeat)
    {
        _world.Answer(Broken("""{"id":"7","ke""", byPut ? HttpStatusCode.OK : HttpStatusCode.Created));

        UnreadableSuccessException exception = await Assert.ThrowsAsync<UnreadableSuccessException>(
            () => _world.RunAsync(SendAsync(byPut ? s_replace : s_create, new CallSettings { MayRepeat = mayRepeat })));

        Assert.Single(_world.Sent);
        Assert.True(exception.IsWrite);
        Assert.Equal("""{"id":"7","ke""", exception.GetBodyText());
        Assert.Contains("the server accepted the write, but its body broke off", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteWhoseBodyDoesNotArriveInTimeShouldBeAccepted()
    {
        _world.Answer(new HttpResponseMessage(HttpStatusCode.Created) { Content = new StreamContent(new HangingStream()) });

        UnreadableSuccessException exception = await Assert.ThrowsAsync<UnreadableSuccessException>(() => _world.RunAsync(SendAsync(s_create)));

        Assert.IsType<CallTimeoutException>(exception.InnerException);
        Assert.Single(_world.Sent);
    }

    [Theory]
    [InlineData(typeof(InvalidDataException))]
    [InlineData(typeof(InvalidOperationException))]
    public async Task BodyThatCannotBeDecompressedShouldCountAsBroken(Type failure)
    {
        _world.Answer(new HttpResponseMessage { Content = new StreamContent(new FailingStream((Exception)Activator.CreateInstance(failure, "bad block")!)) });
        _world.Answer(HttpStatusCode.OK, "1");

        Assert.Equal("1", (await _world.RunAsync(SendAsync(s_read))).ToString());
    }

    private Task<RawJson> SendAsync(OperationDescriptor operation, CallSettings? settings = null) =>
        _world.Caller.WithSettings(settings ?? new CallSettings())
            .SendAsync<RawJson, ValueCodec<RawJson>>(operation.CreateRequest("/x"), CancellationToken.None);

    private static HttpResponseMessage Broken(string beginning, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StreamContent(new BreakingStream(System.Text.Encoding.UTF8.GetBytes(beginning))) };

    private sealed class FailingStream(Exception failure) : ReadOnlyStream
    {
        public override int Read(Span<byte> buffer) => throw failure;
    }
}
