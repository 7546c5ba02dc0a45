using System.Security.Cryptography;
using Leeway.Grants;
using Microsoft.AspNetCore.DataProtection;

namespace Leeway.AspNetCore;

/// <summary>Encrypts tokens with the keys of ASP.NET Core Data Protection, wherever the application keeps them.</summary>
/// <remarks>
/// <para>
/// The grant's id is part of the purpose, so tokens can be decrypted for their grant only. Data Protection rotates its keys itself, and
/// decrypts with all keys of its ring that were not revoked. Each refresh encrypts with the current key.
/// </para>
/// <para>
/// All processes that share the store must share the key ring and the application name (<c>SetApplicationName</c>). Keep the keys outside of
/// the machine, encrypt them at rest, and back them up, separately from the grants. If the ring is lost, every user has to consent again.
/// </para>
/// </remarks>
/// <param name="protection">Data Protection of the application.</param>
public sealed class DataProtectionTokenProtector(IDataProtectionProvider protection) : ITokenProtector
{
    private readonly IDataProtector _protector =
        (protection ?? throw new ArgumentNullException(nameof(protection))).CreateProtector("Leeway.Grants", ["Tokens", "v1"]);

    /// <inheritdoc/>
    /// <remarks>It completes synchronously.</remarks>
    public ValueTask<byte[]> ProtectAsync(GrantId grant, ReadOnlyMemory<byte> secret, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<byte[]>(cancellationToken)
            : new(_protector.CreateProtector(grant.Value).Protect(secret.ToArray()));

    /// <inheritdoc/>
    /// <remarks>It completes synchronously.</remarks>
    public ValueTask<byte[]> UnprotectAsync(GrantId grant, ReadOnlyMemory<byte> protectedSecret, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<byte[]>(cancellationToken);
        }

        try
        {
            return new(_protector.CreateProtector(grant.Value).Unprotect(protectedSecret.ToArray()));
        }
        catch (CryptographicException exception) when (exception.InnerException is null or CryptographicException)
        {
            // Data Protection wraps the failure of a key repository, which may succeed later, in the same type of exception.
            return ValueTask.FromException<byte[]>(new TokenProtectionException(
                $"The tokens of the grant '{grant}' cannot be decrypted with the keys of Data Protection: their key is not in the ring or was revoked, the application name differs, or the tokens were changed or belong to another grant. Restore the key ring, or remove the grant from the store and let the user consent again.",
                exception));
        }
    }
}
