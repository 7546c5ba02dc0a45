using System.Globalization;

namespace Leeway.Simulator.Authorization;

/// <summary>
/// The protocol of <c>auth.atlassian.com</c> as an in-memory state machine: consents, codes, families of rotating refresh tokens, and their
/// companion access tokens. It does not use HTTP or threads; every method is atomic.
/// </summary>
/// <param name="time">The server's clock. Only the wall-clock time is used.</param>
/// <param name="options">The settings.</param>
/// <param name="random">The source of token values. A seeded source makes a run repeatable.</param>
public sealed class AuthorizationServer(TimeProvider time, AuthorizationServerOptions options, Random random)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, RegisteredApp> _apps = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IssuedCode> _codes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IssuedRefreshToken> _refreshTokens = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IssuedAccessToken> _accessTokens = new(StringComparer.Ordinal);
    private readonly List<AppGrant> _grants = [];
    private readonly List<TokenFamily> _families = [];
    private readonly List<AuthorizationEvent> _events = [];
    private int _serial;
    private int _omissions;
    private int _refusals;

    /// <summary>The settings. They can be changed at any time.</summary>
    public AuthorizationServerOptions Options => options;

    /// <summary>The user at the consent screen. If <see langword="null"/>, nobody is signed in and every consent is declined.</summary>
    public Account? SignedIn { get; set; }

    /// <summary>Whether the user declines.</summary>
    public bool DeclinesConsent { get; set; }

    /// <summary>The cloud ids of the sites that the user selects.</summary>
    public IReadOnlyList<string> ConsentedCloudIds { get; set; } = [];

    /// <summary>The number of requests that reached the token endpoint.</summary>
    public int TokenRequests { get; private set; }

    /// <summary>The number of successful exchanges of refresh tokens, including repeated ones.</summary>
    public int Exchanges { get; private set; }

    /// <summary>All events, in order.</summary>
    public IReadOnlyList<AuthorizationEvent> Events
    {
        get
        {
            lock (_lock)
            {
                return [.. _events];
            }
        }
    }

    /// <summary>All token families, in the order in which they started.</summary>
    public IReadOnlyList<TokenFamily> Families
    {
        get
        {
            lock (_lock)
            {
                return [.. _families];
            }
        }
    }

    /// <summary>Registers an app.</summary>
    /// <param name="app">The app.</param>
    public void Register(RegisteredApp app)
    {
        ArgumentNullException.ThrowIfNull(app);
        lock (_lock)
        {
            _apps[app.ClientId] = app;
        }
    }

    /// <summary>Returns an app; null if it is not registered.</summary>
    internal RegisteredApp? FindApp(string clientId)
    {
        lock (_lock)
        {
            return _apps.GetValueOrDefault(clientId);
        }
    }

    /// <summary>The consent screen: validates the request and responds as <see cref="SignedIn"/> would.</summary>
    /// <param name="request">The query parameters.</param>
    public AuthorizeAnswer Authorize(AuthorizeRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        lock (_lock)
        {
            return Authorize(request, DeclinesConsent ? null : SignedIn, ConsentedCloudIds);
        }
    }

    /// <summary>Validates a request and responds as a user has decided.</summary>
    /// <param name="request">The query parameters.</param>
    /// <param name="account">The user; <see langword="null"/> if the user declines.</param>
    /// <param name="cloudIds">The cloud ids of the sites that the user selects.</param>
    internal AuthorizeAnswer Authorize(AuthorizeRequest request, Account? account, IReadOnlyList<string> cloudIds)
    {
        lock (_lock)
        {
            ConsentQuestion question = Examine(request);
            if (question.Refusal is { } refusal)
            {
                return refusal;
            }

            if (account is null)
            {
                return RefuseConsent("access_denied", request);
            }

            AppGrant grant = GrantOf(question.App!, account);
            grant.Scopes = question.Scopes;
            grant.CloudIds = options.ConsentReplacesSites ? cloudIds : [.. grant.CloudIds.Union(cloudIds)];
            grant.WithdrawnAt = null;

            string code = NewValue("code");
            _codes[code] = new IssuedCode(grant, question.Scopes, request.RedirectUri!, time.GetUtcNow() + options.CodeLifetime);
            Record(AuthorizationEventKind.Consented, detail: request.Scope);
            return new AuthorizeAnswer { Redirect = FormatCallback(request.RedirectUri!, "code", code, request.State) };
        }
    }

    /// <summary>Validates a request before a user decides.</summary>
    /// <param name="request">The query parameters.</param>
    internal ConsentQuestion Examine(AuthorizeRequest request)
    {
        lock (_lock)
        {
            if (request.ClientId is null || !_apps.TryGetValue(request.ClientId, out RegisteredApp? app))
            {
                return new ConsentQuestion { Refusal = RefuseConsent("The app is unknown.") };
            }

            if (request.RedirectUri is not { } redirectUri || !IsAllowed(app, redirectUri))
            {
                return new ConsentQuestion { Refusal = RefuseConsent("The redirect_uri is not registered.") };
            }

            string[] scopes = (request.Scope ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
            string? error =
                request.ResponseType != "code" ? "unsupported_response_type"
                : request.Audience != "api.atlassian.com" || request.Prompt != "consent" || scopes.Length == 0 ? "invalid_request"
                : !AreAllowed(app, scopes) ? "invalid_scope"
                : null;
            return new ConsentQuestion { App = app, Scopes = scopes, Refusal = error is null ? null : RefuseConsent(error, request) };
        }
    }

    /// <summary>The token endpoint.</summary>
    /// <param name="request">The body; <see langword="null"/> if it could not be parsed.</param>
    public TokenAnswer Exchange(TokenRequest? request)
    {
        lock (_lock)
        {
            TokenRequests++;
            if (request is null)
            {
                return RefuseMalformed("The body could not be parsed.");
            }

            if (request.ClientId is null
                || !_apps.TryGetValue(request.ClientId, out RegisteredApp? app)
                || !string.Equals(app.ClientSecret, request.ClientSecret, StringComparison.Ordinal))
            {
                return Refuse(401, 1, "access_denied", "Unauthorized");
            }

            return request.GrantType switch
            {
                "refresh_token" => Refresh(app, request.RefreshToken),
                "authorization_code" => ExchangeCode(app, request),
                "client_credentials" => ExchangeClientCredentials(app, request),
                _ => RefuseMalformed("The grant_type is missing or unknown."),
            };
        }
    }

    /// <summary>Checks an access token, as the gateway does.</summary>
    /// <param name="accessToken">The presented token.</param>
    public AccessTokenStanding Inspect(string accessToken)
    {
        ArgumentNullException.ThrowIfNull(accessToken);
        lock (_lock)
        {
            if (!_accessTokens.TryGetValue(accessToken, out IssuedAccessToken? token))
            {
                return new AccessTokenStanding { Refusal = "unknown" };
            }

            return new AccessTokenStanding { Refusal = RefusalOf(token, time.GetUtcNow()), Token = token };
        }
    }

    /// <summary>Withdraws a grant, as a user does by removing the app.</summary>
    /// <param name="clientId">The client id of the app.</param>
    /// <param name="accountId">The account id of the user.</param>
    /// <returns>Whether there was a grant to withdraw.</returns>
    public bool Withdraw(string clientId, string accountId)
    {
        lock (_lock)
        {
            AppGrant? grant = _grants.Find(g => g.App.ClientId == clientId && g.Account.AccountId == accountId);
            if (grant is null || grant.WithdrawnAt is not null)
            {
                return false;
            }

            grant.WithdrawnAt = time.GetUtcNow();
            Record(AuthorizationEventKind.Withdrawn);
            foreach (TokenFamily family in grant.Families)
            {
                Revoke(family, FamilyEnd.Withdrawn);
            }

            return true;
        }
    }

    /// <summary>Omits the refresh token from the next refresh responses. The presented token stays current.</summary>
    /// <param name="answers">The number of responses.</param>
    public void OmitRefreshToken(int answers)
    {
        lock (_lock)
        {
            _omissions = answers;
        }
    }

    private TokenAnswer Refresh(RegisteredApp app, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return RefuseMalformed("The refresh_token is missing.");
        }

        if (!_refreshTokens.TryGetValue(value, out IssuedRefreshToken? token) || token.Family.Grant.App.ClientId != app.ClientId)
        {
            return RefuseToken(4, null);
        }

        TokenFamily family = token.Family;
        DateTimeOffset now = time.GetUtcNow();
        RefreshTokenState state = token.StateAt(now);
        if (state == RefreshTokenState.Revoked)
        {
            return RefuseToken(11, token);
        }

        if (options.AbsoluteLimit is { } limit && now - family.StartedAt > limit)
        {
            Revoke(family, FamilyEnd.AbsoluteLimit);
            return RefuseToken(10, token);
        }

        if (state == RefreshTokenState.Retired || token.IsDecoy)
        {
            Revoke(family, FamilyEnd.Reuse);
            return RefuseToken(8, token);
        }

        if (state == RefreshTokenState.Expired)
        {
            return RefuseToken(9, token);
        }

        if (state == RefreshTokenState.Graced && token.HasExchangedChild() && options.SecondToLast == SecondToLastPolicy.Strict)
        {
            Revoke(family, FamilyEnd.Reuse);
            return RefuseToken(7, token);
        }

        if (family.Grant.Account.PasswordChanged)
        {
            return Refuse(403, 12, "invalid_grant", "Unknown or invalid refresh token.", token);
        }

        Exchanges++;
        return state == RefreshTokenState.Graced ? Repeat(token, now) : Rotate(token, now);
    }

    private TokenAnswer Rotate(IssuedRefreshToken token, DateTimeOffset now)
    {
        if (options.PersistentRefreshTokens || _omissions > 0)
        {
            _omissions = Math.Max(0, _omissions - 1);
            token.UsedAt = now;
            IssuedAccessToken access = IssueAccess(token.Family.Grant.App, token.Family.Grant, token, now);
            Record(AuthorizationEventKind.RefreshedWithoutRotation, token, 13);
            return CreateAnswer(13, access, null, now);
        }

        token.ExchangedAt = now;
        token.GracedSince ??= now;
        foreach (IssuedRefreshToken sibling in token.Parent?.Children ?? [])
        {
            sibling.GracedSince ??= now;
        }

        Record(AuthorizationEventKind.Rotated, token, 5);
        return CreateAnswer(5, IssuePair(token.Family, token, now), now);
    }

    private TokenAnswer Repeat(IssuedRefreshToken token, DateTimeOffset now)
    {
        int row = token.HasExchangedChild() ? 7 : 6;
        Record(AuthorizationEventKind.Repeated, token, row, options.Siblings.ToString());
        token.ExchangedAt ??= now;
        if (options.Siblings == SiblingPolicy.Idempotent && token.Children.Count > 0)
        {
            return CreateAnswer(row, token.Children[^1], now);
        }

        bool isDecoy = options.Siblings == SiblingPolicy.FirstWins && token.Children.Count > 0;
        IssuedRefreshToken child = IssuePair(token.Family, token, now, isDecoy);
        if (options.Siblings == SiblingPolicy.LastWins)
        {
            foreach (IssuedRefreshToken sibling in token.Children)
            {
                if (sibling != child)
                {
                    sibling.GracedSince ??= now;
                }
            }
        }

        return CreateAnswer(row, child, now);
    }

    private TokenAnswer ExchangeCode(RegisteredApp app, TokenRequest request)
    {
        if (string.IsNullOrEmpty(request.Code) || string.IsNullOrEmpty(request.RedirectUri))
        {
            return RefuseMalformed("The code or the redirect_uri is missing.");
        }

        DateTimeOffset now = time.GetUtcNow();
        if (!_codes.TryGetValue(request.Code, out IssuedCode? code)
            || code.Grant.App.ClientId != app.ClientId
            || code.RedirectUri != request.RedirectUri
            || code.WasUsed
            || now >= code.ExpiresAt)
        {
            if (code is { WasUsed: true, Family: { EndedAt: null } family } && options.CodeReuseRevokesFamily)
            {
                Revoke(family, FamilyEnd.CodeReuse);
            }

            return Refuse(403, 16, "invalid_grant", "Invalid authorization code");
        }

        code.WasUsed = true;
        if (!code.Scopes.Contains("offline_access"))
        {
            Record(AuthorizationEventKind.CodeExchanged, null, 15);
            return CreateAnswer(15, IssueAccess(app, code.Grant, null, now), null, now);
        }

        if (options.NewConsent == NewConsentEffect.RevokesFamilies)
        {
            foreach (TokenFamily former in code.Grant.Families)
            {
                Revoke(former, FamilyEnd.NewConsent);
            }
        }

        TokenFamily started = new(_families.Count + 1, code.Grant, now);
        _families.Add(started);
        code.Grant.Add(started);
        code.Family = started;
        IssuedRefreshToken token = IssuePair(started, null, now);
        Record(AuthorizationEventKind.CodeExchanged, token, 14);
        return CreateAnswer(14, token, now);
    }

    private TokenAnswer ExchangeClientCredentials(RegisteredApp app, TokenRequest request)
    {
        if (request.Scope is not null)
        {
            return Refuse(400, 0, "invalid_scope", "The scope parameter is not accepted with client credentials.");
        }

        DateTimeOffset now = time.GetUtcNow();
        Record(AuthorizationEventKind.ClientCredentialsExchanged);
        return CreateAnswer(0, IssueAccess(app, null, null, now), null, now);
    }

    private IssuedRefreshToken IssuePair(TokenFamily family, IssuedRefreshToken? parent, DateTimeOffset now, bool isDecoy = false)
    {
        IssuedRefreshToken token = new(options, family, parent, NewValue("refresh"), now) { IsDecoy = isDecoy };
        family.Add(token);
        _refreshTokens.Add(token.Value, token);
        token.Companion = IssueAccess(family.Grant.App, family.Grant, token, now);
        return token;
    }

    private IssuedAccessToken IssueAccess(RegisteredApp app, AppGrant? grant, IssuedRefreshToken? companion, DateTimeOffset now)
    {
        IssuedAccessToken token = new()
        {
            Value = NewValue("access"),
            App = app,
            Grant = grant,
            Companion = companion,
            IssuedAt = now,
            ExpiresAt = now + options.AccessTokenLifetime,
        };
        _accessTokens.Add(token.Value, token);
        return token;
    }

    private string? RefusalOf(IssuedAccessToken token, DateTimeOffset now)
    {
        if (now >= token.ExpiresAt)
        {
            return "expired";
        }

        if (token.Grant?.WithdrawnAt is { } withdrawnAt)
        {
            return options.WithdrawnAccessOutlivesLeeway && now < withdrawnAt + options.Leeway ? null : "grant withdrawn";
        }

        return token.Companion?.StateAt(now) switch
        {
            RefreshTokenState.Revoked when token.Companion.Family.End == FamilyEnd.Withdrawn
                && options.WithdrawnAccessOutlivesLeeway
                && now < token.Companion.Family.EndedAt + options.Leeway => null,
            RefreshTokenState.Revoked => "family revoked",
            RefreshTokenState.Retired => "companion retired",
            _ => null,
        };
    }

    private void Revoke(TokenFamily family, FamilyEnd end)
    {
        if (family.EndedAt is not null)
        {
            return;
        }

        family.EndedAt = time.GetUtcNow();
        family.End = end;
        _events.Add(NewEvent(AuthorizationEventKind.FamilyRevoked) with { Family = family.Number, Detail = end.ToString() });
    }

    private AppGrant GrantOf(RegisteredApp app, Account account)
    {
        AppGrant? grant = _grants.Find(g => g.App.ClientId == app.ClientId && g.Account.AccountId == account.AccountId);
        if (grant is null)
        {
            grant = new AppGrant(app, account);
            _grants.Add(grant);
        }

        return grant;
    }

    private AuthorizeAnswer RefuseConsent(string problem)
    {
        Record(AuthorizationEventKind.ConsentRefused, detail: problem);
        return new AuthorizeAnswer { Problem = problem };
    }

    private AuthorizeAnswer RefuseConsent(string error, AuthorizeRequest request)
    {
        Record(AuthorizationEventKind.ConsentRefused, detail: error);
        return new AuthorizeAnswer { Redirect = FormatCallback(request.RedirectUri!, "error", error, request.State) };
    }

    private TokenAnswer RefuseMalformed(string description) => Refuse(400, 2, "invalid_request", description);

    private TokenAnswer RefuseToken(int row, IssuedRefreshToken? token)
    {
        ErrorDialect dialect = options.Errors;
        if (dialect == ErrorDialect.Mixed)
        {
            return (_refusals++ % 5) switch
            {
                0 => Refuse(400, row, "invalid_grant", "Unknown or invalid refresh token.", token),
                1 => Refuse(401, row, "invalid_grant", "invalid refresh token", token),
                2 => Refuse(403, row, "invalid_grant", "Token was globally revoked", token),
                3 => Refuse(400, row, "invalid_grant", "Token has been expired or revoked.", token),
                _ => Refuse(403, row, "unauthorized_client", "refresh_token is invalid", token),
            };
        }

        return dialect == ErrorDialect.Documented
            ? Refuse(403, row, "invalid_grant", "Unknown or invalid refresh token.", token)
            : Refuse(403, row, "unauthorized_client", "refresh_token is invalid", token);
    }

    private TokenAnswer Refuse(int status, int row, string error, string description, IssuedRefreshToken? token = null)
    {
        Record(AuthorizationEventKind.Refused, token, row, error);
        return new TokenAnswer { Status = status, Row = row, Error = error, ErrorDescription = description };
    }

    private static TokenAnswer CreateAnswer(int row, IssuedRefreshToken token, DateTimeOffset now) =>
        CreateAnswer(row, token.Companion!, token, now);

    private static TokenAnswer CreateAnswer(int row, IssuedAccessToken access, IssuedRefreshToken? refresh, DateTimeOffset now) =>
        new()
        {
            Status = 200,
            Row = row,
            AccessToken = access.Value,
            RefreshToken = refresh?.Value,
            ExpiresIn = (int)(access.ExpiresAt - now).TotalSeconds,
            Scope = access.Grant is null ? "" : string.Join(' ', access.Grant.Scopes),
        };

    private void Record(AuthorizationEventKind kind, IssuedRefreshToken? token = null, int row = 0, string? detail = null) =>
        _events.Add(NewEvent(kind) with
        {
            Family = token?.Family.Number ?? 0, Generation = token?.Generation ?? -1, Row = row, Detail = detail,
        });

    private AuthorizationEvent NewEvent(AuthorizationEventKind kind) => new() { Sequence = _events.Count + 1, At = time.GetUtcNow(), Kind = kind };

    private static bool IsAllowed(RegisteredApp app, string redirectUri) =>
        app.RedirectUri is not null
            ? string.Equals(app.RedirectUri, redirectUri, StringComparison.Ordinal)
            : Uri.TryCreate(redirectUri, UriKind.Absolute, out Uri? uri) && uri.IsLoopback;

    private static bool AreAllowed(RegisteredApp app, string[] scopes) =>
        app.Scopes is null || Array.TrueForAll(scopes, scope => scope == "offline_access" || app.Scopes.Contains(scope));

    private static string FormatCallback(string redirectUri, string name, string value, string? state)
    {
        string separator = redirectUri.Contains('?', StringComparison.Ordinal) ? "&" : "?";
        string suffix = state is null ? "" : "&state=" + Uri.EscapeDataString(state);
        return $"{redirectUri}{separator}{name}={Uri.EscapeDataString(value)}{suffix}";
    }

    private string NewValue(string kind) =>
        string.Create(CultureInfo.InvariantCulture, $"simulated-{kind}-{++_serial}-{random.NextInt64():x16}");

    private sealed class IssuedCode(AppGrant grant, IReadOnlyList<string> scopes, string redirectUri, DateTimeOffset expiresAt)
    {
        public AppGrant Grant => grant;

        public IReadOnlyList<string> Scopes => scopes;

        public string RedirectUri => redirectUri;

        public DateTimeOffset ExpiresAt => expiresAt;

        public bool WasUsed { get; set; }

        public TokenFamily? Family { get; set; }
    }
}
