using Leeway.Grants;
using Leeway.Sites;

namespace Leeway.AspNetCore;

/// <summary>The page with the user's connection.</summary>
internal sealed class StatusPage
{
    public required PageFrame Frame { get; init; }

    public required FormToken Token { get; init; }

    /// <summary>The address that begins a sign-in.</summary>
    public required string Connect { get; init; }

    /// <summary>The address that ends the connection.</summary>
    public required string Disconnect { get; init; }

    /// <summary>The page on which the user selects a site.</summary>
    public required string SelectSite { get; init; }

    /// <summary>The state of the connection; <see langword="null"/> if it cannot be read.</summary>
    public required GrantHealth? Health { get; init; }

    /// <summary>The sites; <see langword="null"/> if they cannot be listed.</summary>
    public required IReadOnlyList<Site>? Sites { get; init; }

    /// <summary>The cloud id of the selected site.</summary>
    public required string? SelectedSite { get; init; }

    /// <summary>Whether the connection works or will work again without the user.</summary>
    public static bool IsConnected(GrantHealth health) => health.State is not (GrantState.Lost or GrantState.NotGranted);

    public Html Write() => Frame.Write("Your connection to Atlassian", Health is null ? WriteUnknown() : Html.Of($"""
        <dl>
        <dt>State</dt>
        <dd><span class="state {(IsConnected(Health) ? "connected" : "ended")}">{ConnectionText.DescribeState(Health.State)}</span></dd>
        <dt>What to do</dt>
        <dd>{WriteAction(Health)}</dd>
        {(IsConnected(Health) ? WriteDetails(Health) : default)}</dl>
        {WriteButtons(Health)}
        """));

    private static Html WriteUnknown() => Html.Of($"""
        <p>The state of your connection cannot be read at the moment. Open this page again in a few minutes. You do not need to connect again.</p>
        """);

    private static Html WriteAction(GrantHealth health) => health.State == GrantState.Lost
        ? Html.Of($"{ConnectionText.DescribeLoss(health)} {ConnectionText.DescribeAction(health.State)}")
        : Html.Of($"{ConnectionText.DescribeAction(health.State)}");

    private Html WriteDetails(GrantHealth health) => Html.Of($"""
        <dt>Connected since</dt>
        <dd>{(health.FamilyStartedAt is { } since ? PageFrame.WriteTime(since) : Html.Of($"not known"))}</dd>
        <dt>Sites</dt>
        <dd>{WriteSites()}</dd>
        <dt>Permissions</dt>
        <dd>{(health.Scopes.Count > 0 ? ScopeList.Write(health.Scopes) : Html.Of($"not known"))}</dd>
        {WriteMissing(health)}
        """);

    private static Html WriteMissing(GrantHealth health) => health.MissingScopes.Count == 0 ? default : Html.Of($"""
        <dt>Missing permissions</dt>
        <dd>{ScopeList.Write(health.MissingScopes)}</dd>

        """);

    private Html WriteSites() => Sites switch
    {
        null => Html.Of($"The sites cannot be listed at the moment."),
        [] => Html.Of($"None. Connect again and choose a site, or ask the administrator of your site for access."),
        [Site only] => Html.Of($"{only.Name}"),
        _ => Html.Of($"""
            <ul>
            {Html.Join(Sites, WriteSite)}</ul>
            <p><a href="{SelectSite}">Select a site</a></p>
            """),
    };

    private Html WriteSite(Site site) => site.CloudId == SelectedSite
        ? Html.Of($"<li>{site.Name} <strong>(selected)</strong></li>\n")
        : Html.Of($"<li>{site.Name}</li>\n");

    private Html WriteButtons(GrantHealth health) => IsConnected(health)
        ? Html.Of($"""
            <div class="actions">
            {PageFrame.WriteForm(Connect, Token, "Connect again", health.State == GrantState.Alive ? "secondary" : "primary")}{PageFrame.WriteForm(Disconnect, Token, "Disconnect", "danger")}</div>
            <p>Disconnecting ends the access of {Frame.ApplicationName} at once. To withdraw your consent at Atlassian as well, remove the application from <a href="https://id.atlassian.com/manage-profile/apps" rel="noreferrer">the connected apps of your Atlassian account</a>.</p>
            """)
        : health.State == GrantState.Lost ? Html.Of($"""
            <div class="actions">
            {PageFrame.WriteForm(Connect, Token, "Connect again", "primary")}{PageFrame.WriteForm(Disconnect, Token, "Forget this connection", "secondary")}</div>
            <p>Connecting again asks for all permissions that you granted before. Forget this connection first to grant only those that {Frame.ApplicationName} needs now.</p>
            """)
        : PageFrame.WriteForm(Connect, Token, "Connect to Atlassian", "primary");
}
