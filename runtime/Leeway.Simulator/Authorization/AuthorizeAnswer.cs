namespace Leeway.Simulator.Authorization;

/// <summary>The response of <c>/authorize</c>: a redirect to the app, or an error page if the app is unknown or its redirect address is not
/// allowed.</summary>
/// <param name="Redirect">The address that the browser is redirected to.</param>
/// <param name="Problem">The text of the error page.</param>
public sealed record AuthorizeAnswer(string? Redirect, string? Problem);
