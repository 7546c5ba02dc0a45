namespace Leeway.Simulator.Authorization;

/// <summary>How the token endpoint reports an invalid refresh token.</summary>
public enum ErrorDialect
{
    /// <summary>403 <c>unauthorized_client</c>, "refresh_token is invalid": what clients observe.</summary>
    Live,

    /// <summary>403 <c>invalid_grant</c>, "Unknown or invalid refresh token.": what the documentation says.</summary>
    Documented,

    /// <summary>Every error reported so far, in turn, with statuses 400, 401 and 403.</summary>
    Mixed,
}
