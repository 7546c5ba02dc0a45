using System.Buffers.Text;
using System.Text.Json;
using Leeway.Json;

namespace Leeway.AspNetCore;

/// <summary>Reads the parts of JSON Web Tokens strictly: a part has exactly one encoding, and a member exactly one value.</summary>
internal static class TokenPart
{
    private static readonly JsonDocumentOptions s_strict = new() { AllowDuplicateProperties = false };

    /// <returns>The bytes; <see langword="null"/> if the text is not the encoding of any.</returns>
    public static byte[]? Decode(string encoded)
    {
        try
        {
            byte[] bytes = Base64Url.DecodeFromChars(encoded);
            return Base64Url.EncodeToString(bytes) == encoded ? bytes : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <returns>The JSON; <see langword="null"/> if the part is not JSON in which the members of each object are distinct.</returns>
    public static RawJson? Read(string encoded)
    {
        if (Decode(encoded) is not { } utf8)
        {
            return null;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8, s_strict);
            return RawJson.Parse(utf8);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // A name with an unpaired surrogate cannot be compared with others.
            return null;
        }
    }
}
