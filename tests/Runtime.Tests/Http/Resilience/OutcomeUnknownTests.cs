using System.Net;
using Leeway.Calls;
using Leeway.Generated;
using Leeway.Http;
using Leeway.Jira;
using Leeway.Json;
using Leeway.Limits;
using Leeway.Runtime.Tests.Grants;

namespace Leeway.Runtime.Tests.Http.Resilience;

/// <summary>What a caller learns about a write whose outcome is unknown, through the whole pipeline.</summary>
public sealed class OutcomeUnknownTests : IDisposable
{
    private const string NotFoundBody = """{"errorMessages":["Issue does not exist or you do not have permission to see it."]}""";

    private static readonly OperationDescriptor s_versioned = new("updatePage", HttpMethod.Put, "/wiki/api/v2/pages/1", "confluence", "Confluence", [200]);

    private static readonly OperationDescriptor s_read = new("getIssue", HttpMethod.Get, "/rest/api/3/issue/A-1", "jira", "Jira", [200]);

    private static readonly OperationDescriptor s_search = new(
        "searchIssues", HttpMethod.Post, "/rest/api/3/search", "jira", "Jira", [200], marks: OperationMarks.ReadOnly, repeat: RepeatRule.Always);

    private readonly GrantWorld _world = new();
    private readonly Queue<Func<HttpResponseMessage>> _answers = [];
    private readonly StubTransport _transport;
    private readonly AtlassianPipeline _pipeline;

    public OutcomeUnknownTests()
    {
        _transport = new StubTransport(_ => _answers.Dequeue()());
        _pipeline = _world.NewNode(
            static options =>
            {
                options.Login = AtlassianLogin.ApiToken("a@example.com", "token");
                options.Site = "https://acme.atlassian.net";
            },
            _transport);
    }

    public static TheoryData<string, int> UnclearAnswersAndTheirConsequences => new MatrixTheoryData<string, int>(
        ["502", "503", "504", "408", "500 Retry-After", "lost", "broken"], [400, 403, 404, 405, 409, 410, 412, 422]);

    public void Dispose() => _pipeline.Dispose();

    [Fact]
    public async Task EditThatAddsShouldBeSentOnceAndItsOutcomeShouldBeUnknown()
    {
        Answer("504", "204");
        IssueUpdate edit = Read("""{"update":{"comment":[{"add":{"body":"hello"}}],"worklog":[{"add":{"timeSpent":"60m"}}]}}""");

        OutcomeUnknownException exception = await Assert.ThrowsAsync<OutcomeUnknownException>(
            () => RunAsync(jira => jira.Issues.EditIssueAsync("A-1", edit)));

        Assert.Single(_transport.Sent);
        Assert.Equal((HttpStatusCode.GatewayTimeout, false, "editIssue"), (exception.Status, exception.WasRepeated, exception.OperationId));
        Assert.Contains("The request may have been carried out. Check before you send it again", exception.Message, StringComparison.Ordinal);
        Assert.Contains("CallSettings.MayRepeat", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EditThatOnlySetsShouldBeRepeated()
    {
        Answer("504", "204");

        await RunAsync(jira => jira.Issues.EditIssueAsync("A-1", Read("""{"fields":{"summary":"hello"}}""")));

        Assert.Equal(2, _transport.Sent.Count);
        Assert.Equal(_transport.Sent[0].Body, _transport.Sent[1].Body);
    }

    [Fact]
    public async Task EditThatAddsShouldBeRepeatedIfTheCallerAllowsIt()
    {
        Answer("504", "204");

        await RunAsync(
            jira => jira.Issues.EditIssueAsync("A-1", Read("""{"update":{}}""")), new CallSettings { MayRepeat = true });

        Assert.Equal(2, _transport.Sent.Count);
    }

    [Theory]
    [InlineData("""{"type":{},"comment":{"body":{}}}""", 1)]
    [InlineData("""{"type":{}}""", 2)]
    public async Task LinkShouldBeRepeatedUnlessItAddsAComment(string body, int attempts)
    {
        Answer("504", "201");
        LinkIssuesRequest link = JsonModelSerializer.Read<LinkIssuesRequest, ValueCodec<LinkIssuesRequest>>(
            System.Text.Encoding.UTF8.GetBytes(body), JsonModelOptions.Default)!;

        Exception? exception = await Record.ExceptionAsync(() => RunAsync(jira => jira.IssueLinks.LinkIssuesAsync(link)));

        Assert.Equal(attempts, _transport.Sent.Count);
        Assert.Equal(attempts == 1, exception is OutcomeUnknownException);
    }

    [Theory]
    [MemberData(nameof(UnclearAnswersAndTheirConsequences))]
    public async Task ErrorThatMayBeAConsequenceOfTheFirstAttemptShouldBeAnUnknownOutcome(string first, int second)
    {
        Answer(first, $"{second}");

        OutcomeUnknownException exception = await Assert.ThrowsAsync<OutcomeUnknownException>(
            () => RunAsync(static jira => jira.Issues.DeleteIssueAsync("A-1")));

        Assert.Equal(2, _transport.Sent.Count);
        Assert.Equal(((HttpStatusCode)second, true), (exception.Status, exception.WasRepeated));
        Assert.Equal("Issue does not exist or you do not have permission to see it.", Assert.Single(exception.Messages));
        Assert.Contains("An earlier attempt of this call had no clear outcome and may have been carried out", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("404")]
    [InlineData("410")]
    [InlineData("403")]
    [InlineData("409")]
    [InlineData("412")]
    public async Task AdviceShouldBeAboutTheFirstAttemptAndNotAboutTheStatus(string second)
    {
        Answer("504", second);

        OutcomeUnknownException exception = await Assert.ThrowsAsync<OutcomeUnknownException>(
            () => RunAsync(static jira => jira.Issues.DeleteIssueAsync("A-1")));

        Assert.Equal(
            "An earlier attempt of this call had no clear outcome and may have been carried out, and this response may be a consequence of it. Check before you send it again.",
            exception.Advice);
    }

    [Fact]
    public async Task RemovedOperationShouldBeNamedAlsoByARepetition()
    {
        Answer("504");
        _answers.Enqueue(static () => StubTransport.Json(HttpStatusCode.Gone, """{"errorMessages":["The requested API has been removed."]}"""));

        OutcomeUnknownException exception = await Assert.ThrowsAsync<OutcomeUnknownException>(
            () => RunAsync(static jira => jira.Issues.DeleteIssueAsync("A-1")));

        Assert.StartsWith("Atlassian has removed this operation.", exception.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConflictWithTheFirstAttemptShouldBeAnUnknownOutcome()
    {
        Answer("504", "409");

        OutcomeUnknownException exception = await Assert.ThrowsAsync<OutcomeUnknownException>(() => RunAsync(s_versioned));

        Assert.Equal((HttpStatusCode.Conflict, true), (exception.Status, exception.WasRepeated));
    }

    [Fact]
    public async Task UnknownOutcomeShouldOutlastLaterAttempts()
    {
        Answer("504", "429", "404");

        Assert.True((await Assert.ThrowsAsync<OutcomeUnknownException>(
            () => RunAsync(static jira => jira.Issues.DeleteIssueAsync("A-1")))).WasRepeated);
    }

    [Theory]
    [InlineData("429")]
    [InlineData("not sent")]
    [InlineData("503 limiter")]
    public async Task AttemptWithoutAnEffectShouldNotMakeTheOutcomeUnknown(string first)
    {
        Answer(first, "404");

        await Assert.ThrowsAsync<NotFoundException>(() => RunAsync(static jira => jira.Issues.DeleteIssueAsync("A-1")));

        Assert.Equal(2, _transport.Sent.Count);
    }

    [Fact]
    public async Task FirstResponseShouldBeTrusted()
    {
        Answer("404", "409");

        await Assert.ThrowsAsync<NotFoundException>(() => RunAsync(static jira => jira.Issues.DeleteIssueAsync("A-1")));
        Assert.IsNotType<OutcomeUnknownException>(await Assert.ThrowsAsync<AtlassianApiException>(() => RunAsync(s_versioned)));
    }

    [Fact]
    public async Task RepetitionThatSucceedsShouldBeASuccess()
    {
        Answer("504", "204");

        await RunAsync(static jira => jira.Issues.DeleteIssueAsync("A-1"));
    }

    [Fact]
    public async Task ReadShouldNeverHaveAnUnknownOutcome()
    {
        foreach (OperationDescriptor operation in (OperationDescriptor[])[s_read, s_search])
        {
            Answer("504", "404");
            await Assert.ThrowsAsync<NotFoundException>(() => RunAsync(operation));
            Answer([.. Enumerable.Repeat("502", 5)]);
            await Assert.ThrowsAsync<AtlassianApiException>(() => RunAsync(operation));
        }

        Assert.Equal(14, _transport.Sent.Count);
    }

    [Fact]
    public async Task ReadByPostShouldBeRepeated()
    {
        Answer("504", "404");

        await Assert.ThrowsAsync<NotFoundException>(() => RunAsync(
            static jira => jira.Jql.ParseJqlQueriesAsync(ParseJqlQueriesValidation.Strict, new JqlQueriesToParse { Queries = ["project = A"] })));

        Assert.Equal(2, _transport.Sent.Count);
    }

    [Theory]
    [InlineData("500", true)]
    [InlineData("502", true)]
    [InlineData("503", true)]
    [InlineData("504", true)]
    [InlineData("408", true)]
    [InlineData("520", true)]
    [InlineData("501", false)]
    [InlineData("503 limiter", false)]
    [InlineData("400", false)]
    [InlineData("409", false)]
    public async Task WriteThatIsNotRepeatedShouldSayWhetherItsOutcomeIsKnown(string answer, bool isUnknown)
    {
        Answer(answer);

        AtlassianApiException exception = await Assert.ThrowsAnyAsync<AtlassianApiException>(
            () => RunAsync(static jira => jira.Issues.CreateIssueAsync(new IssueUpdate())));

        Assert.Single(_transport.Sent);
        Assert.Equal(isUnknown, exception is OutcomeUnknownException { WasRepeated: false });
    }

    [Fact]
    public async Task WriteWithoutAClearResponseShouldSayThatSendingItAgainDoesNoHarm()
    {
        Answer([.. Enumerable.Repeat("504", 5)]);

        OutcomeUnknownException exception = await Assert.ThrowsAsync<OutcomeUnknownException>(
            () => RunAsync(static jira => jira.Issues.DeleteIssueAsync("A-1")));

        Assert.Equal((5, HttpStatusCode.GatewayTimeout), (_transport.Sent.Count, exception.Status));
        Assert.EndsWith("The request may have been carried out. Sending it again does no harm.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteShouldBeSentOnceIfTheCallerForbidsRepetition()
    {
        Answer("504");

        Assert.False((await Assert.ThrowsAsync<OutcomeUnknownException>(() => RunAsync(
            static jira => jira.Issues.DeleteIssueAsync("A-1"), new CallSettings { MayRepeat = false }))).WasRepeated);
        Assert.Single(_transport.Sent);
    }

    [Fact]
    public async Task ErrorWithItsOwnTypeShouldKeepItAndMentionTheFirstAttempt()
    {
        Answer("504", "429 quota");
        RateLimitedException limited = await Assert.ThrowsAsync<RateLimitedException>(() => RunAsync(static jira => jira.Issues.DeleteIssueAsync("A-1")));

        Answer("504", "401 scope");
        MissingScopeException scope = await Assert.ThrowsAsync<MissingScopeException>(() => RunAsync(s_versioned));

        Assert.All((AtlassianApiException[])[limited, scope], static exception =>
            Assert.Contains("An earlier attempt of this call had no clear outcome", exception.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task CallThatIsHeldBackBeforeItsRepetitionShouldMentionTheFirstAttempt()
    {
        _answers.Enqueue(() =>
        {
            RateLimitRefusal refusal = new("jira-quota-tenant-based", RateLimitScope.Site, ManualTime.Start.AddMinutes(30));
            _pipeline.Limits.Stop(LimitedPlace.Of(_transport.Sent[^1].Uri, "jira"), refusal);
            return Make("504");
        });

        RateLimitedException exception = await Assert.ThrowsAsync<RateLimitedException>(() => RunAsync(static jira => jira.Issues.DeleteIssueAsync("A-1")));

        Assert.Single(_transport.Sent);
        Assert.True(exception.WasSent);
        Assert.Contains("was not sent again", exception.Message, StringComparison.Ordinal);
        Assert.Contains("may have been carried out", exception.Message, StringComparison.Ordinal);
    }

    private static IssueUpdate Read(string json) => JsonModelSerializer.Read<IssueUpdate, ValueCodec<IssueUpdate>>(
        System.Text.Encoding.UTF8.GetBytes(json), JsonModelOptions.Default)!;

    private static HttpResponseMessage Make(string answer)
    {
        string[] words = answer.Split(' ');
        if (!int.TryParse(words[0], out int status))
        {
            throw words[0] switch
            {
                "not" => new HttpRequestException(HttpRequestError.ConnectionError),
                "lost" => new HttpRequestException(HttpRequestError.ResponseEnded),
                _ => new IOException("The connection was reset."),
            };
        }

        HttpResponseMessage response = StubTransport.Json((HttpStatusCode)status, status is >= 400 and < 500 ? NotFoundBody : "");
        (string? name, string? value) = words.ElementAtOrDefault(1) switch
        {
            "limiter" => ("RateLimit-Reason", "jira-burst-based"),
            "quota" => ("RateLimit-Reason", "jira-quota-tenant-based"),
            "scope" => ("X-Failure-Category", "FAILURE_CLIENT_SCOPE_CHECK"),
            { } header => (header, "1"),
            null => (null, null),
        };
        if (name is not null)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }

    private void Answer(params string[] answers)
    {
        foreach (string answer in answers)
        {
            _answers.Enqueue(() => Make(answer));
        }
    }

    private Task RunAsync(OperationDescriptor operation) =>
        RunAsync(_pipeline.CreateCaller().SendAsync(operation.CreateRequest(operation.Route), TestContext.Current.CancellationToken));

    private Task RunAsync(Func<JiraClient, Task> call, CallSettings? settings = null) =>
        RunAsync(call(new JiraClient(_pipeline.CreateCaller().WithSettings(settings ?? new CallSettings()))));

    /// <summary>Advances time until a call has ended.</summary>
    private Task RunAsync(Task call) => _world.Time.RunAsync(call, TimeSpan.FromMilliseconds(500));
}
