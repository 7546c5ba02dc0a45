using Leeway.Grants;
using Leeway.Http;

namespace Leeway.Simulation;

/// <summary>One life of a node: the real runtime with the simulated store and network.</summary>
internal sealed class NodeProcess : IDisposable
{
    private static readonly Uri s_authorization = new("https://auth.simulated.example");
    private static readonly Uri s_gateway = new("https://api.simulated.example");
    private static readonly Uri s_call = new(s_gateway, "/oauth/token/accessible-resources");

    private readonly HttpMessageInvoker _calls;

    public NodeProcess(
        AtlassianOptions options,
        NodeStore store,
        RuntimeEnvironment environment,
        TokenEndpointHandler tokenEndpoint,
        GatewayHandler gateway,
        Microsoft.Extensions.Logging.ILoggerFactory loggers,
        GrantKeepAliveOptions keepAlive)
    {
        options.Endpoints = new AtlassianEndpoints { AuthorizationServer = s_authorization, Gateway = s_gateway };
        Pipeline = new AtlassianPipeline(options, store, environment, tokenEndpoint, gateway, loggers);
        _calls = new HttpMessageInvoker(new LoginHandler(Pipeline.Keeper, options.ToCallDefaults(), gateway));
        _ = GrantKeepAlive.Create(Pipeline.Keeper, keepAlive).RunAsync(CancellationToken.None);
    }

    public AtlassianPipeline Pipeline { get; }

    /// <summary>Makes a call that needs only an access token.</summary>
    public async Task<int> CallAsync(CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, s_call);
        using HttpResponseMessage response = await _calls.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return (int)response.StatusCode;
    }

    public void Dispose()
    {
        _calls.Dispose();
        Pipeline.Dispose();
    }
}
