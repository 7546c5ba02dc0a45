namespace Leeway.Grants;

/// <summary>Encrypts the tokens of grants for stores that write them down. The seam for a key vault or for Data Protection.</summary>
/// <remarks>
/// What it returns is bound to its grant: it can be turned back for that grant alone, so that nobody who can write to a store
/// can give one user the tokens of another.
/// </remarks>
public interface ITokenProtector
{
    /// <summary>Encrypts.</summary>
    /// <param name="grant">The grant that the secret belongs to.</param>
    /// <param name="secret">What to encrypt.</param>
    byte[] Protect(GrantId grant, ReadOnlySpan<byte> secret);

    /// <summary>Decrypts what <see cref="Protect"/> returned for the same grant.</summary>
    /// <param name="grant">The grant that the secret belongs to.</param>
    /// <param name="protectedSecret">What <see cref="Protect"/> returned.</param>
    /// <exception cref="TokenProtectionException">It is of another grant or another key, or was changed.</exception>
    byte[] Unprotect(GrantId grant, ReadOnlySpan<byte> protectedSecret);
}
