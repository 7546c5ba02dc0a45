using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Leeway.Grants;

namespace Leeway.Runtime.Tests.Grants;

/// <summary>The format of encrypted tokens, which later versions must still read, and what is refused.</summary>
public sealed class AesGcmTokenProtectorTests
{
    private const int Overhead = 33;

    private static readonly GrantId s_grant = new("ada");

    private readonly byte[] _key = AesGcmTokenProtector.CreateKey();

    [Theory]
    [InlineData("")]
    [InlineData("a secret")]
    public async Task SecretShouldFollowTheFormatTheNameOfTheKeyTheNonceAndTheTag(string secret)
    {
        byte[] result = await new AesGcmTokenProtector(_key).ProtectAsync(s_grant, Encoding.UTF8.GetBytes(secret));

        Assert.Equal(Overhead + secret.Length, result.Length);
        Assert.Equal(1, result[0]);
        Assert.Equal(HMACSHA256.HashData(_key, "Leeway key name"u8)[..4], result[1..5]);
        byte[] decrypted = new byte[secret.Length];
        using AesGcm aes = new(_key, 16);
        aes.Decrypt(result.AsSpan(5, 12), result.AsSpan(Overhead), result.AsSpan(17, 16), decrypted, "Leeway grant\nada"u8);
        Assert.Equal(secret, Encoding.UTF8.GetString(decrypted));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a secret")]
    public async Task SecretShouldBeDecryptedWithAnyOfTheKeys(string secret)
    {
        byte[] other = AesGcmTokenProtector.CreateKey();
        byte[] result = await new AesGcmTokenProtector(_key).ProtectAsync(s_grant, Encoding.UTF8.GetBytes(secret));

        foreach (AesGcmTokenProtector protector in (AesGcmTokenProtector[])[new(_key), new(_key, other), new(other, _key)])
        {
            Assert.Equal(secret, Encoding.UTF8.GetString(await protector.UnprotectAsync(s_grant, result)));
        }
    }

    [Fact]
    public async Task FirstKeyShouldEncrypt()
    {
        byte[] result = await new AesGcmTokenProtector(_key, AesGcmTokenProtector.CreateKey()).ProtectAsync(s_grant, "a secret"u8.ToArray());

        Assert.Equal("a secret"u8.ToArray(), await new AesGcmTokenProtector(_key).UnprotectAsync(s_grant, result));
    }

    [Fact]
    public async Task NonceShouldNotBeUsedTwice()
    {
        AesGcmTokenProtector protector = new(_key);

        byte[] first = await protector.ProtectAsync(s_grant, "a secret"u8.ToArray());
        byte[] second = await protector.ProtectAsync(s_grant, "a secret"u8.ToArray());

        Assert.NotEqual(first[5..17], second[5..17]);
        Assert.Contains(first[5..17], static b => b != 0);
    }

    [Fact]
    public void KeysShouldBeRandomAndHaveTheRequiredLength()
    {
        Assert.Equal((32, 32), (AesGcmTokenProtector.KeyLength, AesGcmTokenProtector.CreateKey().Length));
        Assert.NotEqual(AesGcmTokenProtector.CreateKey(), AesGcmTokenProtector.CreateKey());
    }

    [Fact]
    public void KeysThatCannotBeUsedShouldBeNamed()
    {
        Assert.Equal("keys", Assert.Throws<ArgumentNullException>(static () => new AesGcmTokenProtector(null!)).ParamName);
        AssertRefused("Specify at least one key.");
        AssertRefused("A key must have 32 bytes; key 1 has 31.", _key[1..]);
        AssertRefused("A key must have 32 bytes; key 2 has 33.", _key, [.. _key, 0]);
        AssertRefused("Key 2 occurs twice.", _key, _key);
        AssertRefused("Key 3 occurs twice.", _key, AesGcmTokenProtector.CreateKey(), _key);
    }

    [Fact]
    public async Task LaterChangeOfTheGivenKeyShouldHaveNoEffect()
    {
        byte[] given = [.. _key];
        AesGcmTokenProtector protector = new(given);
        Array.Clear(given);

        byte[] result = await protector.ProtectAsync(s_grant, "a secret"u8.ToArray());

        Assert.Equal("a secret"u8.ToArray(), await new AesGcmTokenProtector(_key).UnprotectAsync(s_grant, result));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(Overhead - 1, 1)]
    [InlineData(Overhead, 0)]
    [InlineData(Overhead + 8, 2)]
    public async Task OtherFormatShouldBeRefused(int length, byte format)
    {
        AesGcmTokenProtector protector = new(_key);
        byte[] result = (await protector.ProtectAsync(s_grant, new byte[8]))[..length];
        if (length > 0)
        {
            result[0] = format;
        }

        TokenProtectionException exception = await Assert.ThrowsAsync<TokenProtectionException>(async () => await protector.UnprotectAsync(s_grant, result));

        Assert.Equal(
            "The tokens of the grant 'ada' are not in a format that this version of Leeway can read. Restore them, or remove the grant from the store and let the user consent again.",
            exception.Message);
        Assert.Null(exception.InnerException);
    }

    [Fact]
    public async Task KeyThatIsNotConfiguredShouldBeNamed()
    {
        byte[] result = await new AesGcmTokenProtector(_key).ProtectAsync(s_grant, new byte[8]);
        string name = BinaryPrimitives.ReadUInt32BigEndian(result.AsSpan(1)).ToString("x8", CultureInfo.InvariantCulture);

        TokenProtectionException exception = await Assert.ThrowsAsync<TokenProtectionException>(
            async () => await new AesGcmTokenProtector(AesGcmTokenProtector.CreateKey()).UnprotectAsync(s_grant, result));

        Assert.Equal(
            $"The tokens of the grant 'ada' were encrypted with a key that is not configured (its name is {name}). Add that key after the current one.",
            exception.Message);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(40)]
    [InlineData(-1)]
    public async Task ChangedSecretAndSecretOfAnotherGrantShouldBeRefused(int changed)
    {
        AesGcmTokenProtector protector = new(_key);
        byte[] result = await protector.ProtectAsync(changed < 0 ? new GrantId("Ada") : s_grant, new byte[8]);
        if (changed >= 0)
        {
            result[changed] ^= 1;
        }

        TokenProtectionException exception = await Assert.ThrowsAsync<TokenProtectionException>(async () => await protector.UnprotectAsync(s_grant, result));

        Assert.Equal(
            "The tokens of the grant 'ada' were changed after they were encrypted, or belong to another grant. Restore them, or remove the grant from the store and let the user consent again.",
            exception.Message);
        Assert.IsType<AuthenticationTagMismatchException>(exception.InnerException);
    }

    [Fact]
    public void FolderShouldBeRequired()
    {
        Assert.Equal("folder", Assert.Throws<ArgumentException>(static () => AesGcmTokenProtector.Open("")).ParamName);
        Assert.Throws<ArgumentNullException>(static () => AesGcmTokenProtector.Open(null!));
    }

    private static void AssertRefused(string message, params byte[][] keys)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => new AesGcmTokenProtector([.. keys.Select(static key => (ReadOnlyMemory<byte>)key)]));
        Assert.Equal(("keys", $"{message} (Parameter 'keys')"), (exception.ParamName, exception.Message));
    }
}
