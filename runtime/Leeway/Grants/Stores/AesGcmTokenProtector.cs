using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Leeway.Grants;

/// <summary>Encrypts tokens with AES-256-GCM, using keys that the application provides.</summary>
/// <remarks>
/// <para>
/// The result identifies its key. Its layout is: one byte for the format, four for the key, twelve for the nonce, sixteen for the tag, and
/// the ciphertext. The grant's id is authenticated with it.
/// </para>
/// <para>
/// Rotate keys in three steps, and deploy each step to every process before the next: add the new key after the old one, so that all
/// processes can decrypt what the first one will encrypt with it; move the new key before the old one; remove the old key. Before the last
/// step, every grant must be written again. Each refresh does that, so with the keep-alive it takes somewhat longer than
/// <see cref="GrantKeepAliveOptions.FromAge"/>. Grants that are lost or have no refresh token are not refreshed: remove them, or keep the
/// old key, because the grant of a user who signs in again must be readable.
/// </para>
/// <para>
/// Back up the keys, separately from the grants. If a key is lost, every user has to consent again. An old key is needed
/// as long as backups that were made with it may be restored.
/// </para>
/// </remarks>
[DebuggerDisplay("AES-GCM, {_keys.Length} keys (not shown)")]
public sealed class AesGcmTokenProtector : ITokenProtector
{
    /// <summary>The length of a key in bytes.</summary>
    public const int KeyLength = 32;

    private const byte Format = 1;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int KeyNameOffset = 1;
    private const int NonceOffset = KeyNameOffset + sizeof(uint);
    private const int TagOffset = NonceOffset + NonceLength;
    private const int TextOffset = TagOffset + TagLength;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly (uint Name, byte[] Key)[] _keys;

    /// <summary>Initializes the protector.</summary>
    /// <param name="keys">Keys of <see cref="KeyLength"/> random bytes. The first one encrypts; all of them decrypt.</param>
    /// <exception cref="ArgumentException">There is no key, a key has another length, or a key occurs twice.</exception>
    public AesGcmTokenProtector(params IReadOnlyList<ReadOnlyMemory<byte>> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (keys.Count == 0)
        {
            throw new ArgumentException("Specify at least one key.", nameof(keys));
        }

        _keys = new (uint, byte[])[keys.Count];
        for (int i = 0; i < keys.Count; i++)
        {
            if (keys[i].Length != KeyLength)
            {
                throw new ArgumentException($"A key must have {KeyLength} bytes; key {i + 1} has {keys[i].Length}.", nameof(keys));
            }

            uint name = GetKeyName(keys[i].Span);
            if (Find(name) is not null)
            {
                throw new ArgumentException($"Key {i + 1} occurs twice.", nameof(keys));
            }

            _keys[i] = (name, keys[i].ToArray());
        }
    }

    /// <summary>
    /// Creates a protector with the key of a folder, in a file that only its owner can read, as <see cref="FileGrantStore.Open"/> uses it. Creates
    /// the folder and the key if they do not exist. An application can encrypt its own secrets with it, beside the grants.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="TokenProtectionException">
    /// The folder has grants but no key, or the key is damaged or readable by others than its owner.
    /// </exception>
    /// <exception cref="GrantStoreException">The folder cannot be created or used.</exception>
    public static AesGcmTokenProtector Open(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string path = Path.GetFullPath(folder);
        try
        {
            return new AesGcmTokenProtector(FileKey.Load(path));
        }
        catch (Exception exception) when (FileTrouble.CanExplain(exception))
        {
            throw FileTrouble.Explain(path, "read or create its key", exception);
        }
    }

    /// <summary>Creates a random key.</summary>
    public static byte[] CreateKey() => RandomNumberGenerator.GetBytes(KeyLength);

    /// <inheritdoc/>
    /// <remarks>It completes synchronously.</remarks>
    public ValueTask<byte[]> ProtectAsync(GrantId grant, ReadOnlyMemory<byte> secret, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<byte[]>(cancellationToken)
            : new(Protect(grant, secret.Span));

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
            return new(Unprotect(grant, protectedSecret.Span));
        }
        catch (TokenProtectionException exception)
        {
            return ValueTask.FromException<byte[]>(exception);
        }
    }

    private byte[] Protect(GrantId grant, ReadOnlySpan<byte> secret)
    {
        (uint name, byte[] key) = _keys[0];
        byte[] result = new byte[TextOffset + secret.Length];
        result[0] = Format;
        BinaryPrimitives.WriteUInt32BigEndian(result.AsSpan(KeyNameOffset), name);
        Span<byte> nonce = result.AsSpan(NonceOffset, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using AesGcm aes = new(key, TagLength);
        aes.Encrypt(nonce, secret, result.AsSpan(TextOffset), result.AsSpan(TagOffset, TagLength), GetBinding(grant));
        return result;
    }

    private byte[] Unprotect(GrantId grant, ReadOnlySpan<byte> protectedSecret)
    {
        if (protectedSecret.Length < TextOffset || protectedSecret[0] != Format)
        {
            throw new TokenProtectionException($"The tokens of the grant '{grant}' are not in a format that this version of Leeway can read. Restore them, or remove the grant from the store and let the user consent again.");
        }

        uint name = BinaryPrimitives.ReadUInt32BigEndian(protectedSecret[KeyNameOffset..]);
        byte[] key = Find(name) ?? throw new TokenProtectionException(
            $"The tokens of the grant '{grant}' were encrypted with a key that is not configured (its name is {name:x8}). Add that key after the current one.");
        byte[] secret = new byte[protectedSecret.Length - TextOffset];
        using AesGcm aes = new(key, TagLength);
        try
        {
            aes.Decrypt(
                protectedSecret.Slice(NonceOffset, NonceLength),
                protectedSecret[TextOffset..],
                protectedSecret.Slice(TagOffset, TagLength),
                secret,
                GetBinding(grant));
        }
        catch (AuthenticationTagMismatchException exception)
        {
            throw new TokenProtectionException(
                $"The tokens of the grant '{grant}' were changed after they were encrypted, or belong to another grant. Restore them, or remove the grant from the store and let the user consent again.",
                exception);
        }

        return secret;
    }

    /// <summary>Computes a name for a key, which does not reveal the key.</summary>
    private static uint GetKeyName(ReadOnlySpan<byte> key)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, "Leeway key name"u8, hash);
        return BinaryPrimitives.ReadUInt32BigEndian(hash);
    }

    private static byte[] GetBinding(GrantId grant) => Encoding.UTF8.GetBytes("Leeway grant\n" + grant.Value);

    private byte[]? Find(uint name)
    {
        foreach ((uint known, byte[] key) in _keys)
        {
            if (known == name)
            {
                return key;
            }
        }

        return null;
    }
}
