using Leeway.Simulator.Authorization;

namespace Leeway.Simulator.Forge;

/// <summary>A token to call Atlassian that an invocation brought.</summary>
/// <param name="Account">The user; null for the app.</param>
/// <param name="CloudId">The only site that it can be used at.</param>
/// <param name="ExpiresAt">When it expires.</param>
internal sealed record IssuedForgeToken(Account? Account, string CloudId, DateTimeOffset ExpiresAt);
