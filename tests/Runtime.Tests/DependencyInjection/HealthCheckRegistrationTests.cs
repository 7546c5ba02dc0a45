using Leeway.Grants;
using Leeway.Runtime.Tests.Grants;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Leeway.Runtime.Tests.DependencyInjection;

public sealed class HealthCheckRegistrationTests
{
    [Fact]
    public void RegistrationShouldHaveTheGivenNameStatusTagsAndTimeout()
    {
        ServiceCollection services = new();
        services.AddHealthChecks()
            .AddAtlassianGrants()
            .AddAtlassianGrants(registration: "reporting")
            .AddAtlassianGrants("own", HealthStatus.Degraded, ["ready"], TimeSpan.FromSeconds(3));
        using ServiceProvider provider = services.BuildServiceProvider();

        HealthCheckRegistration[] checks = [.. provider.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations];

        Assert.Equal(["atlassian", "atlassian-reporting", "own"], checks.Select(static check => check.Name));
        Assert.Equal(HealthStatus.Unhealthy, checks[0].FailureStatus);
        Assert.Equal((HealthStatus.Degraded, TimeSpan.FromSeconds(3)), (checks[2].FailureStatus, checks[2].Timeout));
        Assert.Equal(["ready"], checks[2].Tags);
    }

    [Fact]
    public async Task ChecksShouldCheckTheirOwnRegistration()
    {
        ServiceCollection services = new();
        services.AddLogging();
        services.AddAtlassian(static options => (options.ClientId, options.ClientSecret) = ("one", "secret"));
        services.AddAtlassian("broken", static options => (options.ClientId, options.ClientSecret) = ("two", "secret"))
            .StoreGrants((_, _) => new UnreliableStore(TimeProvider.System) { FailsReads = true });
        services.AddHealthChecks()
            .AddAtlassianGrants()
            .AddAtlassianGrants("required", configure: static options => options.RequiredGrants.Add(GrantId.Default))
            .AddAtlassianGrants(registration: "broken", failureStatus: HealthStatus.Degraded);
        await using ServiceProvider provider = services.BuildServiceProvider();

        HealthReport report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync();

        Assert.Equal(HealthStatus.Healthy, report.Entries["atlassian"].Status);
        Assert.Equal(HealthStatus.Unhealthy, report.Entries["required"].Status);
        Assert.Contains("Let the user sign in.", report.Entries["required"].Description, StringComparison.Ordinal);
        Assert.Equal((HealthStatus.Degraded, "The grant store cannot be read."), (report.Entries["atlassian-broken"].Status, report.Entries["atlassian-broken"].Description));
    }

    [Fact]
    public async Task CheckOfAMissingRegistrationShouldNameIt()
    {
        ServiceCollection services = new();
        services.AddLogging().AddHealthChecks().AddAtlassianGrants(registration: "absent");
        await using ServiceProvider provider = services.BuildServiceProvider();

        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(
            () => provider.GetRequiredService<HealthCheckService>().CheckHealthAsync());

        Assert.Contains("AddAtlassian(\"absent\", ...)", exception.Message, StringComparison.Ordinal);
    }
}
