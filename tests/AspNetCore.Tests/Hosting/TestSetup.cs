using Leeway.Simulator;
using Leeway.Simulator.Site;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace Leeway.AspNetCore.Tests.Hosting;

/// <summary>How a <see cref="TestApplication"/> differs from the default.</summary>
internal sealed class TestSetup
{
    public Action<AtlassianOptions>? Options { get; init; }

    public Action<AtlassianSignInOptions>? SignIn { get; init; }

    public Action<IServiceCollection>? Services { get; init; }

    public Action<IEndpointConventionBuilder>? SignInEndpoints { get; init; }

    public Action<WebApplication>? Endpoints { get; init; }

    /// <summary>The path under which the application is served.</summary>
    public string PathBase { get; init; } = "";

    public IReadOnlyList<SimulatedSite>? Sites { get; init; }

    /// <summary>Shared by the nodes of one application.</summary>
    public IDataProtectionProvider? Protection { get; init; }

    /// <summary>Shared by the nodes of one application.</summary>
    public AtlassianSimulator? Atlassian { get; init; }

    /// <summary>Shared by the nodes of one application.</summary>
    public TestClock? Clock { get; init; }
}
