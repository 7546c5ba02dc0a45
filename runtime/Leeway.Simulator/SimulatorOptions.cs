using Leeway.Simulator.Authorization;
using Leeway.Simulator.Gateway;
using Leeway.Simulator.Site;

namespace Leeway.Simulator;

/// <summary>How a simulator begins.</summary>
public sealed class SimulatorOptions
{
    /// <summary>The simulator's clock, by which tokens age and faults hold requests back.</summary>
    /// <value>The default is the system's.</value>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>Seeds the token values: the same seed gives the same tokens in the same order.</summary>
    /// <value>The default is 1.</value>
    public int Seed { get; set; } = 1;

    /// <summary>The switches of the protocol.</summary>
    public AuthorizationServerOptions Authorization { get; set; } = new();

    /// <summary>The limits and switches of the gateway.</summary>
    public GatewayOptions Gateway { get; set; } = new();

    /// <summary>The app that is known.</summary>
    /// <value>The default has the client id <c>simulated-client</c> and the secret <c>simulated-secret</c>.</value>
    public RegisteredApp App { get; set; } = new("simulated-client", "simulated-secret");

    /// <summary>The account that is signed in.</summary>
    /// <value>The default is Ada Example, <c>ada@example.com</c>.</value>
    public Account Account { get; set; } = new("557058:00000000-0000-4000-8000-000000000001", "Ada Example", "ada@example.com");

    /// <summary>The sites.</summary>
    /// <value>The default is one, <c>https://leeway-demo.atlassian.net</c>, with a little content.</value>
    public IReadOnlyList<SimulatedSite> Sites { get; set; } =
        [SimulatedSite.WithContent("1324a887-45db-4bf4-9e99-ef0ff456d421", "leeway-demo")];
}
