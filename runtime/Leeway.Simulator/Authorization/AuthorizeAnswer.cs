namespace Leeway.Simulator.Authorization;

/// <summary>What <c>/authorize</c> answers: a redirect to the app, or an error page where the app cannot be trusted.</summary>
/// <param name="Redirect">Where the browser is sent.</param>
/// <param name="Problem">What the error page says.</param>
public sealed record AuthorizeAnswer(string? Redirect, string? Problem);
