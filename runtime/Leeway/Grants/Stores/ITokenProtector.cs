namespace Leeway.Grants;

/// <summary>Encrypts the tokens of grants for stores. Implement it to use, for example, a key vault or Data Protection.</summary>
/// <remarks>
/// <para>
/// The result must be bound to its grant: it can be decrypted for that grant only, so that a person who can write to a store
/// cannot give one user the tokens of another. All processes that share the store must be able to decrypt what each of them encrypts:
/// deploy a new key to all of them before the first one encrypts with it, and remove an old key only when no stored grant needs it.
/// <see cref="AesGcmTokenProtector"/> describes the steps.
/// </para>
/// <para>
/// The methods are called concurrently, each time that a store reads or writes a grant, and count as part of that operation: its time
/// limit, <see cref="GrantOptions.StoreTimeout"/>, includes them, even if they ignore their cancellation token. Leeway's stores hold no
/// lock, transaction or connection meanwhile. If a method fails, the operation of the store fails. Tokens that were just received and
/// cannot be encrypted are kept in memory, used, and written again, as when the store fails.
/// </para>
/// </remarks>
public interface ITokenProtector
{
    /// <summary>Encrypts a secret.</summary>
    /// <param name="grant">The grant that the secret belongs to.</param>
    /// <param name="secret">The secret to encrypt.</param>
    /// <param name="cancellationToken">Cancels the encryption. Nothing is stored then.</param>
    /// <returns>The encrypted secret.</returns>
    ValueTask<byte[]> ProtectAsync(GrantId grant, ReadOnlyMemory<byte> secret, CancellationToken cancellationToken = default);

    /// <summary>Decrypts a result of <see cref="ProtectAsync"/> for the same grant.</summary>
    /// <param name="grant">The grant that the secret belongs to.</param>
    /// <param name="protectedSecret">The result of <see cref="ProtectAsync"/>.</param>
    /// <param name="cancellationToken">Cancels the decryption.</param>
    /// <returns>The secret.</returns>
    /// <exception cref="TokenProtectionException">
    /// The encrypted secret belongs to another grant or key, or was changed. It means that no attempt can succeed with these keys, so throw
    /// another exception if, for example, a key vault did not respond.
    /// </exception>
    ValueTask<byte[]> UnprotectAsync(GrantId grant, ReadOnlyMemory<byte> protectedSecret, CancellationToken cancellationToken = default);
}
