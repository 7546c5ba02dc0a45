using System.Diagnostics.Metrics;
using System.Globalization;
using Leeway.Calls;
using Leeway.Grants;
using Leeway.Http.Resilience;
using Polly;
using Polly.Timeout;

namespace Leeway.Runtime.Tests.Calls;

/// <summary>What the exception says about a call that took too long.</summary>
public sealed class CallTimeoutExceptionTests : IDisposable
{
    private const string Unknown = " It is not known whether the write was carried out: check before you send it again.";

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(2.5);

    private static readonly OperationDescriptor s_read = new("getThing", HttpMethod.Get, "/thing", "jira", "Jira", [200]);

    private static readonly OperationDescriptor s_create = new("createThing", HttpMethod.Post, "/thing", "jira", "Jira", [201]);

    private readonly Meter _meter = new("Leeway");

    public void Dispose() => _meter.Dispose();

    [Fact]
    public void MessageShouldNameTheLimit()
    {
        using HttpRequestMessage request = s_read.CreateRequest("/thing");
        OperationCanceledException cause = new();

        CallTimeoutException whole = new(request, s_limit, isOfWholeCall: true, cause);
        CallTimeoutException attempt = new(request, TimeSpan.FromSeconds(60), isOfWholeCall: false, null);

        Assert.Equal("GET /thing got no complete response within the 2.5 s of the call, at attempt 1.", whole.Message);
        Assert.Equal((s_limit, true, "getThing", null, 1, true), (whole.Timeout, whole.IsOfWholeCall, whole.OperationId, whole.Host, whole.Attempts, whole.MayHaveTakenEffect));
        Assert.Same(cause, whole.InnerException);
        Assert.Equal("GET /thing got no complete response within the 60 s of one attempt, at attempt 1.", attempt.Message);
        Assert.False(attempt.IsOfWholeCall);
    }

    [Fact]
    public void MessageShouldNameTheHost()
    {
        using HttpRequestMessage request = s_read.CreateRequest("/thing");
        request.RequestUri = new Uri("https://x.example:8443/thing");

        CallTimeoutException exception = new(request, s_limit, isOfWholeCall: true, null);

        Assert.Equal("GET /thing got no complete response from x.example within the 2.5 s of the call, at attempt 1.", exception.Message);
        Assert.Equal("x.example", exception.Host);
    }

    [Fact]
    public void RequestWithoutAnOperationShouldBeTheCall()
    {
        using HttpRequestMessage request = new();

        CallTimeoutException exception = new(request, s_limit, isOfWholeCall: true, null);

        Assert.Equal("The call got no complete response within the 2.5 s of the call, at attempt 1.", exception.Message);
        Assert.Equal((null, null), (exception.OperationId, exception.Host));
    }

    [Theory]
    [InlineData(null, false, Unknown)]
    [InlineData(true, true, " It is not known whether the write was carried out, by this attempt or an earlier one: check before you send it again.")]
    [InlineData(true, false, " An earlier attempt of this call had no clear outcome and may have been carried out: check before you send it again.")]
    [InlineData(false, true, Unknown)]
    [InlineData(false, false, " The write was not carried out.")]
    public void MessageAboutAWriteShouldSayWhetherItWasCarriedOut(bool? isEarlierUnknown, bool isLastUnknown, string expected)
    {
        using HttpRequestMessage request = s_create.CreateRequest("/thing");
        if (isEarlierUnknown is { } isUnknown)
        {
            CallAttempts attempts = CallAttempts.Of(request, new RuntimeEnvironment(new ManualTime(), new Random(1), meter: _meter), 0);
            attempts.End(request, Failure(isUnknown));
            attempts.Begin(0);
            attempts.End(request, Failure(isLastUnknown));
        }

        CallTimeoutException exception = new(request, s_limit, isOfWholeCall: true, null);

        int attempt = isEarlierUnknown is null ? 1 : 2;
        Assert.Equal($"POST /thing got no complete response within the 2.5 s of the call, at attempt {attempt}.{expected}", exception.Message);
        Assert.Equal(isEarlierUnknown is null || isLastUnknown, exception.WasSent);
        Assert.Equal(isEarlierUnknown is not false || isLastUnknown, exception.MayHaveTakenEffect);

        static HttpRequestException Failure(bool isUnknown) => new(isUnknown ? HttpRequestError.ResponseEnded : HttpRequestError.ConnectionError);
    }

    [Fact]
    public async Task CallThatWasNotSentShouldSayWhy()
    {
        using HttpRequestMessage request = s_create.CreateRequest("/thing");
        request.RequestUri = new Uri("https://x.example/thing");
        await Assert.ThrowsAsync<TaskCanceledException>(
            async () => await CallAttempts.BeforeSendingAsync(request, new ValueTask<int>(Task.FromCanceled<int>(new CancellationToken(canceled: true)))));

        CallTimeoutException exception = new(request, s_limit, isOfWholeCall: false, null);

        Assert.Equal(
            "POST /thing was not sent within the 2.5 s of one attempt, at attempt 1: the access token or the site was not available in time. The write was not carried out.",
            exception.Message);
        Assert.Equal((false, false), (exception.WasSent, exception.MayHaveTakenEffect));
    }

    [Fact]
    public void MessageShouldNotDependOnTheCulture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        CultureInfo.CurrentCulture = culture;
        try
        {
            using HttpRequestMessage request = new();
            Assert.Contains("the 1.235 s of", new CallTimeoutException(request, TimeSpan.FromMilliseconds(1234.5678), isOfWholeCall: true, null).Message, StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("Leeway-AttemptTimeout", true)]
    [InlineData("Standard-AttemptTimeout", true)]
    [InlineData("Leeway-TotalTimeout", false)]
    [InlineData("AttemptTimeout-Other", false)]
    [InlineData(null, false)]
    public async Task TimeoutOfAnAttemptShouldBeRecognizedByTheNameOfItsStrategy(string? strategy, bool expected)
    {
        ManualTime time = new();
        ResiliencePipeline pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddTimeout(new TimeoutStrategyOptions { Name = strategy, Timeout = TimeSpan.FromSeconds(1) })
            .Build();
        Task call = pipeline.ExecuteAsync(static async token => await Task.Delay(Timeout.Infinite, token), TestContext.Current.CancellationToken).AsTask();
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(expected, CallTimeoutException.IsOfAttempt(await Assert.ThrowsAsync<TimeoutRejectedException>(() => call)));
        Assert.False(CallTimeoutException.IsOfAttempt(new TimeoutRejectedException("x")));
    }
}
