using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Leeway.AspNetCore;

/// <summary>Values that leave the application and return to it, encrypted and authenticated with Data Protection.</summary>
/// <param name="protector">The protector, whose purpose is that of the values.</param>
internal sealed class ProtectedValue(IDataProtector protector)
{
    /// <summary>Encrypts a value.</summary>
    /// <returns>Text that cookies and addresses can contain.</returns>
    public string Protect<T>(T value, Action<BinaryWriter, T> write)
    {
        using MemoryStream stream = new();
        using (BinaryWriter writer = new(stream))
        {
            write(writer, value);
        }

        return Base64Url.EncodeToString(protector.Protect(stream.ToArray()));
    }

    /// <summary>Decrypts a value; <see langword="null"/> if this application did not encrypt it for this purpose, or it was changed.</summary>
    public T? Unprotect<T>(string? text, Func<BinaryReader, T> read)
        where T : class
    {
        if (string.IsNullOrEmpty(text) || !Base64Url.IsValid(text))
        {
            return null;
        }

        try
        {
            using BinaryReader reader = new(new MemoryStream(protector.Unprotect(Base64Url.DecodeFromChars(text))));
            return read(reader);
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or ArgumentException)
        {
            // The key is unknown, the text was changed, or another version of this package has written it.
            return null;
        }
    }
}
