using System.Net;
using Leeway.Calls;
using Leeway.Grants;
using Leeway.Http;
using Leeway.Runtime.Tests.Grants;

namespace Leeway.Runtime.Tests.Http;

/// <summary>Calls that bring their own address and token, each through the whole pipeline.</summary>
public sealed class CallTargetRoutingTests : IDisposable
{
    private static readonly OperationDescriptor s_myself =
        new("getCurrentUser", HttpMethod.Get, "/rest/api/3/myself", "jira", "Jira", [200]);

    private static readonly CallTarget s_target = new(new Uri("https://api.eu.example/ex/jira/7"), new AccessToken("invocation"));

    private readonly StubTransport _transport = new(static _ => StubTransport.Json(HttpStatusCode.OK, "{}"));

    public static TheoryData<AtlassianLogin> Logins => [AtlassianLogin.Consent, AtlassianLogin.BearerToken("token"), AtlassianLogin.PerCall];

    public void Dispose() => _transport.Dispose();

    [Theory]
    [MemberData(nameof(Logins))]
    public async Task CallShouldReachItsAddressWithItsTokenWhateverTheLogin(AtlassianLogin login)
    {
        AtlassianPipeline node = NewNode(options => options.Login = login);

        await SendAsync(node, s_target);

        (_, Uri uri, string? sent, _, _) = Assert.Single(_transport.Sent);
        Assert.Equal(("https://api.eu.example/ex/jira/7/rest/api/3/myself", "Bearer invocation"), (uri.OriginalString, sent));
    }

    [Fact]
    public async Task CallWithoutATargetShouldBeRefusedIfEachCallBringsItsLogin()
    {
        AtlassianPipeline node = NewNode(static options => options.Login = AtlassianLogin.PerCall);

        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(() => SendAsync(node, target: null));

        Assert.Contains("Pass CallSettings.Target", exception.Message, StringComparison.Ordinal);
        Assert.Empty(_transport.Sent);
    }

    [Fact]
    public async Task RegistrationForAnotherHostShouldRefuseTheCall()
    {
        AtlassianPipeline node = NewNode(static options =>
        {
            options.Login = AtlassianLogin.ApiKey("X-Api-Key", "key");
            options.Server = new Uri("https://api.acme.example");
        });

        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(() => SendAsync(node, s_target));

        Assert.Contains("is sent to https://api.acme.example only", exception.Message, StringComparison.Ordinal);
        Assert.Empty(_transport.Sent);
    }

    private static async Task SendAsync(AtlassianPipeline node, CallTarget? target)
    {
        using HttpRequestMessage request = s_myself.CreateRequest(s_myself.Route);
        request.Options.Set(CallSettings.Key, new CallSettings { Target = target });
        using HttpResponseMessage response = await node.Invoker.SendAsync(request, CancellationToken.None);
    }

    private AtlassianPipeline NewNode(Action<AtlassianOptions> configure) => new GrantWorld().NewNode(configure, _transport);
}
