using Leeway.Grants;

namespace Leeway.Runtime.Tests.Grants;

/// <summary>A key vault: encrypts with AES-GCM, and first does what a test asks for.</summary>
internal sealed class TestProtector : ITokenProtector
{
    private readonly AesGcmTokenProtector _keys = new(AesGcmTokenProtector.CreateKey());

    /// <summary>Called before each encryption.</summary>
    public Func<Task>? BeforeProtect { get; set; }

    /// <summary>Called before each decryption.</summary>
    public Func<Task>? BeforeUnprotect { get; set; }

    /// <summary>Changes each result.</summary>
    public Func<byte[], byte[]>? Change { get; set; }

    public async ValueTask<byte[]> ProtectAsync(GrantId grant, ReadOnlyMemory<byte> secret, CancellationToken cancellationToken = default)
    {
        await (BeforeProtect?.Invoke() ?? Task.CompletedTask);
        byte[] result = await _keys.ProtectAsync(grant, secret, CancellationToken.None);
        return Change?.Invoke(result) ?? result;
    }

    public async ValueTask<byte[]> UnprotectAsync(GrantId grant, ReadOnlyMemory<byte> protectedSecret, CancellationToken cancellationToken = default)
    {
        await (BeforeUnprotect?.Invoke() ?? Task.CompletedTask);
        byte[] result = await _keys.UnprotectAsync(grant, protectedSecret, CancellationToken.None);
        return Change?.Invoke(result) ?? result;
    }
}
