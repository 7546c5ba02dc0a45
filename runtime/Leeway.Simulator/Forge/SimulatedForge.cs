using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Leeway.Simulator.Authorization;
using Leeway.Simulator.Site;
using Leeway.Simulator.Wire;

namespace Leeway.Simulator.Forge;

/// <summary>
/// A Forge app whose backend is the application under test (Forge Remote): it creates the requests that Forge sends, and publishes the keys that
/// verify them. The gateway accepts the tokens to call back that the requests have.
/// </summary>
/// <example>
/// <code>
/// builder.Services.AddAuthentication().AddForgeRemote(options =>
/// {
///     options.AppId = atlassian.Forge.AppId;
///     options.KeysAddress = atlassian.Forge.KeysAddress;
///     options.BackchannelHttpHandler = new SimulatorHandler(atlassian);
///     options.ApiHosts.Add(atlassian.GatewayOrigin.Authority);
/// });
///
/// using HttpRequestMessage request = atlassian.Forge.CreateRequest(HttpMethod.Post, "/panel", new SimulatedInvocation { User = atlassian.Account });
/// using HttpResponseMessage response = await client.SendAsync(request);
/// </code>
/// </example>
public sealed class SimulatedForge
{
    internal const string KeysPath = "/.well-known/jwks.json";

    private const string InstallationPrefix = "ari:cloud:ecosystem::installation/";

    private static readonly TimeSpan s_invocationLifetime = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan s_accessLifetime = TimeSpan.FromHours(4);

    private readonly ISimulatedAtlassian _simulator;
    private readonly Random _random;
    private readonly Lock _lock = new();
    private readonly List<ForgeKey> _keys = [];
    private readonly Dictionary<string, IssuedForgeToken> _tokens = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _installations = new(StringComparer.Ordinal);
    private int _keyCount;

    internal SimulatedForge(ISimulatedAtlassian simulator, int seed)
    {
        _simulator = simulator;
        _random = new Random(seed);
    }

    /// <summary>The id of the app, as <c>app.id</c> in the manifest.</summary>
    /// <value>The default is <c>ari:cloud:ecosystem::app/6c1f5c3e-7d0a-4d5b-9d0b-2f0d8c1b7a44</c>.</value>
    public string AppId { get; set; } = "ari:cloud:ecosystem::app/6c1f5c3e-7d0a-4d5b-9d0b-2f0d8c1b7a44";

    /// <summary>The version of the app.</summary>
    /// <value>The default is <c>1.0.0</c>.</value>
    public string AppVersion { get; set; } = "1.0.0";

    /// <summary>The scopes in the manifest, which the tokens to call back have.</summary>
    /// <value>The default is the classic scopes that read and write issues, users, pages and spaces.</value>
    public IReadOnlyList<string> Scopes { get; set; } =
    [
        "read:jira-work", "write:jira-work", "read:jira-user", "read:page:confluence", "write:page:confluence", "read:space:confluence",
        "read:confluence-content.all",
    ];

    /// <summary>The address of the keys that verify invocation tokens, at the gateway.</summary>
    public Uri KeysAddress => new(_simulator.GatewayOrigin, KeysPath);

    /// <summary>
    /// Signs with a new key from now on. The keys before it stay published, so that applications accept tokens that are signed with them.
    /// </summary>
    /// <returns>The id of the new key.</returns>
    public string RotateKey()
    {
        lock (_lock)
        {
            ForgeKey key = ForgeKey.Create(string.Create(CultureInfo.InvariantCulture, $"forge/invocation-token/{++_keyCount}"));
            _keys.Add(key);
            return key.Id;
        }
    }

    /// <summary>Publishes only the key that signs now.</summary>
    public void RetireOldKeys()
    {
        lock (_lock)
        {
            if (_keys.Count > 1)
            {
                _keys.RemoveRange(0, _keys.Count - 1);
            }
        }
    }

    /// <summary>Installs the app again at a site: the id of the installation changes.</summary>
    /// <param name="site">The site; <see langword="null"/> for the first one.</param>
    /// <returns>The id of the new installation, an ARI.</returns>
    public string Reinstall(SimulatedSite? site = null)
    {
        lock (_lock)
        {
            return _installations[(site ?? _simulator.Sites[0]).CloudId] = InstallationPrefix + NewGuid_NeedsLock();
        }
    }

    /// <summary>Creates an invocation token, which is valid for 25 seconds of the simulator's clock.</summary>
    /// <param name="invocation">What it says; <see langword="null"/> for an invocation without a user at the first site.</param>
    public string CreateInvocationToken(SimulatedInvocation? invocation = null)
    {
        invocation ??= new SimulatedInvocation();
        SimulatedSite site = invocation.Site ?? _simulator.Sites[0];
        long now = _simulator.Time.GetUtcNow().ToUnixTimeSeconds();
        JsonObject claims = new() { ["app"] = DescribeApp(invocation, site) };
        if (invocation.User is not null || invocation.Context is not null)
        {
            claims["context"] = DescribeContext(invocation, site);
        }

        if (invocation.User is { } user)
        {
            claims["principal"] = user.AccountId;
        }

        if (invocation.IsolatedCloudLabel is { } label)
        {
            claims["icLabel"] = label;
        }

        claims["aud"] = AppId;
        claims["iss"] = "forge/invocation-token";
        claims["iat"] = now;
        claims["nbf"] = now;
        claims["exp"] = now + (long)s_invocationLifetime.TotalSeconds;
        claims["jti"] = NewGuid();
        return GetKey().Sign(claims);
    }

    /// <summary>Creates a token to call Atlassian as the app, which is valid for four hours and only at one site.</summary>
    /// <param name="site">The site; <see langword="null"/> for the first one.</param>
    public string CreateSystemToken(SimulatedSite? site = null) => CreateToken(null, site);

    /// <summary>Creates a token to call Atlassian as a user, which is valid for four hours and only at one site.</summary>
    /// <param name="user">The user.</param>
    /// <param name="site">The site; <see langword="null"/> for the first one.</param>
    public string CreateUserToken(Account user, SimulatedSite? site = null)
    {
        ArgumentNullException.ThrowIfNull(user);
        return CreateToken(user, site);
    }

    /// <summary>Creates a request as Forge sends it, with an invocation token and the tokens to call back.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="address">The address of the endpoint, which is relative for a client that has a base address.</param>
    /// <param name="invocation">What the token says; <see langword="null"/> for an invocation without a user at the first site.</param>
    /// <param name="body">The JSON content, such as that of an event; <see langword="null"/> for none.</param>
    public HttpRequestMessage CreateRequest(HttpMethod method, string address, SimulatedInvocation? invocation = null, JsonNode? body = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        invocation ??= new SimulatedInvocation();
        HttpRequestMessage request = new(method, new Uri(address, UriKind.RelativeOrAbsolute));
        HttpRequestHeaders headers = request.Headers;
        headers.Authorization = new AuthenticationHeaderValue("Bearer", CreateInvocationToken(invocation));
        if (invocation.HasSystemToken)
        {
            headers.TryAddWithoutValidation("x-forge-oauth-system", CreateSystemToken(invocation.Site));
        }

        if (invocation is { HasUserToken: true, User: { } user })
        {
            headers.TryAddWithoutValidation("x-forge-oauth-user", CreateUserToken(user, invocation.Site));
        }

        headers.TryAddWithoutValidation("x-b3-traceid", NewGuid().Replace("-", "", StringComparison.Ordinal));
        headers.TryAddWithoutValidation("x-b3-spanid", NewGuid()[..8] + NewGuid()[..8]);
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), null, "application/json");
        }

        return request;
    }

    internal SimulatedResponse PublishKeys()
    {
        JsonArray keys = [];
        lock (_lock)
        {
            EnsureKey_NeedsLock();
            foreach (ForgeKey key in _keys)
            {
                keys.Add((JsonNode)key.Describe());
            }
        }

        return SimulatedResponse.Json(200, new JsonObject { ["keys"] = keys });
    }

    /// <summary>Returns a token to call Atlassian; null if it is unknown or has expired.</summary>
    internal IssuedForgeToken? FindToken(string value)
    {
        lock (_lock)
        {
            return _tokens.TryGetValue(value, out IssuedForgeToken? token) && _simulator.Time.GetUtcNow() < token.ExpiresAt ? token : null;
        }
    }

    private string CreateToken(Account? account, SimulatedSite? site)
    {
        DateTimeOffset expiresAt = _simulator.Time.GetUtcNow() + s_accessLifetime;

        // Applications may read when it expires, and nothing else.
        string value = GetKey().Sign(new JsonObject { ["jti"] = NewGuid(), ["exp"] = expiresAt.ToUnixTimeSeconds() });
        lock (_lock)
        {
            _tokens.Add(value, new IssuedForgeToken(account, (site ?? _simulator.Sites[0]).CloudId, expiresAt));
            return value;
        }
    }

    private JsonObject DescribeApp(SimulatedInvocation invocation, SimulatedSite site)
    {
        string installation = FindInstallation(site);
        JsonArray contexts = [];
        foreach (string product in invocation.Products)
        {
            contexts.Add((JsonNode)new JsonObject { ["name"] = product, ["apiBaseUrl"] = FormatBaseUrl(product, site), ["cloudId"] = site.CloudId });
        }

        JsonObject app = new()
        {
            ["id"] = AppId,
            ["appVersion"] = AppVersion,
            ["installationId"] = installation,
            ["apiBaseUrl"] = FormatBaseUrl(invocation.Products[0], site),
            ["environment"] = new JsonObject { ["type"] = invocation.Environment, ["id"] = $"ari:cloud:ecosystem::environment/{invocation.Environment.ToLowerInvariant()}" },
            ["module"] = new JsonObject { ["type"] = invocation.ModuleType, ["key"] = invocation.ModuleKey },
            ["installation"] = new JsonObject { ["id"] = installation, ["contexts"] = contexts },
        };
        if (invocation.License is { } license)
        {
            app["license"] = license.DeepClone();
        }

        return app;
    }

    private static JsonObject DescribeContext(SimulatedInvocation invocation, SimulatedSite site)
    {
        JsonObject context = new() { ["cloudId"] = site.CloudId, ["siteUrl"] = site.Url, ["moduleKey"] = invocation.ModuleKey };
        foreach ((string name, JsonNode? value) in invocation.Context ?? [])
        {
            context[name] = value?.DeepClone();
        }

        return context;
    }

    private string FormatBaseUrl(string product, SimulatedSite site) =>
        $"{_simulator.GatewayOrigin.GetLeftPart(UriPartial.Authority)}/ex/{product}/{site.CloudId}";

    private string FindInstallation(SimulatedSite site)
    {
        lock (_lock)
        {
            if (!_installations.TryGetValue(site.CloudId, out string? installation))
            {
                installation = InstallationPrefix + NewGuid_NeedsLock();
                _installations.Add(site.CloudId, installation);
            }

            return installation;
        }
    }

    private ForgeKey GetKey()
    {
        lock (_lock)
        {
            EnsureKey_NeedsLock();
            return _keys[^1];
        }
    }

    // Creating a key takes time that most simulators do not need to spend.
    private void EnsureKey_NeedsLock()
    {
        if (_keys.Count == 0)
        {
            RotateKey();
        }
    }

    private string NewGuid()
    {
        lock (_lock)
        {
            return NewGuid_NeedsLock();
        }
    }

    private string NewGuid_NeedsLock()
    {
        byte[] bytes = new byte[16];
        _random.NextBytes(bytes);
        return new Guid(bytes).ToString();
    }
}
