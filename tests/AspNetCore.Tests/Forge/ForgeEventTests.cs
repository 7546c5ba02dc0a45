using System.Net;
using Leeway.AspNetCore.Forge.Events;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Leeway.AspNetCore.Tests.Forge;

public sealed class ForgeEventTests
{
    [Fact]
    public async Task EventShouldReachTheHandlerOfItsName()
    {
        List<string> handled = [];
        await using ForgeApplication application = await StartAsync(events => events
            .On("avi:jira:created:issue", (received, _) =>
            {
                handled.Add($"{received.Name} {received.Payload.GetProperty("issue").GetProperty("key").GetString()} {received.Retry?.Count} {received.Retry?.Reason} {received.Invocation.InstallationId}");
                return Task.CompletedTask;
            })
            .OnOther((received, _) =>
            {
                handled.Add($"other {received.Name} {received.Retry is null}");
                return Task.CompletedTask;
            }));

        using HttpResponseMessage first = await application.SendAsync("/events", application.Tokens.CreateForEvent(), """
            {"payload":{"eventType":"avi:jira:created:issue","issue":{"key":"ABC-1"},"retryContext":{"retryData":null,"retryCount":2,"retryReason":"TIMEOUT_ERROR"}}}
            """);
        using HttpResponseMessage second = await application.SendAsync("/events", application.Tokens.CreateForEvent(), """{"eventType":"avi:jira:invented:thing"}""");

        Assert.Equal((HttpStatusCode.OK, "application/json"), (first.StatusCode, first.Content.Headers.ContentType?.MediaType));
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal([$"avi:jira:created:issue ABC-1 2 TIMEOUT_ERROR {ForgeTokens.Installation}", "other avi:jira:invented:thing True"], handled);
    }

    [Theory]
    [InlineData("""{"payload":{"eventType":"avi:forge:installed:app","id":"0a3a7799-53ae-4a5b-9e7e-03338980abb5","installerAccountId":"4ad9","app":{"id":"406d","version":"9.0.0","name":"My App","ownerAccountId":"3bc8"},"environment":{"id":"2386"}}}""", "installed 4ad9")]
    [InlineData("""{"id":"0a3a7799-53ae-4a5b-9e7e-03338980abb5","installerAccountId":"4ad9","app":{"id":"406d","version":"9.0.0","name":"My App","ownerAccountId":"3bc8"},"environment":{"id":"2386"}}""", "installed 4ad9")]
    [InlineData("""{"payload":{"id":"0a3a7799-53ae-4a5b-9e7e-03338980abb5","app":{"id":"406d","version":"9.0.0","name":"My App","ownerAccountId":"3bc8"},"environment":{"id":"2386"}}}""", "installed ")]
    [InlineData("""{"payload":{"id":"0a3a7799-53ae-4a5b-9e7e-03338980abb5","upgraderAccountId":"5be0","app":{"id":"406d","version":"9.0.0","name":"My App","ownerAccountId":"3bc8"},"environment":{"id":"2386"}}}""", "upgraded 5be0")]
    public async Task LifecycleEventShouldBeTyped(string body, string expected)
    {
        List<string> handled = [];
        await using ForgeApplication application = await StartAsync(events => events
            .OnInstalled((received, _) => Add("installed", received))
            .OnUpgraded((received, _) => Add("upgraded", received)));

        using HttpResponseMessage response = await application.SendAsync("/events", application.Tokens.CreateForEvent(), body);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal([$"{expected} 0a3a7799-53ae-4a5b-9e7e-03338980abb5 9.0.0 My App 3bc8 2386"], handled);

        Task Add(string kind, ForgeLifecycleEvent received)
        {
            handled.Add($"{kind} {received.AccountId} {received.InstallationId} {received.AppVersion} {received.AppName} {received.OwnerAccountId} {received.EnvironmentId}");
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task EventThatAUserSendsFromAUserInterfaceShouldBeRefused()
    {
        List<string> handled = [];
        await using ForgeApplication application = await StartAsync(events => events.OnOther((received, _) =>
        {
            handled.Add(received.Name);
            return Task.CompletedTask;
        }));
        string[] tokens =
        [
            application.Tokens.Create(),
            application.Tokens.CreateForEvent(static claims => claims["principal"] = "655362:312d3308"),
            application.Tokens.CreateForEvent(static claims => claims["app"]!["module"]!["type"] = "jira:issuePanel"),
            application.Tokens.CreateForEvent(static claims => claims["app"]!.AsObject().Remove("module")),
        ];

        foreach (string token in tokens)
        {
            using HttpResponseMessage response = await application.SendAsync("/events", token, """{"eventType":"avi:jira:deleted:issue"}""");
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        }

        Assert.Empty(handled);
    }

    [Theory]
    [InlineData("fff8e466-53ae-4a5b-9e7e-03338980abb5", HttpStatusCode.Forbidden)]
    [InlineData("ari:cloud:ecosystem::installation/fff8e466-53ae-4a5b-9e7e-03338980abb5", HttpStatusCode.Forbidden)]
    [InlineData("", HttpStatusCode.Forbidden)]
    [InlineData("0A3A7799-53AE-4A5B-9E7E-03338980ABB5", HttpStatusCode.OK)]
    [InlineData(ForgeTokens.Installation, HttpStatusCode.OK)]
    public async Task LifecycleEventOfAnotherInstallationShouldBeRefused(string id, HttpStatusCode expected)
    {
        int handled = 0;
        await using ForgeApplication application = await StartAsync(events => events.OnInstalled((_, _) =>
        {
            handled++;
            return Task.CompletedTask;
        }));

        using HttpResponseMessage response = await application.SendAsync(
            "/events", application.Tokens.CreateForEvent(), $$"""{"id":"{{id}}","installerAccountId":"4ad9","app":{"id":"406d"} }""");

        Assert.Equal(expected, response.StatusCode);
        Assert.Equal(expected == HttpStatusCode.OK ? 1 : 0, handled);
    }

    [Theory]
    [InlineData(null, """{"eventType":"x"}""", HttpStatusCode.Unauthorized)]
    [InlineData("forged", """{"eventType":"x"}""", HttpStatusCode.Unauthorized)]
    [InlineData("", "not json", HttpStatusCode.BadRequest)]
    [InlineData("", "", HttpStatusCode.BadRequest)]
    [InlineData("", "large", HttpStatusCode.RequestEntityTooLarge)]
    public async Task WrongRequestShouldNotReachHandlers(string? token, string body, HttpStatusCode expected)
    {
        bool isHandled = false;
        await using ForgeApplication application = await StartAsync(events => events.OnOther((_, _) =>
        {
            isHandled = true;
            return Task.CompletedTask;
        }));
        string content = body == "large" ? $$"""{"eventType":"{{new string('x', 2_000_000)}}"}""" : body;

        using HttpResponseMessage response = await application.SendAsync("/events", token == "" ? application.Tokens.CreateForEvent() : token, content);

        Assert.Equal(expected, response.StatusCode);
        Assert.False(isHandled);
    }

    [Fact]
    public async Task FailureOfAHandlerShouldReachForge()
    {
        await using ForgeApplication application = await StartAsync(static events => events.OnOther(static (_, _) => throw new InvalidDataException("boom")));

        await Assert.ThrowsAsync<InvalidDataException>(() => application.SendAsync("/events", application.Tokens.CreateForEvent(), "{}"));
    }

    [Fact]
    public async Task FallbackPolicyOfTheApplicationShouldNotApply()
    {
        await using ForgeApplication application = await ForgeApplication.StartAsync(
            addServices: static services => services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireRole("staff").Build()),
            map: static application => application.MapForgeEvents("/events", static _ => { }));

        using HttpResponseMessage response = await application.SendAsync("/events", application.Tokens.CreateForEvent(), "{}");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private static Task<ForgeApplication> StartAsync(Action<ForgeEventRoutes> configure) =>
        ForgeApplication.StartAsync(map: application => application.MapForgeEvents("/events", configure));
}
