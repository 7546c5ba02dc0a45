using System.Diagnostics.Metrics;
using System.Net;
using Leeway.Calls;
using Leeway.Generated;
using Leeway.Grants;
using Leeway.Http.Resilience;
using Leeway.Json;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Logging.Testing;

namespace Leeway.Runtime.Tests.Http.Resilience;

/// <summary>Repetitions and timeouts of calls that nobody observes, and of calls whose telemetry somebody does.</summary>
public abstract class ResilienceHandlerTests(bool isObserved) : IDisposable
{
    private static readonly OperationDescriptor s_read =
        new("getThing", HttpMethod.Get, "/rest/api/3/thing/{id}", "jira", "Jira", [200]);

    private static readonly OperationDescriptor s_create = new("createThing", HttpMethod.Post, "/rest/api/3/thing", "jira", "Jira", [201]);

    private static readonly OperationDescriptor s_edit = new(
        "editThing", HttpMethod.Put, "/rest/api/3/thing/{id}", "jira", "Jira", [200], repeat: RepeatRule.UnlessBody("/update"));

    private readonly ManualTime _time = new();
    private readonly FakeLogger _log = new();
    private readonly Meter _meter = new("Leeway");
    private readonly ResilienceOptions _options = new();
    private readonly Queue<Func<CancellationToken, Task<HttpResponseMessage>>> _answers = [];
    private readonly List<(DateTimeOffset At, string? Body)> _sent = [];

    public void Dispose()
    {
        _meter.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task CallShouldBeSentAgainAfterItsWaitsUntilItSucceeds()
    {
        Answer(HttpStatusCode.ServiceUnavailable, HttpStatusCode.TooManyRequests, HttpStatusCode.BadGateway, HttpStatusCode.GatewayTimeout, HttpStatusCode.OK);

        using HttpResponseMessage response = await RunAsync(SendAsync(s_read));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        AssertWaits([(1.4, 2.6), (2.8, 5.2), (5.6, 10.4), (11.2, 20.8)]);
        Assert.Equal(4, _log.Collector.GetSnapshot().Count(static record => record.Id.Name == "CallRepeated"));
        Assert.Equal(0, _time.ActiveTimers);
    }

    [Fact]
    public async Task LastResponseShouldBeReturnedWhenRetriesAreExhausted()
    {
        Answer([.. Enumerable.Repeat(HttpStatusCode.ServiceUnavailable, 9)]);

        using HttpResponseMessage response = await RunAsync(SendAsync(s_read));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(5, _sent.Count);
    }

    [Fact]
    public async Task OtherOperationsShouldBeSentOnceUnlessTheCallerAllowsRepetition()
    {
        Answer(HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK);

        using HttpResponseMessage alone = await RunAsync(SendAsync(s_create, content: Body()));
        using HttpResponseMessage repeated = await RunAsync(SendAsync(s_create, new CallSettings { MayRepeat = true }, Body()));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, alone.StatusCode);
        Assert.Equal(HttpStatusCode.OK, repeated.StatusCode);
        Assert.Equal(["body", "body", "body"], _sent.Select(static sent => sent.Body));
    }

    [Fact]
    public async Task BodyThatCannotBeReadTwiceShouldBeSentOnce()
    {
        Answer(HttpStatusCode.ServiceUnavailable);

        using HttpResponseMessage response = await RunAsync(
            SendAsync(s_create, new CallSettings { MayRepeat = true }, new StreamContent(new MemoryStream([1]))));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Single(_sent);
    }

    [Theory]
    [InlineData("""{"update":{"comment":[]}}""", 1)]
    [InlineData("""{"fields":{"update":1}}""", 2)]
    [InlineData(null, 2)]
    public async Task BodyShouldDecideIfTheOperationSaysSo(string? json, int attempts)
    {
        Answer(HttpStatusCode.GatewayTimeout, HttpStatusCode.OK);
        JsonBody? body = json is null ? null : JsonBody.Create<RawJson, ValueCodec<RawJson>>(RawJson.Parse(json));

        using HttpResponseMessage response = await RunAsync(SendAsync(s_edit, content: body));

        Assert.Equal(attempts, _sent.Count);
    }

    [Fact]
    public async Task BodyThatCannotBeExaminedShouldCountAsHavingTheMember()
    {
        Answer(HttpStatusCode.GatewayTimeout);

        using HttpResponseMessage response = await RunAsync(SendAsync(s_edit, content: Body()));

        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        Assert.Single(_sent);
    }

    [Fact]
    public async Task ResponseShouldBeDisposedOfBeforeTheCallIsRepeated()
    {
        DisposalProbe first = Probe(HttpStatusCode.ServiceUnavailable);
        DisposalProbe second = Probe(HttpStatusCode.ServiceUnavailable);
        DisposalProbe last = Probe(HttpStatusCode.OK);

        using (await RunAsync(SendAsync(s_read)))
        {
            Assert.Equal((true, true, false), (first.IsDisposed, second.IsDisposed, last.IsDisposed));
        }
    }

    [Fact]
    public async Task ResponseShouldBeDisposedOfIfTheCallerCancelsBeforeTheRepetition()
    {
        using CancellationTokenSource atOnce = new();
        using CancellationTokenSource waiting = new();
        DisposalProbe first = Probe(HttpStatusCode.ServiceUnavailable, atOnce.Cancel);
        DisposalProbe second = Probe(HttpStatusCode.ServiceUnavailable);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SendAsync(s_read, cancellationToken: atOnce.Token));
        Task<HttpResponseMessage> between = SendAsync(s_read, cancellationToken: waiting.Token);
        waiting.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => between);

        Assert.Equal((true, true), (first.IsDisposed, second.IsDisposed));
    }

    [Fact]
    public async Task LostResponseShouldBeRequestedAgain()
    {
        Fail(new HttpRequestException(HttpRequestError.ResponseEnded), new IOException(), new HttpRequestException(HttpRequestError.ConnectionError));
        Answer(HttpStatusCode.OK);

        using HttpResponseMessage response = await RunAsync(SendAsync(s_read));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(4, _sent.Count);
    }

    [Fact]
    public async Task FailureOfTheLastAttemptShouldBeThrownUnchanged()
    {
        HttpRequestException last = new(HttpRequestError.ResponseEnded);
        Fail(new IOException(), new IOException(), new IOException(), new IOException(), last);

        Assert.Same(last, await Assert.ThrowsAsync<HttpRequestException>(() => RunAsync(SendAsync(s_read))));
    }

    [Fact]
    public async Task FailureThatAnotherAttemptDoesNotFixShouldBeThrownAtOnce()
    {
        Fail(new SiteSelectionException("no such site", []));

        await Assert.ThrowsAsync<SiteSelectionException>(() => SendAsync(s_read));

        Assert.Single(_sent);
    }

    [Fact]
    public async Task AttemptWithoutAResponseShouldEndAndBeFollowedByAnother()
    {
        Hang();
        Answer(HttpStatusCode.OK);

        using HttpResponseMessage response = await RunAsync(SendAsync(s_read));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        AssertWaits([(61.4, 62.6)]);
    }

    [Fact]
    public async Task AttemptThatMayNotBeRepeatedShouldEndWithItsTimeout()
    {
        Hang();

        CallTimeoutException exception = await Assert.ThrowsAsync<CallTimeoutException>(() => RunAsync(SendAsync(s_create, content: Body())));

        Assert.Equal((_options.AttemptTimeout.Timeout, false, 1), (exception.Timeout, exception.IsOfWholeCall, exception.Attempts));
        Assert.StartsWith("POST /rest/api/3/thing got no complete response within the 60 s of one attempt, at attempt 1. It is not known whether the write", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CallWhoseTimeoutIsShorterThanThatOfAnAttemptShouldEndWithIt()
    {
        Hang();

        CallTimeoutException exception = await Assert.ThrowsAsync<CallTimeoutException>(
            () => RunAsync(SendAsync(s_create, new CallSettings { Timeout = TimeSpan.FromSeconds(30) }, Body())));

        Assert.Equal((TimeSpan.FromSeconds(30), true, 1), (exception.Timeout, exception.IsOfWholeCall, exception.Attempts));
    }

    [Fact]
    public async Task CallShouldEndAfterItsTimeoutAndReportItsAttempts()
    {
        Hang();
        Hang();

        CallTimeoutException exception = await Assert.ThrowsAsync<CallTimeoutException>(
            () => RunAsync(SendAsync(s_read, new CallSettings { Timeout = TimeSpan.FromSeconds(90) })));

        Assert.Equal((TimeSpan.FromSeconds(90), true, 2), (exception.Timeout, exception.IsOfWholeCall, exception.Attempts));
        Assert.Equal(TimeSpan.FromSeconds(90), _time.GetUtcNow() - ManualTime.Start);
    }

    [Fact]
    public async Task WriteThatTimesOutAfterALostAttemptShouldSayThatEitherMayHaveBeenCarriedOut()
    {
        Fail(new IOException());
        Hang();

        CallTimeoutException exception = await Assert.ThrowsAsync<CallTimeoutException>(
            () => RunAsync(SendAsync(s_create, new CallSettings { MayRepeat = true, Timeout = TimeSpan.FromSeconds(30) }, Body())));

        Assert.True(exception.MayHaveTakenEffect);
        Assert.EndsWith("by this attempt or an earlier one: check before you send it again.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CallShouldNotStartAWaitThatExceedsItsTimeout()
    {
        Answer(HttpStatusCode.ServiceUnavailable);

        using HttpResponseMessage response = await SendAsync(s_read, new CallSettings { Timeout = TimeSpan.FromSeconds(1) });

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
    }

    [Fact]
    public async Task DownloadsShouldHaveOnlyTheTimeoutOfTheCaller()
    {
        Hang();
        Hang();
        using CancellationTokenSource caller = new();
        Task<HttpResponseMessage> untimed = SendAsync(s_create, content: new StreamContent(new MemoryStream()), cancellationToken: caller.Token);
        Task<HttpResponseMessage> timed = SendAsync(
            s_create, new CallSettings { Timeout = TimeSpan.FromHours(1) }, new StreamContent(new MemoryStream()));

        _time.Advance(TimeSpan.FromHours(1));

        Assert.True((await Assert.ThrowsAsync<CallTimeoutException>(() => timed)).IsOfWholeCall);
        Assert.False(untimed.IsCompleted);
        caller.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => untimed);
    }

    [Fact]
    public async Task CancellationShouldHaveTheCallersToken()
    {
        Hang();
        Answer(HttpStatusCode.ServiceUnavailable);
        using CancellationTokenSource caller = new();
        using CancellationTokenSource waiting = new();
        Task<HttpResponseMessage> sending = SendAsync(s_read, cancellationToken: caller.Token);
        Task<HttpResponseMessage> between = SendAsync(s_read, cancellationToken: waiting.Token);

        caller.Cancel();
        waiting.Cancel();

        Assert.Equal(caller.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending)).CancellationToken);
        Assert.Equal(waiting.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => between)).CancellationToken);
        Assert.Equal(2, _sent.Count);
        Assert.Equal(0, _time.ActiveTimers);
    }

    [Fact]
    public async Task TimeoutOfAnInnerHandlerShouldNotLookLikeACancellation()
    {
        Fail([.. Enumerable.Range(0, 5).Select(static _ => new TaskCanceledException("handler", new TimeoutException("late", new TaskCanceledException())))]);

        HttpRequestException exception = await Assert.ThrowsAsync<HttpRequestException>(() => RunAsync(SendAsync(s_read)));

        Assert.Equal("The request was canceled before its response came.", exception.Message);
        Assert.Equal(5, _sent.Count);
    }

    [Fact]
    public async Task SlowBodyShouldNotBeSubjectToTheTimeoutOfItsAttempt()
    {
        CancellationToken seen = default;
        _answers.Enqueue(token =>
        {
            seen = token;
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK));
        });

        using HttpResponseMessage response = await SendAsync(s_read);
        _time.Advance(TimeSpan.FromHours(1));

        Assert.False(seen.IsCancellationRequested);
    }

    [Fact]
    public async Task RepetitionsShouldBeCountedByOperationAndEnd()
    {
        using MetricCollector<long> retries = new(_meter, "leeway.call.retries");
        Answer(HttpStatusCode.ServiceUnavailable, HttpStatusCode.TooManyRequests, HttpStatusCode.OK);

        await RunAsync(SendAsync(s_read));

        Assert.Equal(
            ["1 getThing Jira unavailable", "1 getThing Jira limited"],
            retries.GetMeasurementSnapshot().Select(static m => $"{m.Value} {m.Tags["leeway.operation"]} {m.Tags["leeway.product"]} {m.Tags["leeway.attempt.end"]}"));
    }

    private static ByteArrayContent Body() => new("body"u8.ToArray());

    /// <summary>Prepares responses whose content records whether it was disposed of.</summary>
    private DisposalProbe Probe(HttpStatusCode status, Action? before = null)
    {
        DisposalProbe content = new();
        _answers.Enqueue(_ =>
        {
            before?.Invoke();
            return Task.FromResult(new HttpResponseMessage(status) { Content = content });
        });
        return content;
    }

    private void Answer(params HttpStatusCode[] statuses)
    {
        foreach (HttpStatusCode status in statuses)
        {
            _answers.Enqueue(_ => Task.FromResult(new HttpResponseMessage(status)));
        }
    }

    private void Fail(params Exception[] exceptions)
    {
        foreach (Exception exception in exceptions)
        {
            _answers.Enqueue(_ => Task.FromException<HttpResponseMessage>(exception));
        }
    }

    private void Hang() => _answers.Enqueue(static async token =>
    {
        TaskCompletionSource<HttpResponseMessage> never = new();
        using CancellationTokenRegistration registration = token.Register(() => never.TrySetCanceled(token));
        return await never.Task;
    });

    private async Task<HttpResponseMessage> SendAsync(
        OperationDescriptor operation,
        CallSettings? settings = null,
        HttpContent? content = null,
        CancellationToken cancellationToken = default)
    {
        RuntimeEnvironment environment = new(_time, new Random(1), TaskCreationOptions.None, _meter);
        AttemptHandler attempts = new(environment, new ResilienceReport(_meter, _log), new Transport(this));
        using HttpMessageInvoker invoker = new(Strategies.Around(_options, environment, attempts, isObserved ? new FakeLogger().ToFactory() : null));
        using HttpRequestMessage request = operation.CreateRequest("/rest/api/3/thing", content);
        request.Options.Set(CallSettings.Key, settings ?? new CallSettings());
        return await invoker.SendAsync(request, cancellationToken);
    }

    /// <summary>Advances time until a call has ended.</summary>
    private Task<HttpResponseMessage> RunAsync(Task<HttpResponseMessage> call) => _time.RunAsync(call, TimeSpan.FromMilliseconds(100));

    private void AssertWaits((double Min, double Max)[] expected)
    {
        double[] waits = [.. _sent.Zip(_sent.Skip(1), static (first, second) => (second.At - first.At).TotalSeconds)];
        Assert.Equal(expected.Length, waits.Length);
        Assert.All(expected.Zip(waits), static pair => Assert.InRange(pair.Second, pair.First.Min, pair.First.Max + 0.1));
    }

    private sealed class DisposalProbe() : ByteArrayContent([])
    {
        public bool IsDisposed { get; private set; }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }

    private sealed class Transport(ResilienceHandlerTests test) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            test._sent.Add((test._time.GetUtcNow(), request.Content is ByteArrayContent body ? await body.ReadAsStringAsync(CancellationToken.None) : null));
            return await test._answers.Dequeue()(cancellationToken);
        }
    }
}
