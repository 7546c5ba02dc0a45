using Leeway.Json;

namespace Leeway.AspNetCore.Forge.Tokens;

/// <summary>A verified invocation token. Only the verifier creates one.</summary>
internal sealed class ForgeToken
{
    public required RawJson Claims { get; init; }

    public required RawJson App { get; init; }

    public required string AppId { get; init; }

    public required string InstallationId { get; init; }

    public required Uri ApiBaseUrl { get; init; }

    public required string? Label { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}
