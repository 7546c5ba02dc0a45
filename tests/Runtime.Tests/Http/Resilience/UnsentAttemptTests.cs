using System.Net;
using Leeway.Calls;
using Leeway.Grants;
using Leeway.Http;
using Leeway.Http.Resilience;
using Leeway.Runtime.Tests.Grants;
using Leeway.Simulator.Faults;

namespace Leeway.Runtime.Tests.Http.Resilience;

/// <summary>A write whose time ends while it waits for a token or a site: nothing was sent, so the outcome is known.</summary>
public sealed class UnsentAttemptTests : IDisposable
{
    private const string Site = "5f2b8a4e-1111-4222-8333-944445555666";

    private static readonly OperationDescriptor s_create = new("createIssue", HttpMethod.Post, "/rest/api/3/issue", "jira", "Jira", [201]);
    private static readonly TimeSpan s_attemptTimeout = TimeSpan.FromSeconds(5);

    private readonly GrantWorld _world = new();
    private readonly Queue<Func<HttpResponseMessage>> _answers = [];
    private readonly StubTransport _transport;

    public UnsentAttemptTests() => _transport = new StubTransport(_ => _answers.Dequeue()());

    public void Dispose() => _transport.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData(true)]
    public async Task WriteWhoseTokenArrivesLateShouldBeSentOnceAndReturnItsResponse(bool? mayRepeat)
    {
        await _world.SignInAndExpireAsync();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.HoldAnswer(TimeSpan.FromSeconds(6)));
        _answers.Enqueue(static () => StubTransport.Json(HttpStatusCode.NotFound, """{"errorMessages":["There is no such project."]}"""));

        await Assert.ThrowsAsync<NotFoundException>(() => RunAsync(new CallSettings { MayRepeat = mayRepeat }));

        Assert.Single(_transport.Sent);
    }

    [Fact]
    public async Task WriteWhoseTokenDoesNotArriveShouldBeReportedAsNotSent()
    {
        await _world.SignInAndExpireAsync();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.HoldAnswer(TimeSpan.FromSeconds(15)));

        CallTimeoutException exception = await Assert.ThrowsAsync<CallTimeoutException>(() => RunAsync(new CallSettings { Timeout = TimeSpan.FromSeconds(4) }));

        Assert.Equal((false, true, 1), (exception.MayHaveTakenEffect, exception.IsOfWholeCall, exception.Attempts));
        Assert.Equal(
            "POST /rest/api/3/issue was not sent within the 4 s of the call, at attempt 1: the access token or the site was not available in time. The write was not carried out.",
            exception.Message);
        Assert.Empty(_transport.Sent);
    }

    [Fact]
    public async Task WriteWhoseSiteIsNotFoundInTimeShouldBeReportedAsNotSent()
    {
        await _world.SignInAsync();
        _world.Simulator.Faults.Add(
            Fault.HoldAnswer(TimeSpan.FromSeconds(15)), static request => request.Path.EndsWith("accessible-resources", StringComparison.Ordinal));

        CallTimeoutException exception = await Assert.ThrowsAsync<CallTimeoutException>(
            () => RunAsync(new CallSettings { Timeout = TimeSpan.FromSeconds(4) }, _world.NewNode()));

        Assert.False(exception.MayHaveTakenEffect);
        Assert.EndsWith("The write was not carried out.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteWhoseSiteIsRefusedAndNotFoundAgainInTimeShouldBeSaidNotToHaveBeenCarriedOut()
    {
        await _world.SignInAsync();
        _world.Simulator.Faults.Add(
            Fault.HoldAnswer(TimeSpan.FromSeconds(15)), static request => request.Path.EndsWith("accessible-resources", StringComparison.Ordinal));

        CallTimeoutException exception = await Assert.ThrowsAsync<CallTimeoutException>(
            () => RunAsync(new CallSettings { Timeout = TimeSpan.FromSeconds(4) }, _world.NewNode(static options => options.Site = Site)));

        Assert.Single(_world.Simulator.Requests, static request => request.Path.EndsWith("/rest/api/3/issue", StringComparison.Ordinal));
        Assert.False(exception.MayHaveTakenEffect);
    }

    [Fact]
    public async Task WriteWhoseSiteIsNotFoundWithoutAResponseShouldBeReportedAsNotSent()
    {
        await _world.SignInAsync();
        StubTransport gateway = new(static _ => throw new HttpRequestException(HttpRequestError.ResponseEnded));

        NoResponseException exception = await Assert.ThrowsAsync<NoResponseException>(
            () => RunAsync(new CallSettings { MayRepeat = true }, _world.NewNode(static options => options.Resilience.Retry.MaxRetryAttempts = 1, gateway)));

        Assert.All(gateway.Sent, static sent => Assert.EndsWith("accessible-resources", sent.Uri.AbsolutePath, StringComparison.Ordinal));
        Assert.Equal(("getAccessibleResources", false, 2), (exception.OperationId, exception.MayHaveTakenEffect, exception.Attempts));
        Assert.IsType<HttpRequestException>(exception.InnerException);
        Assert.EndsWith("The write was not carried out.", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpRequestError.ResponseEnded, true)]
    [InlineData(HttpRequestError.ConnectionError, false)]
    public async Task WriteWhoseSiteIsNotFoundAfterAnEarlierAttemptShouldBeUnknownIfThatAttemptWas(HttpRequestError earlier, bool isUnknown)
    {
        using HttpRequestMessage request = s_create.CreateRequest("/x");
        RuntimeEnvironment environment = new(_world.Time, new Random(1), TaskCreationOptions.None, _world.Meter);
        CallAttempts attempts = CallAttempts.Of(request, environment, _world.Time.GetTimestamp());
        attempts.End(request, new HttpRequestException(earlier));
        attempts.Begin(_world.Time.GetTimestamp());
        NoResponseException lookup = new("The list of sites was not available.", new HttpRequestException(HttpRequestError.ResponseEnded));

        NoResponseException exception = await Assert.ThrowsAsync<NoResponseException>(
            () => CallAttempts.BeforeSendingAsync(request, ValueTask.FromException<int>(lookup)).AsTask());

        Assert.Equal((isUnknown, 2), (exception.MayHaveTakenEffect, exception.Attempts));
        Assert.StartsWith("The list of sites was not available. ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteWhoseCloudIdIsNotFoundInTimeShouldBeReportedAsNotSent()
    {
        AtlassianPipeline node = _world.NewNode(
            static options =>
            {
                options.Login = AtlassianLogin.ScopedApiToken("a@example.com", "token");
                options.Site = "https://acme.atlassian.net";
            },
            new StubTransport(static _ => throw new HttpRequestException(HttpRequestError.ResponseEnded)));

        NoResponseException exception = await Assert.ThrowsAsync<NoResponseException>(() => RunAsync(new CallSettings { MayRepeat = false }, node));

        Assert.Equal(("getTenantInfo", "acme.atlassian.net", false), (exception.OperationId, exception.Host, exception.MayHaveTakenEffect));
    }

    [Theory]
    [InlineData("429", false)]
    [InlineData("not sent", false)]
    [InlineData("lost", true)]
    [InlineData("too large", true)]
    public async Task CallThatEndsWhileItWaitsForAnotherAttemptShouldBeUnknownOnlyIfTheLastAttemptWas(string first, bool isUnknown)
    {
        _answers.Enqueue(() => first switch
        {
            "429" => StubTransport.Json(HttpStatusCode.TooManyRequests, ""),
            "not sent" => throw new HttpRequestException(HttpRequestError.ConnectionError),
            "lost" => throw new HttpRequestException(HttpRequestError.ResponseEnded),
            _ => throw new HttpRequestException(HttpRequestError.ConfigurationLimitExceeded),
        });
        AtlassianPipeline node = _world.NewNode(
            static options =>
            {
                options.Login = AtlassianLogin.ApiToken("a@example.com", "token");
                options.Site = "https://acme.atlassian.net";
                options.CallHandlers.Add(static () => new ImpatientHandler());
            },
            _transport);

        NoResponseException exception = await Assert.ThrowsAnyAsync<NoResponseException>(() => RunAsync(new CallSettings { MayRepeat = false }, node));

        Assert.Equal(isUnknown, exception.MayHaveTakenEffect);
        Assert.Equal(isUnknown, !exception.Message.EndsWith("The write was not carried out.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WriteThatIsSentByALaterAttemptShouldBeInDoubt()
    {
        await _world.SignInAndExpireAsync();
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.HoldAnswer(TimeSpan.FromSeconds(6)));
        _answers.Enqueue(() =>
        {
            // No response comes before the time of the call has passed.
            _world.Time.Advance(TimeSpan.FromSeconds(10));
            throw new OperationCanceledException();
        });

        CallTimeoutException exception = await Assert.ThrowsAsync<CallTimeoutException>(() => RunAsync(new CallSettings { Timeout = TimeSpan.FromSeconds(10) }));

        Assert.Single(_transport.Sent);
        Assert.Equal((true, true, 2), (exception.MayHaveTakenEffect, exception.IsOfWholeCall, exception.Attempts));
    }

    [Theory]
    [InlineData(false, "The write was not carried out.")]
    [InlineData(true, "An earlier attempt of this call had no clear outcome and may have been carried out: check before you send it again.")]
    public async Task WriteThatWaitsForATokenAfterA401ShouldBeUnknownOnlyIfAnEarlierAttemptWas(bool isEarlierLost, string expected)
    {
        await _world.SignInAsync();
        _world.Time.Advance(TimeSpan.FromMinutes(2));
        if (isEarlierLost)
        {
            _answers.Enqueue(static () => throw new HttpRequestException(HttpRequestError.ResponseEnded));
        }

        _answers.Enqueue(static () => new HttpResponseMessage(HttpStatusCode.Unauthorized) { Content = new ByteArrayContent([]) });
        _world.Simulator.Faults.AddForTokenEndpoint(Fault.HoldAnswer(TimeSpan.FromSeconds(15)));

        CallTimeoutException exception = await Assert.ThrowsAsync<CallTimeoutException>(
            () => RunAsync(new CallSettings { MayRepeat = true, Timeout = TimeSpan.FromSeconds(4) }));

        Assert.Equal(isEarlierLost, exception.MayHaveTakenEffect);
        Assert.EndsWith(expected, exception.Message, StringComparison.Ordinal);
    }

    /// <summary>A handler of an application that repeats calls, whose time passes before it does.</summary>
    private sealed class ImpatientHandler : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            try
            {
                (await base.SendAsync(request, cancellationToken)).Dispose();
            }
            catch (HttpRequestException)
            {
            }

            throw new TaskCanceledException("The time of the call has passed.");
        }
    }

    private async Task RunAsync(CallSettings settings, AtlassianPipeline? node = null)
    {
        node ??= _world.NewNode(
            static options =>
            {
                options.Site = Site;
                options.Resilience.AttemptTimeout.Timeout = s_attemptTimeout;
            },
            _transport);
        using HttpRequestMessage request = s_create.CreateRequest("/rest/api/3/issue", new ByteArrayContent("{}"u8.ToArray()));
        Task call = node.CreateCaller().WithSettings(settings).SendAsync(request, CancellationToken.None);
        while (!call.IsCompleted)
        {
            _world.Time.Advance(TimeSpan.FromMilliseconds(100));
        }

        await call;
    }
}
