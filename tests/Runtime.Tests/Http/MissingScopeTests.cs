using System.Net;
using Leeway.Calls;
using Leeway.Http;
using Leeway.Runtime.Tests.Grants;
using Leeway.Simulator.Faults;
using Leeway.Simulator.Wire;

namespace Leeway.Runtime.Tests.Http;

public sealed class MissingScopeTests
{
    private static readonly OperationDescriptor s_createIssue = new(
        "createIssue", HttpMethod.Post, "/rest/api/3/issue", "jira", "Jira", [201], "write:jira-work", "read:issue:jira write:issue:jira");

    private readonly GrantWorld _world = new();

    [Fact]
    public async Task ErrorShouldNameTheScopesNeededAndGrantedAndCostNoRotation()
    {
        AtlassianPipeline node = _world.NewNode(options => options.Scopes.Remove("write:jira-work"));
        await _world.SignInAsync(node);
        _world.Time.Advance(TimeSpan.FromMinutes(30));

        MissingScopeException exception = await CallAsync(node);

        Assert.Equal(["write:jira-work"], exception.ClassicScopes);
        Assert.Equal(["read:issue:jira", "write:issue:jira"], exception.GranularScopes);
        Assert.Equal(["read:jira-work", "read:jira-user", "read:page:confluence", "offline_access"], exception.GrantedScopes!);
        Assert.Equal("FAILURE_CLIENT_SCOPE_CHECK", exception.FailureCategory);
        Assert.Equal("createIssue", exception.OperationId);
        Assert.Equal(HttpStatusCode.Unauthorized, exception.Status);
        Assert.EndsWith(
            "It needs write:jira-work, or else the granular scopes read:issue:jira write:issue:jira; "
                + "the grant has read:jira-work read:jira-user read:page:confluence offline_access.",
            exception.Message,
            StringComparison.Ordinal);
        Assert.Equal(0, _world.Server.Exchanges);
        Assert.Single(_world.Simulator.Requests, static request => request.Path.EndsWith("/issue", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RefusalOfTheReplayShouldBeReportedToo()
    {
        AtlassianPipeline node = _world.NewNode(options => options.Scopes.Remove("write:jira-work"));
        await _world.SignInAsync(node);
        _world.Time.Advance(TimeSpan.FromMinutes(30));
        _world.Simulator.Faults.Add(
            Fault.Instead(SimulatedResponse.Text(401, """{"code":401,"message":"Unauthorized"}""", "application/json")),
            static request => request.Path.EndsWith("/issue", StringComparison.Ordinal));

        MissingScopeException exception = await CallAsync(node);

        Assert.Contains("read:jira-work", exception.GrantedScopes!);
        Assert.Equal(1, _world.Server.Exchanges);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task BodyOfUnknownLengthShouldBeRead(bool saysScope)
    {
        await _world.SignInAsync();
        await _world.Node.Sites.ChooseAsync(GrantWorld.Id, null);
        _world.Time.Advance(TimeSpan.FromMinutes(30));
        StubTransport transport = new(_ => new HttpResponseMessage(HttpStatusCode.Unauthorized)
        {
            // As after decompression, the length is unknown.
            Content = new UnknownLength(saysScope ? "Unauthorized; scope does not match" : new string(' ', 100_000)),
        });
        using HttpMessageInvoker invoker = new(new LoginHandler(_world.Keeper, OptionsOf(_world).ToCallDefaults(), transport));
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(_world.Simulator.GatewayOrigin, "/me"));

        using HttpResponseMessage response = await invoker.SendAsync(request, CancellationToken.None);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(saysScope ? 0 : 1, _world.Server.Exchanges);
        Assert.Equal(saysScope ? 1 : 2, transport.Sent.Count);
    }

    [Theory]
    [InlineData("", "", "The scopes that it needs are not known; the scopes of the login are not known.")]
    [InlineData("read:jira-work", "", "It needs read:jira-work; the scopes of the login are not known.")]
    [InlineData("", "read:page:confluence", "It needs read:page:confluence; the scopes of the login are not known.")]
    public async Task UnknownScopesShouldBeReportedAsUnknown(string classic, string granular, string words)
    {
        OperationDescriptor operation = new("get", HttpMethod.Get, "/x", "jira", "Jira", [200], classic, granular);
        using HttpResponseMessage response = StubTransport.Json(HttpStatusCode.Unauthorized, """{"code":401,"message":"Unauthorized; scope does not match"}""");

        MissingScopeException exception = Assert.IsType<MissingScopeException>(
            await ErrorAnswer.ReadAsync(response, operation, CancellationToken.None));

        Assert.Null(exception.GrantedScopes);
        Assert.EndsWith(words, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, "Unauthorized")]
    [InlineData(HttpStatusCode.Forbidden, "scope does not match")]
    public async Task OtherRefusalsShouldNotBeMissingScopes(HttpStatusCode status, string message)
    {
        using HttpResponseMessage response = StubTransport.Json(status, $$"""{"message":"{{message}}"}""");
        Assert.IsNotType<MissingScopeException>(await ErrorAnswer.ReadAsync(response, s_createIssue, CancellationToken.None));
    }

    private static Task<MissingScopeException> CallAsync(AtlassianPipeline node) =>
        Assert.ThrowsAsync<MissingScopeException>(() => new AtlassianCaller(node.Invoker).SendAsync(
            s_createIssue.CreateRequest("/rest/api/3/issue", new ByteArrayContent("{}"u8.ToArray())), CancellationToken.None));

    private static AtlassianOptions OptionsOf(GrantWorld world) =>
        new() { Endpoints = new AtlassianEndpoints { Gateway = world.Simulator.GatewayOrigin } };

    private sealed class UnknownLength(string text) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text)).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
