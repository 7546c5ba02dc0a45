using System.Net;
using System.Text.Json.Nodes;
using Leeway.AspNetCore.Forge;
using Leeway.Confluence;
using Leeway.Jira;
using Microsoft.Extensions.DependencyInjection;

namespace Leeway.AspNetCore.Tests.Forge;

public sealed class ForgeClientTests
{
    private const string System = "system-token";
    private const string User = "user-token";

    [Fact]
    public async Task ClientsShouldCallTheAddressOfTheInvocationWithItsToken()
    {
        RecordingTransport transport = new();
        await using ServiceProvider services = CreateServices(transport);
        ForgeInvocation invocation = await InvokeAsync();
        IJiraClient jira = services.GetRequiredService<IJiraClient>();

        Issue issue = await jira.WithSettings(invocation.AsApp()).Issues.GetIssueAsync("ABC-1");
        await jira.WithSettings(invocation.AsUser()).Issues.GetIssueAsync("ABC-2");
        await services.GetRequiredService<IConfluenceClient>().WithSettings(invocation.AsApp("confluence")).Page.GetPagesAsync();

        Assert.Equal("ABC-1", issue.Key);
        Assert.Equal(
            [
                ($"https://api.atlassian.com/ex/jira/{ForgeTokens.Cloud}/rest/api/3/issue/ABC-1", "Bearer " + System),
                ($"https://api.atlassian.com/ex/jira/{ForgeTokens.Cloud}/rest/api/3/issue/ABC-2", "Bearer " + User),
                ($"https://api.atlassian.com/ex/confluence/{ForgeTokens.Cloud}/wiki/api/v2/pages", "Bearer " + System),
            ],
            transport.Requests);
    }

    [Fact]
    public async Task ClientOfAnotherProductShouldNotReceiveTheToken()
    {
        RecordingTransport transport = new();
        await using ServiceProvider services = CreateServices(transport);
        ForgeInvocation invocation = await InvokeAsync();

        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(
            () => services.GetRequiredService<IConfluenceClient>().WithSettings(invocation.AsApp()).Page.GetPagesAsync());

        Assert.Contains("which is an address of 'jira'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("'bitbucket'", Assert.Throws<InvalidOperationException>(() => invocation.AsApp("bitbucket")).Message, StringComparison.Ordinal);
        Assert.Empty(transport.Requests);
    }

    [Fact]
    public async Task CallWithoutTokenShouldNotBeSent()
    {
        RecordingTransport transport = new();
        await using ServiceProvider services = CreateServices(transport);

        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(
            () => services.GetRequiredService<IJiraClient>().Issues.GetIssueAsync("ABC-1"));

        Assert.Contains("CallSettings.Target", exception.Message, StringComparison.Ordinal);
        Assert.Empty(transport.Requests);
    }

    [Fact]
    public async Task RefusedTokenShouldBeExplainedAndNotRepeated()
    {
        RecordingTransport transport = new(HttpStatusCode.Unauthorized, """{"message":"no"}""");
        await using ServiceProvider services = CreateServices(transport, AtlassianLogin.Consent);
        ForgeInvocation invocation = await InvokeAsync();

        AuthenticationFailedException exception = await Assert.ThrowsAsync<AuthenticationFailedException>(
            () => services.GetRequiredService<IJiraClient>().WithSettings(invocation.AsApp()).Issues.GetIssueAsync("ABC-1"));

        Assert.Contains("The token of the call has probably expired", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(System, exception.ToString(), StringComparison.Ordinal);
        Assert.Single(transport.Requests);
    }

    [Theory]
    [InlineData("https://evil.example/ex/jira/x")]
    [InlineData("https://api.atlassian.com.evil.example/ex/jira/x")]
    [InlineData("https://api.atlassian.com:8443/ex/jira/x")]
    [InlineData("http://api.atlassian.com/ex/jira/x")]
    [InlineData("https://user@api.atlassian.com/ex/jira/x")]
    [InlineData("https://api.atlassian.com/ex/jira/x/../../other")]
    [InlineData("https://api.atlassian.com/ex/jira/x%2f..")]
    [InlineData("https://api.atlassian.com/jira")]
    [InlineData("https://api.atlassian.com/ex/jira/x?y=z")]
    public async Task TokenShouldNotBeSentToAnotherAddress(string address)
    {
        ForgeInvocation invocation = await InvokeAsync(address);

        Exception? exception = Record.Exception(() => invocation.AsApp());

        Assert.True(exception is InvalidOperationException or ArgumentException, exception?.ToString() ?? "The address was accepted.");
        Assert.DoesNotContain(System, exception!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConfiguredHostShouldReceiveTheToken()
    {
        ForgeInvocation invocation = await InvokeAsync("https://api.acme.example/ex/jira/x", static options => options.ApiHosts.Add("api.acme.example"));

        Assert.Equal("https://api.acme.example/ex/jira/x", invocation.AsApp().Target!.BaseAddress.AbsoluteUri);
    }

    [Fact]
    public async Task MissingTokenShouldNameTheManifest()
    {
        await using ForgeApplication application = await ForgeApplication.StartAsync();
        await application.InvokeAsync(application.Tokens.Create());

        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => application.Received!.AsApp());

        Assert.Contains("auth.appSystemToken", exception.Message, StringComparison.Ordinal);
        Assert.Null(application.Received!.UserToken);
    }

    [Fact]
    public async Task TokensShouldNotBePrinted()
    {
        ForgeInvocation invocation = await InvokeAsync();

        Assert.DoesNotContain(System, $"{invocation} {invocation.SystemToken} {invocation.AsApp()} {invocation.AsApp().Target}", StringComparison.Ordinal);
    }

    private static async Task<ForgeInvocation> InvokeAsync(string? address = null, Action<ForgeRemoteOptions>? configure = null)
    {
        await using ForgeApplication application = await ForgeApplication.StartAsync(configure);
        JsonObject claims = ForgeTokens.Claims();
        if (address is not null)
        {
            claims["app"]!["apiBaseUrl"] = address;
        }

        string token = application.Tokens.Sign(ForgeTokens.Header(), claims);
        Assert.Equal(HttpStatusCode.OK, await application.InvokeAsync(token, static headers =>
        {
            headers.Add("x-forge-oauth-system", System);
            headers.Add("x-forge-oauth-user", User);
        }));
        return application.Received!;
    }

    private static ServiceProvider CreateServices(RecordingTransport transport, AtlassianLogin? login = null)
    {
        ServiceCollection services = new();
        services.AddAtlassian(options =>
        {
            options.ClientId = "app";
            options.ClientSecret = "secret";
            options.Login = login ?? AtlassianLogin.PerCall;
        }).UseTransport(_ => transport).AddJira().AddConfluence();
        return services.BuildServiceProvider();
    }
}
