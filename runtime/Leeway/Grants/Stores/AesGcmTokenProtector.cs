using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Leeway.Grants;

/// <summary>Protects tokens by AES-256-GCM, with keys that the application keeps.</summary>
/// <remarks>
/// <para>
/// The result names its key. Its layout: one byte for the form, four for the key, twelve for the nonce, sixteen for the tag, the rest
/// ciphertext; the grant's id is authenticated with it.
/// </para>
/// <para>
/// Keys are rotated in three steps, each of which reaches every process before the next begins: the new key behind the old one, so
/// that all can read what the first will write; the new one before the old one; the new one alone. Between the last two, every grant
/// has to be written again: each refresh does that, so with a keep-alive it takes <see cref="GrantKeepAliveOptions.FromAge"/> and
/// then some. Grants that are lost, or have no refresh token, are not refreshed: remove them, or keep the old key, since a user who
/// signs in again needs the grant to be readable.
/// </para>
/// <para>
/// Back the keys up, apart from the grants. Of a lost key nothing is left but to have every user consent again. An old key is needed
/// for as long as backups that were made with it may be restored.
/// </para>
/// </remarks>
[DebuggerDisplay("AES-GCM, {_keys.Length} keys (not shown)")]
public sealed class AesGcmTokenProtector : ITokenProtector
{
    /// <summary>The length of a key in bytes.</summary>
    public const int KeyLength = 32;

    private const byte Form = 1;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int KeyGetKeyNamefset = 1;
    private const int NonceOffset = KeyGetKeyNamefset + sizeof(uint);
    private const int TagOffset = NonceOffset + NonceLength;
    private const int TextOffset = TagOffset + TagLength;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly (uint Name, byte[] Key)[] _keys;

    /// <summary>Takes the keys.</summary>
    /// <param name="keys">Keys of <see cref="KeyLength"/> random bytes. The first encrypts; all decrypt.</param>
    /// <exception cref="ArgumentException">There is none, one has another length, or one is there twice.</exception>
    public AesGcmTokenProtector(params IReadOnlyList<ReadOnlyMemory<byte>> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (keys.Count == 0)
        {
            throw new ArgumentException("Give at least one key.", nameof(keys));
        }

        _keys = new (uint, byte[])[keys.Count];
        for (int i = 0; i < keys.Count; i++)
        {
            if (keys[i].Length != KeyLength)
            {
                throw new ArgumentException($"A key has {KeyLength} bytes; key {i + 1} has {keys[i].Length}.", nameof(keys));
            }

            uint name = GetKeyName(keys[i].Span);
            if (Find(name) is not null)
            {
                throw new ArgumentException($"Key {i + 1} is there twice.", nameof(keys));
            }

            _keys[i] = (name, keys[i].ToArray());
        }
    }

    /// <summary>Makes a key.</summary>
    public static byte[] CreateKey() => RandomNumberGenerator.GetBytes(KeyLength);

    /// <inheritdoc/>
    public byte[] Protect(GrantId grant, ReadOnlySpan<byte> secret)
    {
        (uint name, byte[] key) = _keys[0];
        byte[] result = new byte[TextOffset + secret.Length];
        result[0] = Form;
        BinaryPrimitives.WriteUInt32BigEndian(result.AsSpan(KeyGetKeyNamefset), name);
        Span<byte> nonce = result.AsSpan(NonceOffset, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using AesGcm aes = new(key, TagLength);
        aes.Encrypt(nonce, secret, result.AsSpan(TextOffset), result.AsSpan(TagOffset, TagLength), GetBinding(grant));
        return result;
    }

    /// <inheritdoc/>
    public byte[] Unprotect(GrantId grant, ReadOnlySpan<byte> protectedSecret)
    {
        if (protectedSecret.Length < TextOffset || protectedSecret[0] != Form)
        {
            throw new TokenProtectionException($"The tokens of the grant '{grant}' are not in a form that this version of Leeway writes.");
        }

        uint name = BinaryPrimitives.ReadUInt32BigEndian(protectedSecret[KeyGetKeyNamefset..]);
        byte[] key = Find(name) ?? throw new TokenProtectionException(
            $"The tokens of the grant '{grant}' were encrypted with a key that was not given (its name is {name:x8}). Give that key as well, after the present one.");
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

    /// <summary>A name for a key that tells nothing of it.</summary>
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
