using Leeway.Grants;

namespace Leeway.Cli.Grants;

/// <summary>The protector of a store that is opened without its key: grants can be removed, and neither read nor written.</summary>
internal sealed class NoTokenProtector : ITokenProtector
{
    public byte[] Protect(GrantId grant, ReadOnlySpan<byte> secret) => throw NoKey();

    public byte[] Unprotect(GrantId grant, ReadOnlySpan<byte> protectedSecret) => throw NoKey();

    private static TokenProtectionException NoKey() => new("The tool has no key and does not handle tokens.");
}
