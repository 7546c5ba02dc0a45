using System.Text.Json.Nodes;
using Leeway.Simulator.Authorization;
using Leeway.Simulator.Site;

namespace Leeway.Simulator.Forge;

/// <summary>What an invocation of a remote says: where the app is installed, what caused it, and for whom.</summary>
public sealed record SimulatedInvocation
{
    /// <summary>The site where the app is installed; <see langword="null"/> for the first one.</summary>
    public SimulatedSite? Site { get; init; }

    /// <summary>The products that the app is installed in. Calls back go to the first one, unless the application names another.</summary>
    /// <value>The default is <c>jira</c>.</value>
    public IReadOnlyList<string> Products { get; init; } = ["jira"];

    /// <summary>The person who uses a user interface of the app; <see langword="null"/> for events, triggers and other invocations without one.</summary>
    public Account? User { get; init; }

    /// <summary>The type of the module, such as <c>xen:macro</c>.</summary>
    /// <value>The default is <c>core:endpoint</c>.</value>
    public string ModuleType { get; init; } = "core:endpoint";

    /// <summary>The key of the module in the manifest.</summary>
    /// <value>The default is <c>endpoint</c>.</value>
    public string ModuleKey { get; init; } = "endpoint";

    /// <summary>The environment: <c>DEVELOPMENT</c>, <c>STAGING</c> or <c>PRODUCTION</c>.</summary>
    /// <value>The default is <c>PRODUCTION</c>.</value>
    public string Environment { get; init; } = "PRODUCTION";

    /// <summary>The license, as in the token of a paid app; <see langword="null"/> for none.</summary>
    public JsonObject? License { get; init; }

    /// <summary>
    /// Members of <c>context</c> to add or to replace. An invocation from a user interface, or with such members, has a context with the cloud id
    /// and the address of the site.
    /// </summary>
    public JsonObject? Context { get; init; }

    /// <summary>The label of an isolated cloud; <see langword="null"/> for the commercial cloud.</summary>
    public string? IsolatedCloudLabel { get; init; }

    /// <summary>Whether the manifest asks for the token of the app.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool HasSystemToken { get; init; } = true;

    /// <summary>Whether the manifest asks for the token of the user. An invocation without <see cref="User"/> has none.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool HasUserToken { get; init; } = true;
}
