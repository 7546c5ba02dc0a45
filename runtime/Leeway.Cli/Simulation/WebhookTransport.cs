using System.Net.Security;

namespace Leeway.Cli.Simulation;

/// <summary>Sends deliveries of the simulator to this machine only, or to an address that the user names.</summary>
internal sealed class WebhookTransport : DelegatingHandler
{
    private readonly Uri? _target;

    /// <param name="target">The address of all deliveries; null for the addresses that were registered.</param>
    public WebhookTransport(Uri? target)
    {
        _target = target;

        // The certificate of a server under development is often not trusted. On this machine, nobody is in between.
        SslClientAuthenticationOptions certificates = new()
        {
            RemoteCertificateValidationCallback = static (sender, _, _, errors) =>
                errors == SslPolicyErrors.None || (sender is SslStream stream && IsThisMachine(new UriBuilder("https", stream.TargetHostName).Uri)),
        };
        InnerHandler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, SslOptions = certificates };
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (_target is not null)
        {
            request.RequestUri = _target;
        }
        else if (!IsThisMachine(request.RequestUri!))
        {
            throw new HttpRequestException($"'{request.RequestUri!.Host}' is not this machine. Use --forward-webhooks-to to send its deliveries to an address of this machine.");
        }

        return base.SendAsync(request, cancellationToken);
    }

    private static bool IsThisMachine(Uri address) => address.IsLoopback;
}
