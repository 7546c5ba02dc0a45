using System.Net;
using System.Text.Json.Nodes;
using Leeway.AspNetCore.Forge;

namespace Leeway.AspNetCore.Tests.Forge;

public sealed class ForgeTokenTests
{
    [Fact]
    public async Task ValidTokenShouldBeAcceptedWithItsClaims()
    {
        await using ForgeApplication application = await ForgeApplication.StartAsync();

        Assert.Equal(HttpStatusCode.OK, await application.InvokeAsync(application.Tokens.Create()));

        ForgeInvocation invocation = application.Received!;
        Assert.Equal(ForgeTokens.App, invocation.AppId);
        Assert.Equal("16.0.1", invocation.AppVersion);
        Assert.Equal(ForgeTokens.Installation, invocation.InstallationId);
        Assert.Equal($"https://api.atlassian.com/ex/jira/{ForgeTokens.Cloud}", invocation.ApiBaseUrl.AbsoluteUri);
        Assert.Equal(("PRODUCTION", "ari:cloud:ecosystem::environment/x/y"), (invocation.Environment?.Type, invocation.Environment?.Id));
        Assert.Equal(("xen:macro", "boot"), (invocation.Module?.Type, invocation.Module?.Key));
        Assert.Equal(ForgeTokens.Cloud, invocation.CloudId);
        Assert.Equal("https://example.atlassian.net/", invocation.SiteUrl?.AbsoluteUri);
        Assert.Equal("655362:312d3308-8954-42b0-aa38-771a10c88656", invocation.Principal);
        Assert.Equal("boot", invocation.Context?.GetProperty("moduleKey").GetString());
        Assert.Equal(["jira", "confluence"], invocation.Contexts.Select(static context => context.Name));
        Assert.Equal(ForgeTokens.Now.AddSeconds(24), invocation.ExpiresAt);
        ForgeLicense license = invocation.License!;
        Assert.True(license.IsActive);
        Assert.False(license.IsEvaluation);
        Assert.Equal("commercial", license.Type);
        Assert.Equal(new DateTimeOffset(2026, 12, 8, 0, 0, 0, TimeSpan.Zero), license.SubscriptionEndDate);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1989949707000), license.TrialEndDate);
        Assert.Equal(["USER_ACCESS"], license.Modes);
    }

    [Fact]
    public async Task TokenWithOnlyRequiredClaimsShouldBeAccepted()
    {
        await using ForgeApplication application = await ForgeApplication.StartAsync();
        JsonObject claims = ForgeTokens.Claims();
        claims["app"] = new JsonObject
        {
            ["id"] = ForgeTokens.App,
            ["installationId"] = ForgeTokens.Installation,
            ["apiBaseUrl"] = $"https://api.atlassian.com/ex/jira/{ForgeTokens.Cloud}",
            ["license"] = "odd",
            ["environment"] = 7,
        };
        claims.Remove("context");
        claims.Remove("principal");
        claims.Remove("nbf");

        Assert.Equal(HttpStatusCode.OK, await application.InvokeAsync(application.Tokens.Sign(ForgeTokens.Header(), claims)));

        ForgeInvocation invocation = application.Received!;
        Assert.Null(invocation.License);
        Assert.Null(invocation.Environment);
        Assert.Null(invocation.Principal);
        Assert.Equal(ForgeTokens.Cloud, invocation.CloudId);
    }

    [Fact]
    public async Task RequestWithoutTokenShouldBeChallenged()
    {
        await using ForgeApplication application = await ForgeApplication.StartAsync();

        using HttpResponseMessage response = await application.SendAsync("/invoke", null, null);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Bearer", Assert.Single(response.Headers.WwwAuthenticate).ToString());
        Assert.Empty(application.Keys.Requests);
    }

    [Fact]
    public async Task LifetimeShouldBeThatOfTheClockOfTheApplicationWithLeeway()
    {
        await using ForgeApplication application = await ForgeApplication.StartAsync();
        string token = application.Tokens.Create();

        application.Time.Advance(TimeSpan.FromSeconds(24 + 29));
        Assert.Equal(HttpStatusCode.OK, await application.InvokeAsync(token));

        application.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Unauthorized, await application.InvokeAsync(token));

        JsonObject claims = ForgeTokens.Claims();
        long now = application.Time.GetUtcNow().ToUnixTimeSeconds();
        claims["exp"] = now + 60;
        claims["nbf"] = now + 30;
        Assert.Equal(HttpStatusCode.OK, await application.InvokeAsync(application.Tokens.Sign(ForgeTokens.Header(), claims)));
        claims["nbf"] = now + 31;
        Assert.Equal(HttpStatusCode.Unauthorized, await application.InvokeAsync(application.Tokens.Sign(ForgeTokens.Header(), claims)));
    }

    [Theory]
    [InlineData("", "AppId '' is not the id of an app")]
    [InlineData("8db33809-1f32-48bb-8c52-5877dab48107", "Copy app.id from the manifest")]
    public async Task WrongAppIdShouldBeReported(string appId, string message)
    {
        await using ForgeApplication application = await ForgeApplication.StartAsync(options => options.AppId = appId);

        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(() => application.InvokeAsync("x"));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://example.com/keys/{icLabel}")]
    [InlineData("https://example.com/keys")]
    [InlineData("{icLabel}")]
    public async Task WrongTemplateShouldBeReported(string template)
    {
        await using ForgeApplication application = await ForgeApplication.StartAsync(options => options.IsolatedCloudKeysAddress = template);

        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(() => application.InvokeAsync("x"));

        Assert.Contains("IsolatedCloudKeysAddress", exception.Message, StringComparison.Ordinal);
    }
}
