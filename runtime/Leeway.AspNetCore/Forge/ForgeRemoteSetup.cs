using System.Collections.Frozen;
using Leeway.AspNetCore.Forge.Tokens;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Leeway.AspNetCore.Forge;

/// <summary>Creates the verifier of each scheme, which keeps the keys as long as the options are in use.</summary>
internal sealed class ForgeRemoteSetup(TimeProvider time, ILoggerFactory loggers) : IPostConfigureOptions<ForgeRemoteOptions>
{
    public void PostConfigure(string? name, ForgeRemoteOptions options)
    {
        TimeProvider clock = options.TimeProvider ?? time;
        ILogger logger = loggers.CreateLogger<ForgeRemoteHandler>();
        HttpClient backchannel = new(options.BackchannelHttpHandler ?? CreateTransport(), disposeHandler: options.BackchannelHttpHandler is null)
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        ForgeKeys keys = new(
            address => new ForgeKeySet(address, backchannel, options.BackchannelTimeout, options.MinKeysRefreshInterval, clock, logger),
            hasKnownLabels: options.IsolatedCloudLabels.Count > 0,
            clock);
        ForgeTokenRules rules = new(
            options.AppId, options.KeysAddress, options.IsolatedCloudKeysAddress, options.IsolatedCloudLabels.ToFrozenSet(StringComparer.Ordinal), options.ClockSkew);
        options.Verifier = new ForgeTokenVerifier(rules, keys, clock);
    }

    private static SocketsHttpHandler CreateTransport() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
    };
}
