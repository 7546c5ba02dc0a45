using Leeway.Calls;

namespace Leeway.Http;

/// <summary>What precedes the paths of one server, with the ids of a site and a workspace. Immutable, so that it can be kept and shared.</summary>
/// <param name="Server">The server.</param>
/// <param name="CloudId">The cloud id; <see langword="null"/> if it was not needed.</param>
/// <param name="WorkspaceId">The workspace id; <see langword="null"/> if it was not needed.</param>
/// <param name="Text">The origin and path.</param>
internal sealed record ServerPrefix(ServerAddress Server, string? CloudId, string? WorkspaceId, string Text);
