namespace Leeway.AspNetCore.Forge;

/// <summary>A product or workspace that an app is installed in.</summary>
public sealed class ForgeInstallationContext
{
    internal ForgeInstallationContext(string? name, Uri? apiBaseUrl, string? cloudId, string? workspaceId)
    {
        Name = name;
        ApiBaseUrl = apiBaseUrl;
        CloudId = cloudId;
        WorkspaceId = workspaceId;
    }

    /// <summary>The name, such as <c>jira</c> or <c>confluence</c>.</summary>
    public string? Name { get; }

    /// <summary>The address that calls to the product go to.</summary>
    public Uri? ApiBaseUrl { get; }

    /// <summary>The cloud id of the site.</summary>
    public string? CloudId { get; }

    /// <summary>The id of the workspace, for apps in Bitbucket.</summary>
    public string? WorkspaceId { get; }
}
