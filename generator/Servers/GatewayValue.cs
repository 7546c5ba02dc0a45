using System;

namespace Leeway.Generator.Servers;

/// <summary>The values in paths of Atlassian's gateway that the runtime finds, so that no method needs them as parameters.</summary>
internal static class GatewayValue
{
    private const string CloudId = "{cloudId}";
    private const string WorkspaceId = "{workspaceId}";

    /// <summary>The path before the id of a workspace. In other places, a variable of the name means something else.</summary>
    private const string Workspace = "/assets/workspace";

    /// <summary>Returns how the runtime spells the value, or null if the runtime does not find it. It fills each value once in a path.</summary>
    /// <param name="name">The name of the variable.</param>
    /// <param name="before">The path before the variable, without a slash at its end.</param>
    public static string? Find(string name, string before) => Normalize(name) switch
    {
        "cloudid" when !before.Contains(CloudId) => CloudId,
        "workspaceid" when before.EndsWith(Workspace, StringComparison.Ordinal) && !before.Contains(WorkspaceId) => WorkspaceId,
        _ => null,
    };

    private static string Normalize(string name) => name.Replace("_", "").Replace("-", "").ToLowerInvariant();
}
