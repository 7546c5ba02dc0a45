using System.Text.Json.Nodes;
using Leeway.Simulator.Authorization;
using Leeway.Simulator.Forge;
using Leeway.Simulator.Limits;
using Leeway.Simulator.Site;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Gateway;

/// <summary>
/// The protocol of <c>api.atlassian.com</c>: checks the access token, the site and the scopes, and forwards the call to the site. Also
/// simulates the media host.
/// </summary>
internal sealed class SimulatedGateway(AtlassianSimulator simulator)
{
    private static readonly string[] s_products = ["jira", "confluence"];

    private DownloadRoutes Downloads => new(simulator.Gateway.Downloads, simulator.MediaOrigin, simulator.StrangerOrigin);

    public SimulatedResponse Handle(SimulatedRequest request)
    {
        if (request.Path == SimulatedForge.KeysPath)
        {
            return simulator.Forge.PublishKeys();
        }

        if (FindCaller(request) is not { } caller)
        {
            return IsDisguised(request)
                ? ErrorAnswers.Gateway(request.Path.Contains("/api/v2/", StringComparison.Ordinal) ? 404 : 403, "Not permitted")
                : ErrorAnswers.Unauthorized();
        }

        return request.Path switch
        {
            "/oauth/token/accessible-resources" => ListResources(caller),
            "/me" => GetMe(caller),
            _ => Route(request, caller),
        };
    }

    /// <summary>Processes a request to a site: its id is public, and its products accept users' API tokens without scopes.</summary>
    public SimulatedResponse HandleSite(SimulatedRequest request)
    {
        SimulatedSite? site = null;
        foreach (SimulatedSite candidate in simulator.Sites)
        {
            site = new Uri(candidate.Url).Host == request.Host ? candidate : site;
        }

        if (site is null)
        {
            return SimulatedResponse.Html(404);
        }

        if (request.Path == "/_edge/tenant_info")
        {
            return SimulatedResponse.Json(200, new JsonObject { ["cloudId"] = site.CloudId });
        }

        if (FindApiToken(request) is not { Account: { } account } token)
        {
            return ErrorAnswers.Unauthorized();
        }

        if (token.Scopes is not null)
        {
            return ErrorAnswers.Unauthorized("FAILURE_CLIENT_AUTH_MISMATCH");
        }

        return Forward(CreateCall(request, site, site.Url, null, account), site);
    }

    /// <summary>Creates a call of an account to a site, for what happens without a request.</summary>
    public SiteRequest CreateCall(SimulatedSite site, Account account) =>
        CreateCall(new SimulatedRequest(SimulatedOrigin.Site, "POST", "/"), site, site.Url, null, account);

    public SimulatedResponse HandleMedia(SimulatedRequest request)
    {
        // Object stores reject a request with two credentials. This makes a leaked token visible at once.
        if (request.Headers.ContainsKey("Authorization"))
        {
            return SimulatedResponse.Text(400, "Only one auth mechanism allowed");
        }

        string[] segments = request.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (request.Query.TryGetValue("hops", out string? hops) && int.TryParse(hops, out int remaining) && remaining > 0)
        {
            return SimulatedResponse.Redirect(302, $"{request.Path}?token={request.Query.GetValueOrDefault("token")}&hops={remaining - 1}");
        }

        if (segments is ["file", var id, "binary"] && request.Query.TryGetValue("token", out string? mediaToken))
        {
            foreach (SimulatedSite site in simulator.Sites)
            {
                if (site.Jira.FindByMediaToken(id, mediaToken) is { } attachment)
                {
                    return FileAnswer.Of(attachment, request);
                }
            }
        }

        return SimulatedResponse.Text(403, "Forbidden");
    }

    private GatewayCaller? FindCaller(SimulatedRequest request)
    {
        if (FindApiToken(request) is { Scopes: { } scopes } apiToken)
        {
            return new GatewayCaller(apiToken.Account, scopes, null);
        }

        if (request.BearerToken is { } forgeToken && simulator.Forge.FindToken(forgeToken) is { } forge)
        {
            return new GatewayCaller(forge.Account, simulator.Forge.Scopes, null, forge.CloudId);
        }

        if (request.BearerToken is not { } bearer || simulator.Authorization.Inspect(bearer) is not { IsUsable: true, Token: { } token })
        {
            return null;
        }

        return token.Grant is { } grant
            ? new GatewayCaller(grant.Account, grant.Scopes, grant)
            : new GatewayCaller(null, simulator.ServiceAccountScopes, null);
    }

    private SimulatedApiToken? FindApiToken(SimulatedRequest request)
    {
        foreach (SimulatedApiToken token in simulator.ApiTokens)
        {
            bool isPresented = token.Account is null
                ? request.BearerToken == token.Value
                : request.BasicLogin is { } login && login.Email == token.Account.Email && login.Token == token.Value;
            if (isPresented)
            {
                return token;
            }
        }

        return null;
    }

    private SimulatedResponse ListResources(GatewayCaller caller)
    {
        JsonArray resources = [];
        foreach (SimulatedSite site in simulator.Sites)
        {
            if (!caller.CanReach(site))
            {
                continue;
            }

            // One entry for each product: the id is not unique, and only the scopes show which product an entry belongs to.
            foreach (string product in s_products)
            {
                JsonArray scopes = [];
                foreach (string scope in caller.Scopes)
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

    private static SimulatedResponse GetMe(GatewayCaller caller)
    {
        if (caller.Account is not { } account || !caller.Scopes.Contains("read:me"))
        {
            return ErrorAnswers.ScopeMismatch();
        }

        return SimulatedResponse.Json(200, new JsonObject
        {
            ["account_type"] = "atlassian",
            ["account_id"] = account.AccountId,
            ["email"] = account.Email,
            ["name"] = account.Name,
            ["account_status"] = "active",
            ["nickname"] = account.Name,
        });
    }

    private SimulatedResponse Route(SimulatedRequest request, GatewayCaller caller)
    {
        string[] segments = request.Path.Split('/')[1..];
        if (segments is not ["ex", var product, var cloudId, ..] || !s_products.Contains(product))
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
            return ErrorAnswers.Gateway(404, "Not Found");
        }

        if (!site.AppIsInstalled || !caller.CanReach(site))
        {
            return ErrorAnswers.AppNotInstalled();
        }

        if (request.Operation is { } operation && !ScopeTable.IsAllowed(caller.Scopes, operation))
        {
            return ErrorAnswers.ScopeMismatch();
        }

        SiteRequest call = CreateCall(request, site, $"{simulator.GatewayOrigin.GetLeftPart(UriPartial.Authority)}/ex/{product}/{cloudId}", caller.Grant?.App, caller.Account);
        return simulator.Gateway.Limits.Apply(
            LimitedCall.Of(call, product, caller.Grant?.App.ClientId, site.CloudId, site.Jira.FindIssueId),
            call.Now,
            () => Forward(call, site));
    }

    private SimulatedResponse Forward(SiteRequest call, SimulatedSite site)
    {
        SimulatedResponse response = site.Handle(call);
        simulator.Webhooks.Collect(site);
        return response;
    }

    private SiteRequest CreateCall(SimulatedRequest request, SimulatedSite site, string address, RegisteredApp? app, Account? caller) => new(
        request,
        request.Operation,
        request.ProductSegments ?? [],
        site.Url,
        site.Paging,
        address,
        Downloads,
        app,
        caller,
        simulator.Time.GetUtcNow());

    private bool IsDisguised(SimulatedRequest request) =>
        simulator.Gateway.DisguisesEndedTokens && request.BearerToken is { } bearer && simulator.Authorization.Inspect(bearer).Token is not null;
}
