namespace Leeway.Simulator.Authorization;

/// <summary>An app that is registered in the developer console.</summary>
public sealed record RegisteredApp
{
    /// <summary>The client id.</summary>
    public required string ClientId { get; init; }

    /// <summary>The client secret.</summary>
    public required string ClientSecret { get; init; }

    /// <summary>The name that the consent page shows; <see langword="null"/> for the client id.</summary>
    public string? Name { get; init; }

    /// <summary>The callback address, which must match exactly; <see langword="null"/> accepts any loopback address.</summary>
    public string? RedirectUri { get; init; }

    /// <summary>The scopes that the app may request, in addition to <c>offline_access</c>; <see langword="null"/> for any.</summary>
    public IReadOnlyCollection<string>? Scopes { get; init; }

    /// <summary>
    /// The account id of the owner of an app that is not public: only webhooks that the owner registered get deliveries. <see langword="null"/> for
    /// a public app.
    /// </summary>
    public string? OwnerAccountId { get; init; }

    /// <summary>Returns the client id.</summary>
    public override string ToString() => ClientId;
}
