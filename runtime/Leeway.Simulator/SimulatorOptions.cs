using Leeway.Simulator.Authorization;
using Leeway.Simulator.Gateway;
using Leeway.Simulator.Site;

namespace Leeway.Simulator;

/// <summary>The initial state of a simulator.</summary>
public sealed class SimulatorOptions
{
    /// <summary>The simulator's clock. It determines the age of tokens and the delays of faults.</summary>
    /// <value>The default is the system clock.</value>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>The seed of the token values. The same seed produces the same tokens in the same order.</summary>
    /// <value>The default is 1.</value>
    public int Seed { get; set; } = 1;

    /// <summary>The settings of the authorization server.</summary>
    public AuthorizationServerOptions Authorization { get; set; } = new();

    /// <summary>The limits and settings of the gateway.</summary>
    public GatewayOptions Gateway { get; set; } = new();

    /// <summary>The registered app.</summary>
    /// <value>The default has the client id <c>simulated-client</c> and the secret <c>simulated-secret</c>.</value>
    public RegisteredApp App { get; set; } = new() { ClientId = "simulated-client", ClientSecret = "simulated-secret", Name = "Your app" };

    /// <summary>The account that is signed in.</summary>
    /// <value>The default is Ada Example, <c>ada@example.com</c>.</value>
    public Account Account { get; set; } = new()
    {
        AccountId = "557058:00000000-0000-4000-8000-000000000001", Name = "Ada Example", Email = "ada@example.com",
    };

    /// <summary>
    /// Whether a browser that opens <c>/authorize</c> shows a page on which a person chooses an account and sites, and accepts or cancels. The
    /// accounts are the users of the sites. Programs, which do not ask for a page, get a decision at once.
    /// </summary>
    /// <value>The default is <see langword="false"/>: browsers get a decision at once, too.</value>
    public bool ShowsConsentPage { get; set; }

    /// <summary>
    /// Whether the authorization server has a page <c>/simulator</c>, on which a person sees the webhooks and their deliveries, sends events, and sends
    /// deliveries again. Programs raise events by a POST of JSON to <c>/simulator/events</c>.
    /// </summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool ShowsControlPage { get; set; }

    /// <summary>The sites.</summary>
    /// <value>The default is one site, <c>https://leeway-demo.atlassian.net</c>, with some content.</value>
    public IReadOnlyList<SimulatedSite> Sites { get; set; } =
        [SimulatedSite.WithContent("1324a887-45db-4bf4-9e99-ef0ff456d421", "leeway-demo")];
}
