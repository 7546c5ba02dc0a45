namespace Leeway.Simulator.Authorization;

/// <summary>How the token endpoint words the refusal of a dead refresh token.</summary>
public enum ErrorDialect
{
    /// <summary>403 <c>unauthorized_client</c>, "refresh_token is invalid": what integrations see.</summary>
    Live,

    /// <summary>403 <c>invalid_grant</c>, "Unknown or invalid refresh token.": what the documentation says.</summary>
    Documented,

    /// <summary>Every wording reported so far, in turn, statuses 400, 401 and 403 among them.</summary>
    Mixed,
}
