namespace Leeway.Simulator.Authorization;

/// <summary>The query of a request to <c>/authorize</c>.</summary>
public sealed record AuthorizeRequest
{
    /// <summary>The audience; must be <c>api.atlassian.com</c>.</summary>
    public string? Audience { get; init; }

    /// <summary>The client id of the app.</summary>
    public string? ClientId { get; init; }

    /// <summary>The requested scopes, separated by spaces.</summary>
    public string? Scope { get; init; }

    /// <summary>The address to redirect the browser to.</summary>
    public string? RedirectUri { get; init; }

    /// <summary>A value that is returned unchanged.</summary>
    public string? State { get; init; }

    /// <summary>The response type; must be <c>code</c>.</summary>
    public string? ResponseType { get; init; }

    /// <summary>The prompt; must be <c>consent</c>.</summary>
    public string? Prompt { get; init; }

    /// <summary>Reads the query parameters.</summary>
    /// <param name="query">The decoded parameters.</param>
    public static AuthorizeRequest From(IReadOnlyDictionary<string, string> query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return new AuthorizeRequest
        {
            Audience = query.GetValueOrDefault("audience"),
            ClientId = query.GetValueOrDefault("client_id"),
            Scope = query.GetValueOrDefault("scope"),
            RedirectUri = query.GetValueOrDefault("redirect_uri"),
            State = query.GetValueOrDefault("state"),
            ResponseType = query.GetValueOrDefault("response_type"),
            Prompt = query.GetValueOrDefault("prompt"),
        };
    }
}
