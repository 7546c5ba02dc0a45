using System.Net;
using Leeway.Calls;
using Leeway.Grants;
using Leeway.Runtime.Tests.Http;
using Leeway.Sites;

namespace Leeway.Runtime.Tests.Sites;

public sealed class WorkspaceDirectoryTests : IDisposable
{
    private const string CloudId = "11111111-2222-4333-8444-555555555555";

    private readonly ManualTime _time = new();
    private readonly StubTransport _transport;
    private readonly WorkspaceDirectory _workspaces;
    private readonly List<OperationDescriptor?> _operations = [];
    private Func<HttpResponseMessage> _answer = static () => List("first");

    public WorkspaceDirectoryTests()
    {
        _transport = new StubTransport(request =>
        {
            _operations.Add(OperationDescriptor.Of(request));
            return _answer();
        });
        _workspaces = new WorkspaceDirectory(
            new HttpMessageInvoker(_transport), new RuntimeEnvironment(_time, new Random(1), TaskCreationOptions.None), new AtlassianEndpoints(), TimeSpan.FromSeconds(30));
    }

    public void Dispose() => _transport.Dispose();

    [Fact]
    public async Task WorkspaceShouldBeRequestedOnceAtTheGateway()
    {
        Assert.Equal("first", await FindAsync());
        Assert.Equal("first", await FindAsync());

        Assert.Equal($"https://api.atlassian.com/ex/jira/{CloudId}/rest/servicedeskapi/assets/workspace", Assert.Single(_transport.Sent).Uri.AbsoluteUri);
        Assert.Contains("Accept: application/json", _transport.Sent[0].Headers, StringComparison.Ordinal);
        OperationDescriptor operation = Assert.Single(_operations)!;
        Assert.Equal(("getAssetsWorkspaces", "jira", ""), (operation.Id, operation.Gateway, operation.Product));
    }

    [Fact]
    public async Task NewerWorkspaceShouldReplaceARefusedOneWithoutARequest()
    {
        await FindAsync();

        Assert.Equal("first", await AfterRefusalAsync("older"));
        Assert.Single(_transport.Sent);
    }

    [Fact]
    public async Task RefusedWorkspaceShouldBeLookedUpOnceAMinute()
    {
        await FindAsync();
        _time.Advance(TimeSpan.FromMinutes(1) - TimeSpan.FromTicks(1));
        Assert.Null(await AfterRefusalAsync("first"));
        Assert.Single(_transport.Sent);

        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Null(await AfterRefusalAsync("first"));
        Assert.Equal(2, _transport.Sent.Count);

        _answer = static () => List("second");
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("second", await AfterRefusalAsync("first"));
        Assert.Equal("second", await FindAsync());
        Assert.Equal(3, _transport.Sent.Count);
    }

    [Fact]
    public async Task RefusalOfAWorkspaceThatIsNotKnownShouldBeLookedUp()
    {
        Assert.Equal("first", await AfterRefusalAsync("older"));
        Assert.Single(_transport.Sent);
    }

    [Fact]
    public async Task RefusedWorkspaceShouldNotBeReplacedIfTheLookupFails()
    {
        _answer = static () => new HttpResponseMessage(HttpStatusCode.InternalServerError);
        Assert.Null(await AfterRefusalAsync("first"));

        _answer = static () => throw new HttpRequestException("no route");
        Assert.Null(await AfterRefusalAsync("first"));
        Assert.Equal(2, _transport.Sent.Count);
    }

    [Fact]
    public async Task FailureWithoutAResponseShouldBeDescribed()
    {
        _answer = static () => throw new HttpRequestException(HttpRequestError.ResponseEnded, "broke off");

        NoResponseException exception = await Assert.ThrowsAsync<NoResponseException>(FindAsync);

        Assert.Equal("GET /rest/servicedeskapi/assets/workspace got no complete response from api.atlassian.com (getAssetsWorkspaces): broke off.", exception.Message);
        Assert.True(exception.MayHaveTakenEffect);
        _answer = static () => throw new HttpRequestException(HttpRequestError.NameResolutionError, "no such host");
        Assert.False((await Assert.ThrowsAsync<NoResponseException>(FindAsync)).MayHaveTakenEffect);
    }

    [Fact]
    public async Task OtherAnswerShouldBeDescribed()
    {
        _answer = static () => StubTransport.Json(HttpStatusCode.OK, "{}");

        UnreadableSuccessException exception = await Assert.ThrowsAsync<UnreadableSuccessException>(FindAsync);

        Assert.Contains("the body contains no list of workspaces: there is no list", exception.Message, StringComparison.Ordinal);
    }

    private static HttpResponseMessage List(string id) => StubTransport.Json(HttpStatusCode.OK, $$$"""{"values":[{"workspaceId":"{{{id}}}"}]}""");

    private Task<string> FindAsync() => _workspaces.FindAsync(GrantId.Default, CloudId, CancellationToken.None).AsTask();

    private Task<string?> AfterRefusalAsync(string refused) => _workspaces.FindAfterRefusalAsync(GrantId.Default, CloudId, refused, CancellationToken.None).AsTask();
}
