using System.Text.Json.Nodes;
using Leeway.Grants;

namespace Leeway.Cli.Dev.Grants;

/// <summary>A grant that was removed from a store.</summary>
/// <param name="Name">Its id.</param>
/// <param name="Outline">What was stored; <see langword="null"/> where it could not be read.</param>
internal sealed record ForgottenGrant(string Name, GrantOutline? Outline)
{
    /// <summary>Where a user withdraws the consent.</summary>
    public const string ConnectedApps = "https://id.atlassian.com/manage-profile/apps";

    public void Write(bool asJson, TextWriter output)
    {
        if (asJson)
        {
            GrantsReport.WriteJson(new JsonObject { ["grant"] = Name, ["removed"] = true, ["accessTokenEnds"] = GrantsReport.FormatIso(Outline?.AccessTokenExpiresAt) }, output);
            return;
        }

        string end = Outline is null ? "until they end" : $"until they end, the access token at {GrantsReport.FormatIso(Outline.AccessTokenExpiresAt)}";
        output.WriteLine($"Removed the grant '{Name}' from the store. Processes that use the store stop using it within 30 seconds, unless they set another GrantOptions.MaxStaleness.");
        output.WriteLine($"Its tokens stay valid at Atlassian {end}: Atlassian documents no endpoint to revoke them.");
        output.WriteLine($"To withdraw the consent, the user removes the app at {ConnectedApps}; an administrator of a site removes it for all users under Connected apps.");
    }
}
