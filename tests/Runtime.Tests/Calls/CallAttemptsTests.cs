using System.Diagnostics.Metrics;
using System.Net;
using Leeway.Calls;
using Leeway.Grants;
using Leeway.Http.Resilience;

namespace Leeway.Runtime.Tests.Calls;

/// <summary>What a request carries about its attempts.</summary>
public sealed class CallAttemptsTests : IDisposable
{
    private static readonly OperationDescriptor s_create = new("createThing", HttpMethod.Post, "/thing", "jira", "Jira", [201]);

    private static readonly HttpRequestException s_lost = new(HttpRequestError.ResponseEnded);

    private static readonly HttpRequestException s_unreachable = new(HttpRequestError.ConnectionError);

    private readonly Meter _meter = new("Leeway");
    private readonly ManualTime _time = new();
    private readonly HttpRequestMessage _request = s_create.CreateRequest("/thing");

    public void Dispose()
    {
        _meter.Dispose();
        _request.Dispose();
    }

    [Fact]
    public void RequestShouldHaveOneAttemptUntilItFails()
    {
        Assert.Null(CallAttempts.Find(_request));
        Assert.Equal((1, false, false, true), Describe());

        CallAttempts attempts = Begin();

        Assert.Same(attempts, CallAttempts.Find(_request));
        Assert.Same(attempts, Begin());
        Assert.Equal((1, false, false, true), Describe());
    }

    [Fact]
    public void AttemptShouldBeUncertainWhileItRuns()
    {
        CallAttempts attempts = Begin();
        attempts.End(_request, s_unreachable);
        Assert.Equal((1, false, false, false), Describe());

        attempts.Begin(_time.GetTimestamp());
        Assert.Equal((2, false, false, true), Describe());
    }

    [Fact]
    public void LostAttemptShouldBeRememberedWhateverComesAfterIt()
    {
        CallAttempts attempts = Begin();
        attempts.End(_request, s_lost);
        Assert.Equal((1, false, false, true), Describe());

        attempts.Begin(_time.GetTimestamp());
        attempts.End(_request, s_lost);
        attempts.Begin(_time.GetTimestamp());
        Assert.Equal((3, true, false, true), Describe());

        attempts.End(_request, s_unreachable);
        attempts.Begin(_time.GetTimestamp());
        attempts.End(_request, s_unreachable);
        Assert.Equal((4, true, false, false), Describe());
    }

    [Fact]
    public void ExceptionShouldDetermineTheEndOfAnAttempt()
    {
        using HttpRequestMessage other = s_create.CreateRequest("/thing");
        CallTimeoutException sent = new(other, TimeSpan.FromSeconds(1), isOfWholeCall: false, null);
        CallAttempts.Of(other, Environment, 0).End(other, s_unreachable);
        CallTimeoutException unsent = new(other, TimeSpan.FromSeconds(1), isOfWholeCall: false, null);

        Assert.Equal((AttemptEnd.NotSent, false), End(s_unreachable));
        Assert.Equal((AttemptEnd.Lost, true), End(s_lost));
        Assert.Equal((AttemptEnd.Lost, true), End(new OperationCanceledException()));
        Assert.Equal((AttemptEnd.Lost, true), End(sent));
        Assert.Equal((AttemptEnd.NotSent, false), End(unsent));
        Assert.Equal((AttemptEnd.NotSent, false), End(new NoResponseException("x")));
        Assert.Equal((AttemptEnd.Final, false), End(new AtlassianApiException("x", HttpStatusCode.BadRequest)));
        Assert.Equal((AttemptEnd.Final, false), End(new HttpRequestException(HttpRequestError.SecureConnectionError)));
        Assert.Equal((AttemptEnd.Final, true), End(new InvalidOperationException()));
    }

    [Fact]
    public void ResponseShouldDetermineTheEndOfAnAttempt()
    {
        CallAttempts attempts = Begin();
        using HttpResponseMessage response = new(HttpStatusCode.ServiceUnavailable);
        using HttpResponseMessage refusal = new(HttpStatusCode.TooManyRequests);

        attempts.End(response);
        Assert.Equal((AttemptEnd.Unavailable, 503), (attempts.Last.End, attempts.LastStatus));
        Assert.Equal((1, false, false, true), Describe());
        attempts.Begin(_time.GetTimestamp());
        attempts.End(refusal);
        Assert.Equal((AttemptEnd.Limited, 429), (attempts.Last.End, attempts.LastStatus));
        Assert.Equal((2, true, false, false), Describe());
        attempts.End(_request, s_lost);
        Assert.Null(attempts.LastStatus);
    }

    [Fact]
    public async Task AttemptThatEndsBeforeItIsSentShouldBeRemembered()
    {
        Assert.Equal(7, await CallAttempts.BeforeSendingAsync(_request, new ValueTask<int>(7)));
        Assert.False(CallAttempts.WasNotSent(_request));
        await Assert.ThrowsAsync<TaskCanceledException>(
            async () => await CallAttempts.BeforeSendingAsync(_request, new ValueTask<int>(Task.FromCanceled<int>(new CancellationToken(canceled: true)))));
        Assert.Equal((1, false, true, false), Describe());

        CallAttempts attempts = Begin();
        attempts.End(_request, new OperationCanceledException());
        Assert.Equal(AttemptEnd.NotSent, attempts.Last.End);
        attempts.Begin(_time.GetTimestamp());
        Assert.Equal((2, false, false, true), Describe());
    }

    [Fact]
    public async Task MissingSiteShouldBeReportedForTheCall()
    {
        NoResponseException lookup = new("No site.");

        NoResponseException exception = await Assert.ThrowsAsync<NoResponseException>(
            async () => await CallAttempts.BeforeSendingAsync(_request, new ValueTask<int>(Task.FromException<int>(lookup))));

        Assert.Equal("No site. The write was not carried out.", exception.Message);
        Assert.False(CallAttempts.WasNotSent(_request));
    }

    [Fact]
    public void TimesShouldBeMeasured()
    {
        _time.Advance(TimeSpan.FromSeconds(10));
        CallAttempts attempts = Begin();
        _time.Advance(TimeSpan.FromSeconds(1));
        attempts.End(_request, s_lost);
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal((TimeSpan.FromSeconds(3), TimeSpan.Zero), (attempts.Elapsed, attempts.ElapsedBefore));
        Assert.Equal(TimeSpan.FromSeconds(2), attempts.Begin(_time.GetTimestamp()));
        Assert.Equal((TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3)), (attempts.Elapsed, attempts.ElapsedBefore));
        Assert.InRange(attempts.Chance, double.Epsilon, 1);
        Assert.Equal(ManualTime.Start + TimeSpan.FromSeconds(13), attempts.Now);
    }

    [Fact]
    public void UnreachableHostShouldShortenTheTimeOfTheCall()
    {
        CallAttempts attempts = Begin();
        TimeLimits limits = new(TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(50));
        TimeLimits infinite = new(Timeout.InfiniteTimeSpan, TimeSpan.FromSeconds(50));
        _time.Advance(TimeSpan.FromSeconds(1));
        attempts.End(_request, s_unreachable);

        // From the start of the first attempt that did not reach the host.
        Assert.Equal(TimeSpan.FromSeconds(14), attempts.TimeLeft(limits));
        Assert.Equal(TimeSpan.FromSeconds(14), attempts.TimeLeft(infinite));
        Assert.Equal(TimeSpan.FromSeconds(9), attempts.TimeLeft(limits with { Call = TimeSpan.FromSeconds(10) }));
        attempts.Begin(_time.GetTimestamp());
        _time.Advance(TimeSpan.FromSeconds(2));
        attempts.End(_request, s_unreachable);
        Assert.Equal(TimeSpan.FromSeconds(12), attempts.TimeLeft(limits));

        attempts.End(_request, s_lost);
        Assert.Equal(TimeSpan.FromSeconds(97), attempts.TimeLeft(limits));
        Assert.Equal(Timeout.InfiniteTimeSpan, attempts.TimeLeft(infinite));
    }

    [Fact]
    public void ResumedAttemptShouldBeTakenOnce()
    {
        CallAttempts attempts = Begin();
        Task<HttpResponseMessage> attempt = Task.FromException<HttpResponseMessage>(s_lost);

        Assert.Null(attempts.TakeResumed());
        attempts.Resume(attempt);
        Assert.Same(attempt, attempts.TakeResumed());
        Assert.Null(attempts.TakeResumed());
        attempts.Resume(attempt);
        attempts.Abandon();
        Assert.Null(attempts.TakeResumed());
        attempts.Abandon();
    }

    [Fact]
    public async Task AbandonedResponseShouldBeDisposedOf()
    {
        CallAttempts attempts = Begin();
        HttpResponseMessage response = new() { Content = new StringContent("x") };
        attempts.Resume(Task.FromResult(response));

        attempts.Abandon();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task RepetitionShouldKeepItsHandlersAndCountTheAttemptAsLost()
    {
        using DisposableHandler handler = new();
        CallRepetition repetition = new(Environment, handler);

        await repetition.GoOnAsync(_request, 0, s_lost, TestContext.Current.CancellationToken);
        repetition.Dispose();

        Assert.Equal((AttemptEnd.Lost, true), (CallAttempts.Find(_request)!.Last.End, CallAttempts.MayLastHaveBeenCarriedOut(_request)));
        Assert.False(handler.IsDisposed);
    }

    private RuntimeEnvironment Environment => new(_time, new Random(1), meter: _meter);

    private CallAttempts Begin() => CallAttempts.Of(_request, Environment, _time.GetTimestamp());

    private (int Count, bool MayHaveBeenCarriedOut, bool WasNotSent, bool MayLastHaveBeenCarriedOut) Describe() => (
        CallAttempts.Of(_request),
        CallAttempts.MayHaveBeenCarriedOut(_request),
        CallAttempts.WasNotSent(_request),
        CallAttempts.MayLastHaveBeenCarriedOut(_request));

    private (AttemptEnd End, bool IsOutcomeUnknown) End(Exception failure)
    {
        using HttpRequestMessage request = s_create.CreateRequest("/thing");
        CallAttempts attempts = CallAttempts.Of(request, Environment, 0);
        attempts.End(request, failure);
        return (attempts.Last.End, CallAttempts.MayLastHaveBeenCarriedOut(request));
    }

    private sealed class DisposableHandler : HttpMessageHandler
    {
        public bool IsDisposed { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage());

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
