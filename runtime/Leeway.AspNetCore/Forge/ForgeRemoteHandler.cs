using System.Security.Claims;
using System.Text.Encodings.Web;
using Leeway.AspNetCore.Forge.Tokens;
using Leeway.Grants;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Leeway.AspNetCore.Forge;

/// <summary>Authenticates requests from Forge by their invocation token.</summary>
internal sealed class ForgeRemoteHandler(IOptionsMonitor<ForgeRemoteOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
    : AuthenticationHandler<ForgeRemoteOptions>(options, loggers, encoder)
{
    private const string Prefix = "Bearer ";

    private const string RetryAfterSeconds = "10";

    private bool _areKeysUnavailable;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        StringValues authorization = Request.Headers.Authorization;
        if (authorization.Count == 0 || authorization[0]?.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) != true)
        {
            return AuthenticateResult.NoResult();
        }

        if (authorization.Count > 1)
        {
            return AuthenticateResult.Fail("The request has several Authorization headers.");
        }

        try
        {
            ForgeToken token = await Options.Verifier!.VerifyAsync(authorization[0]![Prefix.Length..].Trim(), Context.RequestAborted).ConfigureAwait(false);
            ForgeInvocation invocation = new(token, ReadToken("x-forge-oauth-system"), ReadToken("x-forge-oauth-user"), [.. Options.ApiHosts]);
            Context.Features.Set(invocation);
            return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(CreateIdentity(invocation)), Scheme.Name));
        }
        catch (ForgeTokenRefusedException exception)
        {
            return AuthenticateResult.Fail(exception);
        }
        catch (ForgeKeysUnavailableException exception)
        {
            _areKeysUnavailable = true;
            return AuthenticateResult.Fail(exception);
        }
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        await HandleAuthenticateOnceSafeAsync().ConfigureAwait(false);
        if (_areKeysUnavailable)
        {
            // Nothing is known about the token, so that Forge should not be informed that it is wrong.
            Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            Response.Headers.RetryAfter = RetryAfterSeconds;
            return;
        }

        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.Append(HeaderNames.WWWAuthenticate, Request.Headers.Authorization.Count == 0 ? "Bearer" : "Bearer error=\"invalid_token\"");
    }

    private ClaimsIdentity CreateIdentity(ForgeInvocation invocation)
    {
        ClaimsIdentity identity = new(Scheme.Name);
        Add(ClaimTypes.NameIdentifier, invocation.Principal);
        Add(ForgeClaimTypes.InstallationId, invocation.InstallationId);
        Add(ForgeClaimTypes.CloudId, invocation.CloudId);
        return identity;

        void Add(string type, string? value)
        {
            if (value is not null)
            {
                identity.AddClaim(new Claim(type, value, ClaimValueTypes.String, Scheme.Name));
            }
        }
    }

    private AccessToken? ReadToken(string header)
    {
        StringValues values = Request.Headers[header];
        return values.Count == 1 && values[0] is { Length: > 0 } value && !value.AsSpan().ContainsAnyExceptInRange('!', '~') ? new AccessToken(value) : null;
    }
}
