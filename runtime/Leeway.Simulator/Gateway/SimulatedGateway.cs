using System.Text.Json.Nodes;
using Leeway.Simulator.Authorization;
using Leeway.Simulator.Site;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Gateway;

/// <summary>
/// The protocol of <c>api.atlassian.com</c>: checks the bearer token, the site and the scopes, and passes the call to the
/// site; and the media host beside it.
/// </summary>
internal sealed class SimulatedGateway(AtlassianSimulator simulator)
{
    private static readonly string[] s_products = ["jira", "confluence"];

    public SimulatedResponse Handle(SimulatedRequest request)
    {
        if (request.BearerToken is not { } bearer)
        {
            return Unauthorized("Unauthorized", "FAILURE_CLIENT_AUTH");
        }

        AccessTokenStanding standing = simulator.Authorization.Inspect(bearer);
        if (!standing.IsUsable)
        {
            return Unauthorized("Unauthorized", "FAILURE_CLIENT_AUTH");
        }

        IssuedAccessToken token = standing.Token!;
        return request.Path switch
        {
            "/oauth/token/accessible-resources" => ListResources(token),
            "/me" => Me(token),
            _ => Route(request, token),
        };
    }

    public SimulatedResponse HandleMedia(SimulatedRequest request)
    {
        // As object stores do: two logins in one request are an error, which shows a leaked one at once.
        if (request.Headers.ContainsKey("Authorization"))
        {
            return SimulatedResponse.Text(400, "Only one auth mechanism allowed");
        }

        string[] segments = request.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (segments is ["file", var id, "binary"] && request.Query.TryGetValue("token", out string? mediaToken))
        {
            foreach (SimulatedSite site in simulator.Sites)
            {
                if (site.Jira.FindByMediaToken(id, mediaToken) is { } attachment)
                {
                    return SimulatedJira.Bytes(attachment, request.Headers.GetValueOrDefault("Range"));
                }
            }
        }

        return SimulatedResponse.Text(403, "Forbidden");
    }

    private SimulatedResponse ListResources(IssuedAccessToken token)
    {
        JsonArray resources = [];
        foreach (SimulatedSite site in simulator.Sites)
        {
            if (!CanReach(token, site))
            {
                continue;
            }

            // One entry a product: the id is not unique, and which product an entry is for shows in its scopes alone.
            foreach (string product in s_products)
            {
                JsonArray scopes = [];
                foreach (string scope in ScopesOf(token))
                {
                    if (scope.Contains(product, StringComparison.Ordinal))
                    {
                        scopes.Add((JsonNode)scope);
                    }
                }

                if (scopes.Count > 0)
                {
                    resources.Add((JsonNode)new JsonObject
                    {
                        ["id"] = site.CloudId,
                        ["url"] = site.Url,
                        ["name"] = site.Name,
                        ["scopes"] = scopes,
                        ["avatarUrl"] = $"https://site-admin-avatar-cdn.prod.public.atl-paas.net/avatars/240/{product}.png",
                    });
                }
            }
        }

        return SimulatedResponse.Json(200, resources);
    }

    private static SimulatedResponse Me(IssuedAccessToken token)
    {
        if (token.Grant is not { } grant || !grant.Scopes.Contains("read:me"))
        {
            return ScopeMismatch();
        }

        return SimulatedResponse.Json(200, new JsonObject
        {
            ["account_type"] = "atlassian",
            ["account_id"] = grant.Account.AccountId,
            ["email"] = grant.Account.Email,
            ["name"] = grant.Account.Name,
            ["account_status"] = "active",
            ["nickname"] = grant.Account.Name,
        });
    }

    private SimulatedResponse Route(SimulatedRequest request, IssuedAccessToken token)
    {
        string[] segments = request.Path.Split('/')[1..];
        if (segments is not ["ex", var product, var cloudId, .. var rest] || !s_products.Contains(product))
        {
            return SimulatedResponse.Html(404);
        }

        SimulatedSite? site = null;
        foreach (SimulatedSite candidate in simulator.Sites)
        {
            site = candidate.CloudId == cloudId ? candidate : site;
        }

        if (site is null)
        {
            return SimulatedResponse.Json(404, new JsonObject { ["code"] = 404, ["message"] = "Not Found" });
        }

        if (!site.AppIsInstalled || !CanReach(token, site))
        {
            return SimulatedResponse.Json(
                403, new JsonObject { ["code"] = 403, ["message"] = "The app is not installed on this instance" });
        }

        // Confluence answers with and without its prefix.
        string[] path = Array.ConvertAll(rest, Uri.UnescapeDataString);
        if (product == "confluence" && path is not ["wiki", ..])
        {
            path = ["wiki", .. path];
        }

        if (!ScopeTable.IsAllowed(ScopesOf(token), product, request.Method, path))
        {
            return ScopeMismatch();
        }

        SiteRequest call = new(
            request,
            path,
            site,
            $"{simulator.GatewayOrigin.GetLeftPart(UriPartial.Authority)}/ex/{product}/{cloudId}",
            simulator.MediaOrigin,
            token.Grant?.Account,
            simulator.Time.GetUtcNow());
        return product == "jira" ? site.Jira.Handle(call) : site.Confluence.Handle(call);
    }

    private static bool CanReach(IssuedAccessToken token, SimulatedSite site) =>
        token.Grant is null || token.Grant.CloudIds.Contains(site.CloudId);

    private IReadOnlyList<string> ScopesOf(IssuedAccessToken token) => token.Grant?.Scopes ?? simulator.ServiceAccountScopes;

    private static SimulatedResponse ScopeMismatch() =>
        Unauthorized("Unauthorized; scope does not match", "FAILURE_CLIENT_SCOPE_CHECK");

    private static SimulatedResponse Unauthorized(string message, string category) =>
        SimulatedResponse.Json(401, new JsonObject { ["code"] = 401, ["message"] = message })
            .With("X-Failure-Category", category)
            .With("WWW-Authenticate", "Bearer");
}
