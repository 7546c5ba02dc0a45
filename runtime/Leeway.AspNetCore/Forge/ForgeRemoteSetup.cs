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
        HttpClient backchannel = new(options.BackchannelHttpHandler ?? CreateTransport(), disposeHandler: options.BackchannelHttpHandler is null);
        if (options.BackchannelTimeout > TimeSpan.Zero)
        {
            backchannel.Timeout = options.BackchannelTimeout;
        }

        ForgeKeys keys = new(address => new ForgeKeySet(address, backchannel, options.MinKeysRefreshInterval, clock, logger), clock);
        options.Verifier = new ForgeTokenVerifier(
            new ForgeTokenRules(options.AppId, options.KeysAddress, options.IsolatedCloudKeysAddress, options.ClockSkew), keys, clock);
    }

    private static SocketsHttpHandler CreateTransport() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
    };
}
