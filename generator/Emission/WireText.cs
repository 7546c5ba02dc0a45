using System.Globalization;
using System.Linq;
using System.Text;

namespace Leeway.Generator.Emission;

/// <summary>Encodes text from a document for a request, so that it cannot change the structure of the request.</summary>
internal static class WireText
{
    private const string Unreserved = "-._~";

    /// <summary>The characters that a path may contain unencoded, with the slash between segments.</summary>
    private const string PathCharacters = Unreserved + "!$&'()*+,;=:@/";

    /// <summary>Encodes a constant part of a path.</summary>
    public static string EncodePath(string text) => Encode(text, PathCharacters);

    /// <summary>Encodes the name of a query parameter.</summary>
    public static string EncodeQueryName(string name) => Encode(name, Unreserved);

    /// <summary>Returns a content type without its parameters, or the fallback if the document has no valid one.</summary>
    public static string ParseMediaType(string? mediaType, string fallback)
    {
        string type = (mediaType ?? "").Split(';')[0].Trim();
        string[] parts = type.Split('/');
        return parts.Length == 2 && parts.All(static p => p.Length > 0 && p.All(IsMediaTypeCharacter)) ? type : fallback;
    }

    private static bool IsMediaTypeCharacter(char c) => IsLetterOrDigit(c) || c is '.' or '+' or '-' or '_';

    private static bool IsLetterOrDigit(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');

    private static string Encode(string text, string kept)
    {
        if (text.All(c => IsLetterOrDigit(c) || kept.IndexOf(c) >= 0))
        {
            return text;
        }

        var encoded = new StringBuilder(text.Length);
        foreach (byte octet in Encoding.UTF8.GetBytes(text))
        {
            char c = (char)octet;
            if (IsLetterOrDigit(c) || kept.IndexOf(c) >= 0)
            {
                encoded.Append(c);
            }
            else
            {
                encoded.Append('%').Append(((int)octet).ToString("X2", CultureInfo.InvariantCulture));
            }
        }

        return encoded.ToString();
    }
}
