namespace Leeway.Grants;

/// <summary>Encrypts the tokens of grants for stores. Implement it to use, for example, a key vault or Data Protection.</summary>
/// <remarks>
/// The result must be bound to its grant: it can be decrypted for that grant only, so that a person who can write to a store
/// cannot give one user the tokens of another. All processes that share the store must be able to decrypt what each of them encrypts:
/// deploy a new key to all of them before the first one encrypts with it, and remove an old key only when no stored grant needs it.
/// <see cref="AesGcmTokenProtector"/> describes the steps.
/// </remarks>
public interface ITokenProtector
{
    /// <summary>Encrypts a secret.</summary>
    /// <param name="grant">The grant that the secret belongs to.</param>
    /// <param name="secret">The secret to encrypt.</param>
    byte[] Protect(GrantId grant, ReadOnlySpan<byte> secret);

    /// <summary>Decrypts a result of <see cref="Protect"/> for the same grant.</summary>
    /// <param name="grant">The grant that the secret belongs to.</param>
    /// <param name="protectedSecret">The result of <see cref="Protect"/>.</param>
    /// <exception cref="TokenProtectionException">The encrypted secret belongs to another grant or key, or was changed.</exception>
    byte[] Unprotect(GrantId grant, ReadOnlySpan<byte> protectedSecret);
}
