using Leeway.Grants;

namespace Leeway.Cli.Dev.Grants;

/// <summary>The protector of a store that is opened without its key: grants can be removed, and neither read nor written.</summary>
internal sealed class NoTokenProtector : ITokenProtector
{
    public ValueTask<byte[]> ProtectAsync(GrantId grant, ReadOnlyMemory<byte> secret, CancellationToken cancellationToken = default) => throw CreateException();

    public ValueTask<byte[]> UnprotectAsync(GrantId grant, ReadOnlyMemory<byte> protectedSecret, CancellationToken cancellationToken = default) =>
        throw CreateException();

    private static TokenProtectionException CreateException() => new("The tool has no key and does not handle tokens.");
}
