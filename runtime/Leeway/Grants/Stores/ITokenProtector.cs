namespace Leeway.Grants;

/// <summary>Encrypts the tokens of grants for stores that write them down. The seam for a key vault or for Data Protection.</summary>
/// <remarks>
/// What it returns is bound to its grant: it can be turned back for that grant alone, so that nobody who can write to a store
/// can give one user the tokens of another. Whatever key it writes with, all processes over the store must be able to read with: a new
/// key is given to each of them before the first writes with it, and an old one is taken away when no stored grant needs it any more.
/// <see cref="AesGcmTokenProtector"/> tells when that is.
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
    /// <exception cref="TokenProtectionException">It belongs to another grant or another key, or was changed.</exception>
    byte[] Unprotect(GrantId grant, ReadOnlySpan<byte> protectedSecret);
}
