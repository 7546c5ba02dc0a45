using Leeway.AspNetCore.Forge.Tokens;
using Microsoft.AspNetCore.Authentication;

namespace Leeway.AspNetCore.Forge;

/// <summary>The options of the authentication scheme for Forge Remote.</summary>
public sealed class ForgeRemoteOptions : AuthenticationSchemeOptions
{
    private const string AppPrefix = "ari:cloud:ecosystem::app/";

    private static readonly TimeSpan s_maxClockSkew = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The id of the app, as <c>app.id</c> in the manifest: <c>ari:cloud:ecosystem::app/...</c>. Tokens for other apps are refused. It must come
    /// from the configuration of the application, and never from a token.
    /// </summary>
    public string AppId { get; set; } = "";

    /// <summary>The address of the keys that verify tokens.</summary>
    /// <value>The default is Atlassian's: <c>https://forge.cdn.prod.atlassian-dev.net/.well-known/jwks.json</c>.</value>
    public Uri KeysAddress { get; set; } = new("https://forge.cdn.prod.atlassian-dev.net/.well-known/jwks.json");

    /// <summary>
    /// The address of the keys of isolated clouds, with <c>{icLabel}</c> in the place of the label, as Atlassian's documentation of Isolated Cloud
    /// states it. Labels are at most 50 lower-case letters, digits, hyphens and underscores.
    /// </summary>
    /// <value>The default is <see langword="null"/>: tokens from isolated clouds are refused.</value>
    public string? IsolatedCloudKeysAddress { get; set; }

    /// <summary>
    /// The labels of the isolated clouds whose tokens are accepted. List them if you know them: the label of a token is read before the token
    /// is verified, and otherwise keys of at most eight new labels are fetched in a minute, which anyone can use up.
    /// </summary>
    /// <value>The default is empty: the tokens of all isolated clouds are accepted if they are valid.</value>
    public IList<string> IsolatedCloudLabels { get; } = [];

    /// <summary>
    /// The hosts that tokens may be sent to: that of <see cref="ForgeInvocation.ApiBaseUrl"/> must be one of them. A port is part of the host.
    /// </summary>
    /// <value>The default is <c>api.atlassian.com</c>.</value>
    public IList<string> ApiHosts { get; } = ["api.atlassian.com"];

    /// <summary>How much the clocks of Atlassian and of this machine may differ.</summary>
    /// <value>The default is 30 seconds. The maximum is 5 minutes.</value>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The minimum time between two fetches of the keys because of a token with an unknown key.</summary>
    /// <remarks>It should be shorter than a minute, after which Forge sends an event again, so that a new key is known by then.</remarks>
    /// <value>The default is 30 seconds. The maximum is an hour.</value>
    public TimeSpan MinKeysRefreshInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Fetches the keys; <see langword="null"/> for a handler with the defaults of .NET. It must not follow redirects.</summary>
    public HttpMessageHandler? BackchannelHttpHandler { get; set; }

    /// <summary>The maximum time of a fetch of the keys.</summary>
    /// <value>The default is 3 seconds, because Forge waits 5 seconds for the response to an event. The maximum is a minute.</value>
    public TimeSpan BackchannelTimeout { get; set; } = TimeSpan.FromSeconds(3);

    internal ForgeTokenVerifier? Verifier { get; set; }

    /// <summary>Checks the options.</summary>
    /// <exception cref="InvalidOperationException">An option is missing or invalid. The message says which.</exception>
    public override void Validate()
    {
        base.Validate();
        Require(
            AppId.StartsWith(AppPrefix, StringComparison.Ordinal) && AppId.Length > AppPrefix.Length,
            $"{nameof(AppId)} '{AppId}' is not the id of an app. Copy app.id from the manifest: {AppPrefix}...");
        Require(IsSecure(KeysAddress), $"{nameof(KeysAddress)} '{KeysAddress}' is not an https address (http is accepted only for loopback addresses).");
        Require(
            IsolatedCloudKeysAddress is null || IsTemplate(IsolatedCloudKeysAddress),
            $"{nameof(IsolatedCloudKeysAddress)} '{IsolatedCloudKeysAddress}' is not an https address with {ForgeTokenRules.LabelPlaceholder} in its host or path.");
        Require(ClockSkew >= TimeSpan.Zero && ClockSkew <= s_maxClockSkew, $"{nameof(ClockSkew)} ({ClockSkew}) is not between zero and {s_maxClockSkew}.");
        Require(
            MinKeysRefreshInterval > TimeSpan.Zero && MinKeysRefreshInterval <= TimeSpan.FromHours(1),
            $"{nameof(MinKeysRefreshInterval)} ({MinKeysRefreshInterval}) is not positive, or longer than an hour.");
        Require(
            BackchannelTimeout > TimeSpan.Zero && BackchannelTimeout <= TimeSpan.FromMinutes(1),
            $"{nameof(BackchannelTimeout)} ({BackchannelTimeout}) is not positive, or longer than a minute.");
        Require(
            IsolatedCloudLabels.Count == 0 || IsolatedCloudKeysAddress is not null,
            $"{nameof(IsolatedCloudLabels)} has no effect without {nameof(IsolatedCloudKeysAddress)}. Set both or none.");
    }

    private static void Require(bool condition, string problem)
    {
        if (!condition)
        {
            throw new InvalidOperationException($"{nameof(ForgeRemoteOptions)}.{problem}");
        }
    }

    private static bool IsSecure(Uri? address) =>
        address is { IsAbsoluteUri: true, UserInfo: "" } && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    private static bool IsTemplate(string template) =>
        template.Contains(ForgeTokenRules.LabelPlaceholder, StringComparison.Ordinal)
        && Uri.TryCreate(template.Replace(ForgeTokenRules.LabelPlaceholder, "label", StringComparison.Ordinal), UriKind.Absolute, out Uri? address)
        && IsSecure(address);
}
