namespace Leeway.AspNetCore;

/// <summary>The antiforgery token of a form.</summary>
/// <param name="Name">The name of its field.</param>
/// <param name="Value">The token.</param>
internal sealed record FormToken(string Name, string Value);
