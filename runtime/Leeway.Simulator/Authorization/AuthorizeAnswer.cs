namespace Leeway.Simulator.Authorization;

/// <summary>The response of <c>/authorize</c>: a redirect to the app, or an error page if the app is unknown or its redirect address is not
/// allowed.</summary>
public sealed record AuthorizeAnswer
{
    /// <summary>The address that the browser is redirected to.</summary>
    public string? Redirect { get; init; }

    /// <summary>The text of the error page.</summary>
    public string? Problem { get; init; }
}
