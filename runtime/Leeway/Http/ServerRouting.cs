using Leeway.Calls;
using Leeway.Grants;
using Leeway.Sites;

namespace Leeway.Http;

/// <summary>
/// Finds what precedes the paths of operations that have a server of their own, and refuses calls to an origin that the login of the
/// registration is not for, before any token is requested.
/// </summary>
/// <param name="directory">Finds sites for logins that Atlassian lists sites for.</param>
/// <param name="tenants">Finds sites for the other logins.</param>
/// <param name="workspaces">Finds the Assets workspaces of sites.</param>
/// <param name="defaults">The login, and the default server, site and workspace.</param>
internal sealed class ServerRouting(SiteDirectory directory, TenantDirectory tenants, WorkspaceDirectory workspaces, CallDefaults defaults)
{
    private readonly string _gateway = defaults.Gateway.GetLeftPart(UriPartial.Authority);

    /// <summary>The prefix of the latest call. Most applications call one server of one site.</summary>
    private volatile ServerPrefix? _latest;

    /// <exception cref="InvalidOperationException">The login is not for the origin of the server.</exception>
    /// <exception cref="SiteSelectionException">The site or its workspace cannot be determined.</exception>
    public ValueTask<ServerPrefix> FindAsync(
        HttpRequestMessage request, OperationDescriptor operation, ServerAddress server, CancellationToken cancellationToken)
    {
        RequireOrigin(operation, server);
        if (!server.HasCloudId && !server.HasWorkspaceId)
        {
            return new(GetPrefix(server, null, null));
        }

        CallSettings? settings = CallSettings.Of(request);
        string? workspace = FindKnownWorkspace(settings);
        if (workspace is not null && !server.HasCloudId)
        {
            return new(GetPrefix(server, null, workspace));
        }

        ValueTask<string> finding = FindCloudIdAsync(settings, cancellationToken);
        if (!finding.IsCompletedSuccessfully)
        {
            return AwaitCloudIdAsync(settings, server, finding, workspace, cancellationToken);
        }

        string cloudId = finding.Result;
        if (workspace is not null || !server.HasWorkspaceId)
        {
            return new(GetPrefix(server, cloudId, workspace));
        }

        ValueTask<string> found = workspaces.FindAsync(FindGrant(settings), cloudId, cancellationToken);
        return found.IsCompletedSuccessfully ? new(GetPrefix(server, cloudId, found.Result)) : AwaitWorkspaceAsync(server, cloudId, found);
    }

    /// <summary>Finds both ids again after the gateway has refused those of a prefix.</summary>
    /// <returns>
    /// Another prefix; <see langword="null"/> if the ids are the same, or were requested very recently, so that the refusal is final.
    /// </returns>
    /// <exception cref="SiteSelectionException">The grant no longer reaches the site, or the site has no workspace any more.</exception>
    public async ValueTask<ServerPrefix?> FindAfterRefusalAsync(HttpRequestMessage request, ServerPrefix refused, CancellationToken cancellationToken)
    {
        CallSettings? settings = CallSettings.Of(request);
        GrantId grant = FindGrant(settings);
        string? wanted = settings?.Site ?? defaults.Site;

        // Without a cloud id, the workspace of the call was known from the options, and there is nothing to find.
        if (refused.CloudId is not { } cloudId)
        {
            return null;
        }

        // The sites of an API token cannot be listed, and the cloud id of an address never changes.
        Site? other = defaults.Login.Kind == LoginKind.GatewayApiToken
            ? null
            : await directory.ChooseAfterRefusalAsync(grant, cloudId, wanted, cancellationToken).ConfigureAwait(false);
        string? workspace = refused.WorkspaceId;
        if (refused.Server.HasWorkspaceId && FindKnownWorkspace(settings) is null)
        {
            workspace = other is null
                ? await workspaces.FindAfterRefusalAsync(grant, cloudId, workspace!, cancellationToken).ConfigureAwait(false)
                : await workspaces.FindAsync(grant, other.CloudId, cancellationToken).ConfigureAwait(false);
        }

        return other is null && (workspace is null || workspace == refused.WorkspaceId)
            ? null
            : GetPrefix(refused.Server, other?.CloudId ?? cloudId, workspace);
    }

    /// <summary>Explains why a call to a site cannot be sent by a registration for another host.</summary>
    public InvalidOperationException RefuseSite(OperationDescriptor operation) => Refuse(operation, "a site at " + _gateway);

    private async ValueTask<ServerPrefix> AwaitCloudIdAsync(
        CallSettings? settings, ServerAddress server, ValueTask<string> finding, string? workspace, CancellationToken cancellationToken)
    {
        string cloudId = await finding.ConfigureAwait(false);
        if (server.HasWorkspaceId)
        {
            workspace ??= await workspaces.FindAsync(FindGrant(settings), cloudId, cancellationToken).ConfigureAwait(false);
        }

        return GetPrefix(server, cloudId, workspace);
    }

    private async ValueTask<ServerPrefix> AwaitWorkspaceAsync(ServerAddress server, string cloudId, ValueTask<string> finding) =>
        GetPrefix(server, cloudId, await finding.ConfigureAwait(false));

    private GrantId FindGrant(CallSettings? settings) => settings?.Grant ?? defaults.Grant;

    private ValueTask<string> FindCloudIdAsync(CallSettings? settings, CancellationToken cancellationToken)
    {
        string? wanted = settings?.Site ?? defaults.Site;
        if (defaults.Login.Kind == LoginKind.GatewayApiToken)
        {
            return tenants.FindCloudIdAsync(wanted, cancellationToken);
        }

        if (SiteAddress.FindCloudId(wanted) is { } named)
        {
            return new(named);
        }

        ValueTask<Site> choice = directory.ChooseAsync(FindGrant(settings), wanted, cancellationToken);
        return choice.IsCompletedSuccessfully ? new(choice.Result.CloudId) : AwaitSiteAsync(choice);
    }

    private static async ValueTask<string> AwaitSiteAsync(ValueTask<Site> choice) => (await choice.ConfigureAwait(false)).CloudId;

    /// <summary>
    /// Finds the workspace that the application has set. The one in the options belongs to the site there, so it is not used for another
    /// site, or for another grant that may reach another site.
    /// </summary>
    private string? FindKnownWorkspace(CallSettings? settings)
    {
        bool isDefaultSite = settings?.Site is null && (settings?.Grant is null || defaults.Site is not null);
        string? workspace = settings?.Workspace ?? (isDefaultSite ? defaults.Workspace : null);
        return workspace is null ? null
            : WorkspaceId.Find(workspace) ?? throw new SiteSelectionException(
                $"'{DisplayText.Clean(workspace)}' is not the id of a workspace. Copy it again, or omit it so that Leeway finds it.", []);
    }

    private ServerPrefix GetPrefix(ServerAddress server, string? cloudId, string? workspaceId)
    {
        if (_latest is { } latest && ReferenceEquals(latest.Server, server) && latest.CloudId == cloudId && latest.WorkspaceId == workspaceId)
        {
            return latest;
        }

        string text = server.IsGateway ? _gateway + server.FillPath(cloudId, workspaceId) : FindAddress(server);
        return _latest = new ServerPrefix(server, cloudId, workspaceId, text);
    }

    /// <summary>
    /// Finds the address of another host: that of the options, with the document's path if they have none, or else the document's.
    /// </summary>
    private string FindAddress(ServerAddress server)
    {
        if (defaults.Server is not { } own)
        {
            return server.Origin.GetLeftPart(UriPartial.Authority) + server.Path;
        }

        string path = own.AbsolutePath.TrimEnd('/');
        return own.GetLeftPart(UriPartial.Authority) + (path.Length == 0 ? server.Path : path);
    }

    private void RequireOrigin(OperationDescriptor operation, ServerAddress server)
    {
        bool isAllowed = server.IsGateway
            ? !defaults.IsForeign && defaults.Login.Kind != LoginKind.SiteApiToken
            : defaults.Server is not null || defaults.Login.Kind == LoginKind.None;
        if (!isAllowed)
        {
            throw Refuse(operation, server.IsGateway ? _gateway : server.Template);
        }
    }

    private InvalidOperationException Refuse(OperationDescriptor operation, string place)
    {
        string origin = defaults.FindLoginOrigin().GetLeftPart(UriPartial.Authority);
        string login = defaults.Login.Kind == LoginKind.None
            ? $"the registration has no login, which {nameof(AtlassianLogin)}.{nameof(AtlassianLogin.None)} offers for other hosts only"
            : $"the login ({defaults.Login}) is sent to {origin} only";
        return new InvalidOperationException($"{operation} is called at {place}, but {login}. {Advise(operation)}");
    }

    private string Advise(OperationDescriptor operation)
    {
        if (!operation.IsOfAtlassian)
        {
            string name = operation.Product.ToLowerInvariant();
            return $"Add the client to a registration of its own that names the server: AddAtlassian(\"{name}\", options => {{ options.Server = new Uri(\"{operation.Server}\"); options.Login = ...; }}).";
        }

        return defaults.Login.Kind == LoginKind.SiteApiToken
            ? $"Use an API token with scopes: {nameof(AtlassianLogin)}.{nameof(AtlassianLogin.ScopedApiToken)}."
            : "Add the client to a registration with a login of Atlassian and without AtlassianOptions.Server.";
    }
}
