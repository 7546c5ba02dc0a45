using System.Diagnostics;
using System.Reflection;
using Leeway.Grants;
using Leeway.Http;
using Leeway.Simulator.Authorization;
using Leeway.Simulator.Faults;
using Leeway.Simulator.Gateway;
using Leeway.Simulator.Wire;

namespace Leeway.Runtime.Tests.Grants;

public sealed class SecretsTests
{
    [Fact]
    public void TokensShouldNotPrintThemselves()
    {
        Grant grant = new()
        {
            Id = GrantId.Default,
            Version = 1,
            Family = "f",
            AccessToken = new AccessToken("canary-access"),
            AccessTokenExpiresAt = ManualTime.Start,
            RefreshToken = new RefreshToken("canary-refresh"),
            FamilyStartedAt = ManualTime.Start,
            RotatedAt = ManualTime.Start,
        };
        AuthorizationRequest request = new() { Address = new Uri("https://auth.example/?state=canary-state"), State = "canary-state", CodeVerifier = "canary-verifier" };
        TokenEndpointResult.Issued issued = new(grant.AccessToken, grant.RefreshToken, ManualTime.Start, ManualTime.Start, []);

        foreach (object value in (object[])[grant, grant.AccessToken, grant.RefreshToken, request, issued, $"{grant.AccessToken}", new CompletedSignIn { Grant = grant }])
        {
            Assert.DoesNotContain("canary", value.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void TokensShouldBeEqualOnlyToTokensOfTheSameKind()
    {
        AccessToken token = new("a");
        AccessToken same = new("a");

        Assert.Equal((true, false), (token == same, token != same));
        Assert.Equal((false, true), (token == new AccessToken("b"), token != new AccessToken("b")));
        Assert.Equal(token.GetHashCode(), same.GetHashCode());
        Assert.False(token.Equals((object)new RefreshToken("a")));
        Assert.Throws<ArgumentException>(static () => new AccessToken(""));
        Assert.Throws<ArgumentNullException>(static () => new RefreshToken(null!));
    }

    [Fact]
    public void SimulatorShouldNotPrintSecrets()
    {
        RegisteredApp app = new() { ClientId = "client", ClientSecret = "canary" };
        foreach (object value in (object[])
        [
            app,
            new IssuedAccessToken { Value = "canary", App = app, IssuedAt = ManualTime.Start, ExpiresAt = ManualTime.Start },
            new TokenAnswer { Status = 200, AccessToken = "canary", RefreshToken = "canary" },
            new SimulatedApiToken { Value = "canary" },
        ])
        {
            Assert.DoesNotContain("canary", value.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void DebuggerShouldNotShowTokens()
    {
        foreach (Type type in (Type[])[typeof(AccessToken), typeof(RefreshToken), typeof(AuthorizationRequest)])
        {
            Assert.DoesNotContain("{", type.GetCustomAttribute<DebuggerDisplayAttribute>()!.Value, StringComparison.Ordinal);
        }

        foreach (Type type in (Type[])[typeof(AccessToken), typeof(RefreshToken)])
        {
            FieldInfo[] fields = [.. ListFields(type)];
            Assert.NotEmpty(fields);
            Assert.All(fields, static field => Assert.Equal(DebuggerBrowsableState.Never, field.GetCustomAttribute<DebuggerBrowsableAttribute>()?.State));
        }
    }

    /// <summary>Lists the fields of a type and of its base types, which reflection does not return together.</summary>
    private static IEnumerable<FieldInfo> ListFields(Type type)
    {
        for (Type? level = type; level is not null; level = level.BaseType)
        {
            foreach (FieldInfo field in level.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                yield return field;
            }
        }
    }

    [Fact]
    public async Task NoSecretShouldBeLoggedOrThrownDuringFailures()
    {
        GrantWorld world = new(options => options.App = new() { ClientId = "client", ClientSecret = "canary-secret" });
        List<string> said = [];
        await world.SignInAndExpireAsync();

        // The authorization server echoes the request, which must not be logged.
        foreach (Fault fault in (Fault[])
        [
            Fault.DropAfterCommit,
            Fault.HtmlPage(502),
            Fault.TooManyRequests(TimeSpan.FromSeconds(5)),
            Fault.Instead(SimulatedResponse.Text(418, "{\"error\":\"teapot\",\"error_description\":\"canary-secret\"}", "application/json")),
        ])
        {
            world.Simulator.Faults.AddForTokenEndpoint(fault);
        }

        for (int i = 0; i < 20; i++)
        {
            await TryAsync(world, said);
            world.Time.Advance(TimeSpan.FromMinutes(7));
        }

        world.Time.Advance(TimeSpan.FromHours(1));
        world.Store.FailsWrite = _ => true;
        await TryAsync(world, said);
        world.Time.Advance(TimeSpan.FromMinutes(1));
        world.Store.FailsWrite = null;
        world.Time.Advance(TimeSpan.FromHours(1));
        world.Server.Withdraw("client", world.Simulator.Account.AccountId);
        await TryAsync(world, said);
        AtlassianPipeline misconfigured = world.NewNode(options => options.ClientSecret = "canary-wrong");
        await world.SignInAsync();
        world.Time.Advance(TimeSpan.FromHours(1));
        said.Add((await Assert.ThrowsAsync<ClientCredentialsRefusedException>(
            () => misconfigured.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask())).ToString());

        string[] everything = [.. said, .. world.Log.ReadLines()];
        Assert.Contains(everything, line => line.Contains("GrantLost", StringComparison.Ordinal));
        Assert.Contains(everything, line => line.Contains("(not shown)", StringComparison.Ordinal));
        Assert.Contains(everything, line => line.Contains("GrantStoreFailed", StringComparison.Ordinal));
        Assert.All(everything, line =>
        {
            Assert.DoesNotContain("canary", line, StringComparison.Ordinal);
            Assert.DoesNotContain("simulated-access", line, StringComparison.Ordinal);
            Assert.DoesNotContain("simulated-refresh", line, StringComparison.Ordinal);
            Assert.DoesNotContain("simulated-code", line, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task DebuggerShouldShowNoSecretInAnyNode()
    {
        GrantWorld world = new(static options => options.App = new() { ClientId = "client", ClientSecret = "canary-secret" });
        await world.SignInAsync();
        world.Time.Advance(TimeSpan.FromHours(1));

        // A pair in memory only, an open spend, and waiting callers.
        world.Simulator.Faults.AddForTokenEndpoint(Fault.DropAfterCommit);
        Task<AccessToken> waiting = world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        world.Store.FailsWrite = static _ => true;
        world.Time.Advance(TimeSpan.FromMinutes(1));
        IReadOnlyList<(string Path, string Text)> shown = DebuggerView.Of(
            world.Node, static type => type.Assembly == typeof(Leeway.Simulator.AtlassianSimulator).Assembly || typeof(Delegate).IsAssignableFrom(type));

        Assert.NotNull(world.Keeper.GetSlot(GrantWorld.Id).Unwritten ?? (object?)world.Keeper.GetSlot(GrantWorld.Id).Snapshot?.Grant?.PendingSpend);
        Assert.Contains(shown, static node => node.Text == "access token (not shown)");
        Assert.Contains(shown, static node => node.Text == "client");
        Assert.All(shown, static node => Assert.False(
            node.Text.Contains("canary", StringComparison.Ordinal)
            || node.Text.Contains("simulated-access", StringComparison.Ordinal)
            || node.Text.Contains("simulated-refresh", StringComparison.Ordinal),
            $"shown at {node.Path}"));

        world.Store.FailsWrite = null;
        world.Time.Advance(TimeSpan.FromMinutes(2));
        await waiting;
    }

    private static async Task TryAsync(GrantWorld world, List<string> said)
    {
        Task<AccessToken> caller = world.Keeper.GetAccessTokenAsync(GrantWorld.Id).AsTask();
        world.Time.Advance(TimeSpan.FromMinutes(1));
        try
        {
            said.Add((await caller).ToString());
        }
        catch (GrantException exception)
        {
            said.Add(exception.ToString());
        }
    }
}
