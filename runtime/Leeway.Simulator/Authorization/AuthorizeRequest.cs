namespace Leeway.Simulator.Authorization;

/// <summary>The query of a request to <c>/authorize</c>.</summary>
public sealed record AuthorizeRequest
{
    /// <summary>Must be <c>api.atlassian.com</c>.</summary>
    public string? Audience { get; init; }

    /// <summary>The app's id.</summary>
    public string? ClientId { get; init; }

    /// <summary>The scopes asked for, separated by spaces.</summary>
    public string? Scope { get; init; }

    /// <summary>Where to send the browser back to.</summary>
    public string? RedirectUri { get; init; }

    /// <summary>Handed back as it came.</summary>
    public string? State { get; init; }

    /// <summary>Must be <c>code</c>.</summary>
    public string? ResponseType { get; init; }

    /// <summary>Must be <c>consent</c>.</summary>
    public string? Prompt { get; init; }

    /// <summary>Reads a query.</summary>
    /// <param name="query">Its parameters, decoded.</param>
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
