using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Leeway.Generated;

/// <summary>Which of the generated clients an assembly registers with Refit when it is loaded.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RefitClients
{
    private const string Switch = "Leeway.Refit.RegistersAllClients";

    /// <summary>Whether an assembly registers all of its clients, and not only those that its own code passes to Refit by name.</summary>
    /// <remarks>
    /// A feature switch, which the MSBuild property <c>LeewayRegisterAllRefitClients</c> sets. It is on by default, and off in trimmed
    /// applications: a registered client, its models and their JSON code cannot be trimmed.
    /// </remarks>
    [FeatureSwitchDefinition(Switch)]
    public static bool AreAllRegistered => !AppContext.TryGetSwitch(Switch, out bool areAllRegistered) || areAllRegistered;
}
